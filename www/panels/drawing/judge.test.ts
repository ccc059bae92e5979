import { expect, test } from "vitest";
import { meanSquares, shareBelow, squaredLengths } from "./judge";

test("errors are means over an image's values", () => {
  const found = meanSquares(Float32Array.of(0, 1, 1, 1), Float32Array.of(0, 0, 1, 0.5), 2);
  expect([...found]).toEqual([0.5, 0.125]);
});

test("a code is as far from 0 as all its dimensions together say", () => {
  expect([...squaredLengths(Float32Array.of(0, 0, 1, -2), 2)]).toEqual([0, 5]);
  expect([...squaredLengths(Float32Array.of(2, 3, 6), 3)]).toEqual([49]);
});

test("the share below counts what is smaller, and only that", () => {
  const values = Float64Array.of(1, 2, 2, 3);
  expect([0, 1, 2, 2.5, 4].map((value) => shareBelow(values, value))).toEqual([0, 0, 0.25, 0.75, 1]);
});
