import type { ParameterMeasure, StepMeasures } from "../engine/protocol";

/** What a step does to a block: Euclidean norms over all of its parameters. */
export interface BlockMeasure {
  /** As the plan has it, such as `encoder.mlp.layers.1`. */
  name: string;
  weight: number;
  gradient: number;
  change: number;
  /** The change's norm as a share of the weights'. */
  ratio: number;
}

/** The block that a parameter belongs to, its layer's or its norm's; null where it is none's, as a learned scale. */
function blockOf({ name }: ParameterMeasure): string | null {
  const found = /^(.+)\.(?:layers|norms)\.(\d+)\./.exec(name);
  return found && `${found[1]}.layers.${found[2]}`;
}

/** The same of every block, the encoder's first. */
export function blockMeasures({ parameters }: Pick<StepMeasures, "parameters">): BlockMeasure[] {
  const squares = new Map<string, { weight: number; gradient: number; change: number }>();
  for (const parameter of parameters) {
    const block = blockOf(parameter);
    if (block === null) continue;
    const sums = squares.get(block) ?? { weight: 0, gradient: 0, change: 0 };
    for (const norm of ["weight", "gradient", "change"] as const) sums[norm] += parameter[norm] ** 2;
    squares.set(block, sums);
  }
  return Array.from(squares, ([name, sums]) => {
    const [weight, gradient, change] = [sums.weight, sums.gradient, sums.change].map(Math.sqrt) as [
      number,
      number,
      number,
    ];
    return { name, weight, gradient, change, ratio: change / weight };
  });
}

/** The middle one of some numbers, of two the mean; not a number where there are none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1]! + sorted[Math.floor(half)]!) / 2;
}
