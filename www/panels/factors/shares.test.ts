import { expect, test } from "vitest";
import { createDataset } from "../../data/dataset";
import { numberColumn } from "../../data/columns";
import { factorsOf, lacking } from "./columns";
import { describe, heatOf, sharesCsv, telling, type Measured } from "./shares";

/** Two dimensions; the second column never changes. */
const measured: Measured = {
  names: ["shape", "ground, colour"],
  matrix: [
    [0.75, 0.5],
    [0, 0],
  ],
  chances: [0.125, 0],
  gaps: [0.25, null],
  mig: 0.25,
  images: 10,
  step: 3,
};

const dataset = () => {
  const images = { pixels: new Float32Array(4 * 16), shape: [4, 4, 4, 1] as const };
  const made = createDataset({ name: "Some", images: { ...images, shape: [4, 4, 4, 1] }, classNames: [] });
  const shape = { name: "shape", classNames: ["round", "square"], labels: Uint8Array.of(0, 1, 1, 2) };
  return { ...made, columns: [shape, numberColumn("hour", Float32Array.of(0.5, 1.5, 20, 7))] };
};

test("columns are factors of the images asked for, numbers as they are, classes also where they have no name", () => {
  expect(factorsOf(dataset(), Uint32Array.of(3, 1))).toEqual([
    { name: "shape", classes: 3, values: Int32Array.of(2, 1) },
    { name: "hour", values: Float32Array.of(7, 1.5) },
  ]);
});

test("images without labels, and with the same one, have nothing to follow", () => {
  const { columns } = dataset();
  const still = { name: "", classNames: ["a", "b"], labels: Uint8Array.of(1, 1, 1, 1) };
  expect(lacking({ columns: [] })).toMatch(/no labels/);
  expect(lacking({ columns: [still] })).toMatch(/the same label/);
  expect(lacking({ columns: [still, ...columns] })).toBeNull();
});

test("the best dimension of a column stands out, and none of one that never changes", () => {
  const { rows, foot, selected } = heatOf(measured, [0, 1], [1, 0]);
  expect(rows.map(({ name, cells }) => [name, ...cells.map(({ text }) => text)])).toEqual([
    ["z1", "75%", "–"],
    ["z2", "50%", "–"],
  ]);
  expect(rows.map(({ cells }) => cells.map(({ marked }) => marked))).toEqual([
    [true, false],
    [false, false],
  ]);
  expect(rows[0]!.cells[0]!.label).toBe("z1 tells 75% of shape");
  expect(foot!.map(({ cells }) => cells)).toEqual([
    ["25%", "–"],
    ["12.5%", "–"],
  ]);
  expect(selected).toEqual([1, 0]);
  expect(heatOf(measured, [0], [1, 0]).selected).toBeNull();
});

test("of many dimensions those stay that tell most of any column, in their order", () => {
  const matrix = [
    [0.1, 0.9, 0, 0.2],
    [0.3, 0, 0.05, 0.1],
  ];
  expect(telling({ matrix }, 2)).toEqual([0, 1]);
  expect(telling({ matrix }, 3)).toEqual([0, 1, 3]);
  expect(telling({ matrix: [] }, 3)).toEqual([]);
});

test("what can't be told is said", () => {
  const told = describe(measured, 12);
  expect(told).toContain("Of 10 of 12 images, at step 3.");
  expect(told).toContain("ground, colour: all images have the same label");
  expect(told).toContain("With one label column");
  const alone = { ...measured, names: ["a", "b"], matrix: [[0], [0]], gaps: [0, 0], mig: 0, step: 0 };
  expect(describe(alone, 10)).toMatch(
    /^MIG 0%, of 2 label columns\. All images have the same code.*one dimension/,
  );
  expect(describe(alone, 10)).toContain("untrained");
});

test("the file has a line a dimension and quotes names", async () => {
  expect(await sharesCsv(measured).text()).toBe('dimension,shape,"ground, colour"\n1,0.75,0\n2,0.5,0\n');
});
