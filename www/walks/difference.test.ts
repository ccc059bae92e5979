import { expect, test } from "vitest";
import { differenceOf, moved } from "./difference";

// Rows 4 and 9 lie around (1, 0), row 2 at (4, 4).
const codes = { rows: Uint32Array.of(4, 2, 9), mean: Float32Array.of(0, 0, 4, 4, 2, 0), latent: 2 };

test("the difference goes from one mean to the other, and says of how many", () => {
  const difference = differenceOf(codes, Uint32Array.of(9, 4, 77), Uint32Array.of(2))!;
  expect([...difference.vector]).toEqual([3, 4]);
  expect(difference).toMatchObject({ length: 5, counts: [2, 1] });
  expect([...moved(Float32Array.of(1, 1), difference, -0.5)]).toEqual([-0.5, -1]);
});

test("without a code on one side there is none", () => {
  expect(differenceOf(codes, Uint32Array.of(9), Uint32Array.of(1))).toBeNull();
  expect(differenceOf(codes, new Uint32Array(), Uint32Array.of(2))).toBeNull();
});
