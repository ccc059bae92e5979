import { csvLine } from "../../export/csv";
import type { InformationResult } from "../../instrument/protocol";
import { text } from "../../text/later";
import { percent } from "../../text/format";
import type { HeatData } from "../../views/heat-grid";

const words = text.factors;

/** More dimensions than this are shown when they are asked for. */
export const mostShown = 16;

/** What was measured: of each column, what each dimension tells of it. */
export interface Measured extends InformationResult {
  names: string[];
  images: number;
  step: number;
}

/** The dimensions that tell most of any column, as many as are shown, in their order. */
export function telling({ matrix }: Pick<Measured, "matrix">, count: number): number[] {
  const most = (matrix[0] ?? []).map((_, z) => Math.max(...matrix.map((shares) => shares[z]!)));
  const sorted = [...most.keys()].sort((one, other) => most[other]! - most[one]!);
  return sorted.slice(0, count).sort((one, other) => one - other);
}

/** The grid of these dimensions; `chosen` are the dimension and the column that the map shows. */
export function heatOf(
  { names, matrix, gaps, chances }: Measured,
  dimensions: readonly number[],
  chosen: readonly [dimension: number, column: number] | null,
): HeatData {
  const best = matrix.map((shares) => shares.indexOf(Math.max(...shares)));
  const rows = dimensions.map((z) => {
    const cells = names.map((name, column) => {
      const share = matrix[column]![z]!;
      const told = gaps[column] === null ? words.none : percent(share);
      const marked = share > 0 && best[column] === z;
      return { text: told, label: words.cell(z + 1, told, name), share, marked };
    });
    return { name: words.dimension(z + 1), cells };
  });
  const row = chosen ? dimensions.indexOf(chosen[0]) : -1;
  const told = (values: readonly (number | null)[]) =>
    values.map((value, column) => (value === null || gaps[column] === null ? words.none : percent(value)));
  return {
    caption: words.axes,
    columns: names,
    rows,
    foot: [
      { name: words.gap, cells: told(gaps) },
      { name: words.chance, cells: told(chances) },
    ],
    selected: row < 0 ? null : [row, chosen![1]],
  };
}

/** All that is to be known of what is shown, and of what can't be. */
export function describe(measured: Measured, all: number): string {
  const { names, matrix, gaps, mig, images, step } = measured;
  const follows = gaps.filter((gap) => gap !== null).length;
  const still = names.filter((_, column) => gaps[column] === null);
  const equal = matrix.every((shares) => shares.every((share) => share === 0));
  return [
    ...(mig !== null ? [words.mig(percent(mig), follows)] : []),
    ...(still.length > 0 ? [words.constants(still)] : []),
    ...(equal && mig !== null ? [words.equal] : []),
    ...(matrix[0]?.length === 1 ? [words.oneDimension] : []),
    words.measured(images, all, step),
    ...(step === 0 ? [words.untrained] : []),
  ].join(" ");
}

/** A line a dimension, a share a column. */
export function sharesCsv({ names, matrix }: Measured): Blob {
  const lines = (matrix[0] ?? []).map((_, z) => csvLine([z + 1, ...matrix.map((shares) => shares[z]!)]));
  return new Blob([csvLine(["dimension", ...names]), ...lines], { type: "text/csv" });
}
