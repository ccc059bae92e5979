import { expect, test } from "vitest";
import { nodeRows } from "./nodes";

test("both ends come first, then rows evenly over all", () => {
  expect([...nodeRows(10, 7, 2, 5)]).toEqual([7, 2, 0, 4, 6]);
  expect([...nodeRows(3, 2, 0, 100)].sort()).toEqual([0, 1, 2]);
});

test("of two images, or one as both ends, there are as many as there are", () => {
  expect([...nodeRows(2, 1, 0, 100)]).toEqual([1, 0]);
  expect([...nodeRows(2, 1, 1, 100)]).toEqual([1, 0]);
  expect([...nodeRows(1, 0, 0, 100)]).toEqual([0]);
});
