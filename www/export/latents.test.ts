import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { latentsCsv, latentsNpy } from "./latents";

const labels = new Uint8Array(70_001);
labels.set([7, 0, 1]);
labels[70_000] = 3;
const columns = [{ name: "", classNames: ["zero", "one"], labels }];
const table = {
  rows: Uint32Array.of(0, 2, 70_000),
  latent: 2,
  mean: Float32Array.of(0.1, -0.2, 1e-30, 3.5, -4, 5),
  logVariance: Float32Array.of(-1, -2.25, 0, 0.3, 1, -8),
  labels,
  columns,
  testRows: Uint32Array.of(2, 5),
};

/** Where the values of an NPY file begin, and what stands before them. */
function parts(file: Uint8Array) {
  const start = 10 + file[8]! + 256 * file[9]!;
  const head = new TextDecoder("latin1").decode(file.subarray(0, 8));
  // NumPy leaves room for a longer shape.
  const about = new TextDecoder().decode(file.subarray(10, start)).trimEnd();
  return { head, about, start, values: [...file.subarray(start)] };
}

test("the records are those that NumPy saves", async () => {
  const own = parts(new Uint8Array(await (await latentsNpy(table)).arrayBuffer()));
  const numpys = parts(readFileSync(new URL("../../tests/fixtures/latents.npy", import.meta.url)));
  expect({ ...own, start: 0 }).toEqual({ ...numpys, start: 0 });
  expect(own.start % 64).toBe(0);
});

test("a table has a line a row, whose numbers are read back as they were", async () => {
  const csv = await (await latentsCsv(table)).text();
  const [header, ...lines] = csv.trimEnd().split("\n");
  expect(header).toBe("row,label,split,mean_z1,mean_z2,log_variance_z1,log_variance_z2");
  expect(lines.map((line) => line.split(",").slice(0, 3).join())).toEqual([
    "0,7,train",
    "2,1,test",
    "70000,3,train",
  ]);
  const read = Float32Array.from(lines.flatMap((line) => line.split(",").slice(3, 5).map(Number)));
  expect(read).toEqual(table.mean);
});

test("all label columns stand in it: classes by their names, numbers as they are", async () => {
  const hour = new Float32Array(70_001);
  hour.set([6.5, 0, 12]);
  const several = [
    { name: "hair, colour", classNames: ["red", "dark"], labels: new Uint8Array(70_001).fill(1, 1) },
    { name: "hour", classNames: ["0..10", "10..20"], labels, values: hour },
  ];
  const csv = await (await latentsCsv({ ...table, columns: several })).text();
  const lines = csv.split("\n").map((line) => line.replace(/(train|test|split).*/, "$1"));
  expect(lines).toEqual([
    'row,"hair, colour",hour,split',
    "0,red,6.5,train",
    "2,dark,12,test",
    "70000,dark,0,train",
    "",
  ]);
});

test("without classes there is no label, or -1", async () => {
  const { labels: _, ...plain } = table;
  expect((await (await latentsCsv({ ...plain, columns: [] })).text()).split("\n")[1]).toMatch(/^0,train,/);
  const { start, values } = parts(new Uint8Array(await (await latentsNpy(plain)).arrayBuffer()));
  expect(start).toBeGreaterThan(0);
  expect(values.slice(4, 8)).toEqual([255, 255, 255, 255]);
});

test("many rows come in parts, none twice and none left out", async () => {
  const count = 9001;
  const rows = Uint32Array.from({ length: count }, (_, row) => row);
  const mean = Float32Array.from(rows);
  const many = { rows, latent: 1, mean, logVariance: new Float32Array(count), columns: [] };
  const lines = (await (await latentsCsv(many)).text()).trimEnd().split("\n").slice(1);
  expect(lines.map((line) => Number(line.split(",")[2]))).toEqual([...rows]);
});
