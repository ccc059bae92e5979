import { expect, test } from "vitest";
import { klOf, klOfDimensions } from "./kl";

test("KL, by hand", () => {
  expect(klOf(0, 0)).toBe(0);
  expect(klOf(2, 0)).toBe(2);
  // (0.25 - log 0.25 - 1) / 2, and with the mean 1 half a nat more.
  expect(klOf(0, Math.log(0.25))).toBeCloseTo(0.3181472, 7);
  expect(klOf(1, Math.log(0.25))).toBeCloseTo(0.8181472, 7);
});

test("the KL of each dimension is the mean over the images", () => {
  // Two images of four dimensions.
  const posterior = {
    mean: Float32Array.of(0, 2, 0, 1, 0, -2, 0, 1),
    logVariance: Float32Array.of(0, 0, Math.log(0.25), 0, 0, 0, Math.log(0.25), 0),
  };
  const kl = klOfDimensions(posterior, 4);
  [0, 2, (0.25 + Math.log(4) - 1) / 2, 0.5].forEach((value, i) => expect(kl[i]).toBeCloseTo(value, 6));
});
