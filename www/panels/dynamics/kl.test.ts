import { expect, test } from "vitest";
import { stacked } from "../../views/kl-bands";
import { klBands } from "./kl";

const words = { name: (dimension: number) => `z${dimension}`, others: (count: number) => `${count} others` };

test("few dimensions have a band each, and the topmost edge is all KL", () => {
  const bands = klBands(
    {
      rows: [
        { step: 1, kl: [1, 2, 3] },
        { step: 5, kl: [2, 2, 4] },
      ],
      gap: 0,
    },
    words,
  );
  expect(bands).toEqual({
    steps: [1, 5],
    names: ["z1", "z2", "z3"],
    columns: [
      [1, 2],
      [2, 2],
      [3, 4],
    ],
  });
  expect(stacked(bands).at(-1)).toEqual([6, 8]);
});

test("of many, the most telling have their own, in their order, and nothing of the others is lost", () => {
  const kl = Array.from({ length: 128 }, (_, i) => (i % 16 === 3 ? 10 + i / 100 : 0.25));
  const bands = klBands({ rows: [{ step: 1, kl }], gap: 0 }, words);
  expect(bands.names).toEqual([
    "z1",
    ...[3, 19, 35, 51, 67, 83, 99, 115].map((i) => `z${i + 1}`),
    "119 others",
  ]);
  expect(stacked(bands).at(-1)![0]).toBeCloseTo(
    kl.reduce((sum, value) => sum + value, 0),
    9,
  );
});
