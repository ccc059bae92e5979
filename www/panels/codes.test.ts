import { expect, test } from "vitest";
import { split } from "./codes";

test("training and test images are told apart, and an image that is there twice counts once", () => {
  const latents = {
    rows: Uint32Array.of(4, 0, 7, 0),
    latent: 2,
    step: 3,
    mean: Float32Array.of(40, 41, 0, 1, 70, 71, 0, 1),
    logVariance: Float32Array.of(-40, -41, 0, -1, -70, -71, 0, -1),
  };
  const { train, test } = split(latents, Uint32Array.of(7, 9));
  expect([...train.rows]).toEqual([4, 0]);
  expect(train.points).toEqual({ values: Float32Array.of(40, 41, 0, 1), dimensions: 2 });
  expect([...train.logVariance]).toEqual([-40, -41, 0, -1]);
  expect([...test.rows]).toEqual([7]);
  expect([...test.points.values]).toEqual([70, 71]);
  expect(split(latents).test.points.values).toHaveLength(0);
});
