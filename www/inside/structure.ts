import type { Block, Size, Structure } from "../engine/protocol";
import { blocksOf } from "./reading";

/** Bytes of a number on every device. */
const bytes = 4;

/** What a block is and what it costs. */
export interface BlockFacts {
  block: Block;
  /** Values of its output. */
  values: number;
  parameters: number;
  multiplyAdds: number;
  /** Bytes of its weights, and of what each of its stages gives for one image. */
  weightBytes: number;
  valueBytes: number;
}

export const valuesOf = (size: Size): number =>
  "features" in size ? size.features : size.height * size.width * size.channels;

const product = (shape: readonly number[]) => shape.reduce((all, side) => all * side, 1);

/** The same of all blocks, the encoder's first. */
export function blockFacts({ plan }: Structure): BlockFacts[] {
  return blocksOf(plan).map((block) => {
    const { parameters: own, norm, activation, output, multiplyAdds } = block;
    const parameters = [...own, ...(norm?.parameters ?? [])].reduce(
      (sum, { shape }) => sum + product(shape),
      0,
    );
    const values = valuesOf(output);
    const stages = 1 + Number(norm !== null) + Number(activation !== null);
    return {
      block,
      values,
      parameters,
      multiplyAdds,
      weightBytes: parameters * bytes,
      valueBytes: values * stages * bytes,
    };
  });
}
