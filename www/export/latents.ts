import { csvLine } from "./csv";
import { npyHeader, recordSize, type NpyField } from "./npy";

/** One way of labelling a set's images. */
interface Column {
  /** Empty where it has none of its own. */
  name: string;
  classNames: readonly string[];
  /** By rows of the data set: positions in `classNames`. */
  labels: ArrayLike<number>;
  /** What the classes are ranges of. */
  values?: ArrayLike<number>;
}

/** Posteriors of rows of a data set, and what is known of these. */
export interface LatentTable {
  rows: Uint32Array;
  latent: number;
  /** `latent` values a row. */
  mean: Float32Array;
  logVariance: Float32Array;
  /** By rows of the data set; absent where there are no classes. */
  labels?: ArrayLike<number>;
  /** All ways of labelling the rows, that of `labels` among them. */
  columns: readonly Column[];
  testRows?: Uint32Array;
}

/** So many rows are written before whatever else is to be done has its turn. */
const partSize = 4000;

const turn = () => new Promise((resolve) => setTimeout(resolve));

/** Rows are made part by part, so that the page goes on meanwhile. */
async function inParts<P extends BlobPart>(
  count: number,
  part: (from: number, to: number) => P,
): Promise<P[]> {
  const parts: P[] = [];
  for (let from = 0; from < count; from += partSize) {
    parts.push(part(from, Math.min(count, from + partSize)));
    await turn();
  }
  return parts;
}

/** What a column says of a row: the number, where it is of numbers; where it has a name, that of the class. */
const told = ({ name, classNames, labels, values }: Column, row: number) =>
  values?.[row] ?? (name === "" ? undefined : classNames[labels[row]!]) ?? labels[row]!;

/**
 * A line a row: its number, all its labels, its split, then the means and log-variances of each dimension from z1 on. A
 * column of labels that has no name is `label`, a number.
 */
export async function latentsCsv({
  rows,
  latent,
  mean,
  logVariance,
  columns,
  testRows,
}: LatentTable): Promise<Blob> {
  const tests = new Set(testRows);
  const numbered = (name: string) => Array.from({ length: latent }, (_, i) => `${name}_z${i + 1}`);
  const names = columns.map(({ name }) => name || "label");
  const header = ["row", ...names, "split", ...numbered("mean"), ...numbered("log_variance")];
  const lines = await inParts(rows.length, (from, to) =>
    Array.from(rows.subarray(from, to), (row, i) => {
      const at = (from + i) * latent;
      const numbers = [mean, logVariance].flatMap((values) => [...values.subarray(at, at + latent)]);
      const labels = columns.map((column) => told(column, row));
      return csvLine([row, ...labels, tests.has(row) ? "test" : "train", ...numbers]);
    }).join(""),
  );
  return new Blob([csvLine(header), ...lines], { type: "text/csv" });
}

/**
 * The same as one array of records for NumPy: `row`, `label` (-1 where there is none), `test`, and `mean` and
 * `log_variance` of all dimensions.
 */
export async function latentsNpy({
  rows,
  latent,
  mean,
  logVariance,
  labels,
  testRows,
}: LatentTable): Promise<Blob> {
  const tests = new Set(testRows);
  const fields: NpyField[] = [
    { name: "row", type: "<u4" },
    { name: "label", type: "<i4" },
    { name: "test", type: "|b1" },
    { name: "mean", type: "<f4", count: latent },
    { name: "log_variance", type: "<f4", count: latent },
  ];
  const size = recordSize(fields);
  const records = await inParts(rows.length, (from, to) => {
    const view = new DataView(new ArrayBuffer((to - from) * size));
    for (let i = from, at = 0; i < to; i++) {
      const row = rows[i]!;
      view.setUint32(at, row, true);
      view.setInt32(at + 4, labels?.[row] ?? -1, true);
      view.setUint8(at + 8, Number(tests.has(row)));
      at += 9;
      for (const values of [mean, logVariance])
        for (let k = 0; k < latent; k++, at += 4) view.setFloat32(at, values[i * latent + k]!, true);
    }
    return view.buffer;
  });
  return new Blob([npyHeader(fields, rows.length), ...records], { type: "application/octet-stream" });
}
