import { npyHeader, recordSize, type NpyField } from "./npy";

/** Posteriors of rows of a data set, and what is known of these. */
export interface LatentTable {
  rows: Uint32Array;
  latent: number;
  /** `latent` values a row. */
  mean: Float32Array;
  logVariance: Float32Array;
  /** By rows of the data set; absent where there are no classes. */
  labels?: ArrayLike<number>;
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

/** A line a row: its number, its class, its split, then the means and log-variances of each dimension from z1 on. */
export async function latentsCsv({
  rows,
  latent,
  mean,
  logVariance,
  labels,
  testRows,
}: LatentTable): Promise<Blob> {
  const tests = new Set(testRows);
  const numbered = (name: string) => Array.from({ length: latent }, (_, i) => `${name}_z${i + 1}`);
  const header = ["row", "label", "split", ...numbered("mean"), ...numbered("log_variance")];
  const lines = await inParts(rows.length, (from, to) =>
    Array.from(rows.subarray(from, to), (row, i) => {
      const at = (from + i) * latent;
      const [means, variances] = [mean, logVariance].map((values) => values.subarray(at, at + latent).join());
      return `${row},${labels?.[row] ?? ""},${tests.has(row) ? "test" : "train"},${means},${variances}\n`;
    }).join(""),
  );
  return new Blob([`${header.join()}\n`, ...lines], { type: "text/csv" });
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
