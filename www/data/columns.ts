import { range } from "../text/format";

/** One way of labelling a set's images. */
export interface LabelColumn {
  /** Empty where it is the only one. */
  name: string;
  classNames: string[];
  /** For each image a position in `classNames`. */
  labels: Uint8Array | Uint32Array;
  /** Of numbers, whose ranges are the classes. */
  values?: Float32Array;
}

/** Whole numbers up to so many are classes each; others are brought into about as many ranges as the second number. */
const [mostNumbers, aboutRanges] = [10, 5];

/** In steps: what counts as a range's end. */
const tolerance = 1e-5;

/** The least of 1, 2, 3, 5 and 10 times a power of ten that is as large. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * [1, 2, 3, 5, 10].find((digit) => digit * power >= least * 0.999)!;
}

/** A column of numbers: its classes are its values where they are few whole numbers, else ranges with round ends. */
export function numberColumn(name: string, values: Float32Array): LabelColumn {
  const distinct = [...new Set(values)].toSorted((a, b) => a - b);
  if (distinct.length <= mostNumbers && distinct.every(Number.isInteger)) {
    const labels = Uint32Array.from(values, (value) => distinct.indexOf(value));
    return { name, classNames: distinct.map(String), labels, values };
  }
  const [least, most] = [distinct[0]!, distinct.at(-1)!];
  const step = roundStep((most - least) / aboutRanges || 1);
  // As a 32-bit float, 0.7 is a little less.
  const below = (value: number) => Math.floor(value / step + tolerance);
  const first = below(least);
  // What lies at the upper end is in the range below it.
  const ranges = Math.max(1, Math.ceil(most / step - tolerance) - first);
  const labels = Uint32Array.from(values, (value) => Math.min(ranges - 1, below(value) - first));
  const classNames = Array.from({ length: ranges }, (_, at) =>
    range((first + at) * step, (first + at + 1) * step),
  );
  return { name, classNames, labels, values };
}

/** The same of these images alone. */
export function rowsOf({ name, classNames, labels, values }: LabelColumn, rows: Uint32Array): LabelColumn {
  return {
    name,
    classNames,
    labels: rows.map((row) => labels[row]!),
    ...(values && { values: Float32Array.from(rows, (row) => values[row]!) }),
  };
}
