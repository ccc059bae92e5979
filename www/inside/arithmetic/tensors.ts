import type { Block, BlockTensors, TensorPlan } from "../../engine/protocol";

/** What a block computes with, each tensor row-major; views, nothing is copied. */
export interface Tensors {
  weight: Float32Array;
  bias: Float32Array;
  /** Of a norm: what its result is multiplied with, and what is added. */
  norm: { gamma: Float32Array; beta: Float32Array } | null;
  /** Of a batch norm, what evaluation takes for the batch's own. */
  running: { mean: Float32Array; variance: Float32Array } | null;
}

export function tensorsOf({ parameters, norm }: Block, { tensors, values }: BlockTensors): Tensors {
  let offset = 0;
  const byName = new Map(
    tensors.map(({ name, shape }) => {
      const size = shape.reduce((product, side) => product * side, 1);
      const own = values.subarray(offset, offset + size);
      offset += size;
      return [name, own];
    }),
  );
  const named = ({ name }: TensorPlan) => byName.get(name)!;
  const [mean, variance] = norm?.statistics ?? [];
  return {
    weight: named(parameters[0]),
    bias: named(parameters[1]),
    norm: norm && { gamma: named(norm.parameters[0]), beta: named(norm.parameters[1]) },
    running: mean && variance ? { mean: named(mean), variance: named(variance) } : null,
  };
}
