import { expect, test } from "vitest";
import { dimensionPlane } from "../../plane/projection";
import { arranged, firstOf, gathered, placed, spansOf } from "./points";

const means = (spread: number, latent: number) =>
  Float32Array.from({ length: 100 * latent }, (_, i) => spread * Math.cos(i * 2.4));

test("points of an untrained encoder are a heap at 0, those of a trained one are not", () => {
  for (const latent of [1, 2, 10]) {
    expect(gathered(means(0.05, latent), latent)).toBe(true);
    expect(gathered(means(1.4, latent), latent)).toBe(false);
  }
});

test("one dimension in use is enough, and where nothing is known nothing is said", () => {
  const one = Float32Array.from({ length: 100 * 128 }, (_, i) => (i % 128 === 5 ? (i % 3) - 1 : 0));
  expect(gathered(one, 128)).toBe(false);
  expect(gathered(null, 2)).toBe(false);
  expect(gathered(new Float32Array(), 2)).toBe(false);
});

const tests = Uint8Array.of(0, 1, 0, 1, 0);

test("points of training images come first, and find their places in the answer's order", () => {
  const points = arranged(Uint32Array.of(1, 0, 3, 2), tests, [5, 6, 7, 8, 9]);
  expect([...points.rows.subarray(0, 2)].sort()).toEqual([0, 2]);
  expect([...points.rows.subarray(2)].sort()).toEqual([1, 3]);
  expect([...points.labels]).toEqual([...points.rows].map((row) => row + 5));
  expect(points.trains).toBe(2);
  const means = Float32Array.of(1, 10, 2, 20, 3, 30, 4, 40);
  const { positions, extent } = placed(points, means, dimensionPlane(2, [1, 0]), 10);
  const at = (row: number) => [...positions.subarray(2 * points.rows.indexOf(row)).subarray(0, 2)];
  expect([0, 1, 2, 3].map(at)).toEqual([
    [20, 2],
    [10, 1],
    [40, 4],
    [30, 3],
  ]);
  // Those that are farther out than 12 do not shrink the others.
  expect(extent).toBe(12);
});

test("train and test are one plot, two, or one of them", () => {
  const points = arranged(Uint32Array.of(0, 1, 2, 3, 4), tests, tests);
  expect(spansOf(points, "both")).toEqual([{ first: 0, count: 5 }]);
  expect(spansOf(points, "apart")).toEqual([
    { first: 0, count: 3 },
    { first: 3, count: 2 },
  ]);
  expect(spansOf(points, "test")).toEqual([{ first: 3, count: 2 }]);
});

test("one dimension is spread over lanes, a class each from top to bottom", () => {
  const points = arranged(Uint32Array.of(0, 1, 2), new Uint8Array(3), [0, 1, 2]);
  const { positions, extent } = placed(points, Float32Array.of(0.5, -1, 2), dimensionPlane(1, [0, 0]), 3);
  const at = (row: number) => 2 * points.rows.indexOf(row);
  expect([0, 1, 2].map((row) => positions[at(row)])).toEqual([0.5, -1, 2]);
  const lane = (row: number) => Math.floor(((1 - positions[at(row) + 1]! / extent) / 2) * 3);
  expect([0, 1, 2].map(lane)).toEqual([0, 1, 2]);
});

const rows = Uint32Array.from({ length: 70_000 }, (_, row) => row);

test("the first of the points are a sample of all, the same each time, none of them twice", () => {
  const points = arranged(rows, new Uint8Array(70_000), new Uint8Array(70_000));
  expect(arranged(rows, new Uint8Array(70_000), new Uint8Array(70_000)).rows).toEqual(points.rows);
  expect(new Set(points.rows).size).toBe(70_000);
  const tenths = new Uint32Array(10);
  for (const row of points.rows.subarray(0, 7000)) tenths[Math.floor(row / 7000)]! += 1;
  for (const count of tenths) expect(count).toBeGreaterThan(600);
});

test("each class is among the first of the points, however few images it has", () => {
  const labels = rows.map((row) => (row < 69_990 ? 0 : row - 69_989));
  const points = arranged(rows, new Uint8Array(70_000), labels);
  expect(new Set(points.labels.subarray(0, 11)).size).toBe(11);
});

test("a part of the points is of training and test images alike", () => {
  const tests = Uint8Array.from(rows, (row) => Number(row % 7 === 0));
  const points = arranged(rows, tests, rows);
  expect(points.trains).toBe(60_000);
  const [both] = spansOf(points, "both");
  expect(firstOf(points, both!, 0.1)).toEqual([
    { first: 0, count: 6000 },
    { first: 60_000, count: 1000 },
  ]);
  const [train, test] = spansOf(points, "apart");
  expect(firstOf(points, train!, 0.1)).toEqual([{ first: 0, count: 6000 }]);
  expect(firstOf(points, test!, 0.1)).toEqual([{ first: 60_000, count: 1000 }]);
});
