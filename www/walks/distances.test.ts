import { expect, test } from "vitest";
import { edgeDistances, stepDistances, summed } from "./distances";

const images = Float32Array.of(0, 0, 3, 4, 3, 0);

test("neighbouring images are as far apart as their pixels together", () => {
  expect(stepDistances(images, 2)).toEqual([5, 4]);
  expect(stepDistances(images.subarray(0, 2), 2)).toEqual([]);
  expect(stepDistances(new Float32Array(), 2)).toEqual([]);
});

test("an edge is as long as its two ends are apart", () => {
  expect([...edgeDistances(images, 2, Uint32Array.of(0, 2, 1, 2))]).toEqual([3, 4]);
});

test("distances of the parts of a step are summed", () => {
  expect(summed([1, 2, 3, 4], 2)).toEqual([3, 7]);
});
