import { expect, test } from "vitest";
import { gridVectors, lineVectors, traversalVectors, wayVectors } from "./vectors";

test("a grid has its last place on top and keeps the other dimensions", () => {
  const base = Float32Array.of(9, 5, 9);
  expect([...gridVectors(base, [2, 0], [-1, 1])]).toEqual([1, 5, -1, 1, 5, 1, -1, 5, -1, -1, 5, 1]);
  expect([...gridVectors(Float32Array.of(9), [0, 0], [-1, 0, 1])]).toEqual([-1, 0, 1]);
  expect([...base]).toEqual([9, 5, 9]);
});

test("a traversal moves one dimension at a time", () => {
  expect([...traversalVectors(Float32Array.of(7, 8), [1, 0], [-3, 3])]).toEqual([7, -3, 7, 3, -3, 8, 3, 8]);
});

test("a line has both its ends, and even steps", () => {
  expect([...lineVectors(Float32Array.of(0, 2), Float32Array.of(4, 0), 3)]).toEqual([0, 2, 2, 1, 4, 0]);
});

test("a way goes through its nodes at an even pace by the lengths given", () => {
  // The first edge is three times as long as the second, whatever the coordinates say.
  const nodes = Float32Array.of(0, 0, 1, 0, 1, 8);
  expect([...wayVectors(nodes, 2, [3, 1], 5)].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([
    0, 0, 0.333333, 0, 0.666667, 0, 1, 0, 1, 8,
  ]);
});

test("a way without length stays where it is", () => {
  expect([...wayVectors(Float32Array.of(4, 5), 2, [], 2)]).toEqual([4, 5, 4, 5]);
  expect([...wayVectors(Float32Array.of(4, 5, 4, 5), 2, [0], 2)]).toEqual([4, 5, 4, 5]);
});
