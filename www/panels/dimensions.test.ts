import { expect, test } from "vitest";
import { withAxis } from "./dimensions";

test("an axis takes another dimension, and where it is the other axis' the two are swapped", () => {
  expect(withAxis([0, 1], 0, 4)).toEqual([4, 1]);
  expect(withAxis([0, 1], 1, 4)).toEqual([0, 4]);
  expect(withAxis([0, 1], 0, 1)).toEqual([1, 0]);
  expect(withAxis([0, 1], 1, 0)).toEqual([1, 0]);
  expect(withAxis([0, 1], 0, 0)).toEqual([0, 1]);
});
