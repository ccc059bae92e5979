import { expect, test } from "vitest";
import { split, trainingCodes } from "./codes";

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

test("training images are those of all classes, or of one", () => {
  const latents = {
    rows: Uint32Array.of(3, 0, 1, 2),
    latent: 1,
    step: 3,
    mean: Float32Array.of(30, 0, 10, 20),
    logVariance: Float32Array.of(-30, 0, -10, -20),
  };
  const images = {
    pixels: new Float32Array(4),
    shape: [4, 1, 1, 1] as [number, number, number, number],
    labels: Uint8Array.of(1, 0, 1, 1),
    testRows: Uint32Array.of(2),
  };
  expect([...trainingCodes(latents, images).points.values]).toEqual([30, 0, 10]);
  const { rows, points, logVariance } = trainingCodes(latents, images, 1);
  expect([[...rows], [...points.values], [...logVariance]]).toEqual([
    [3, 0],
    [30, 0],
    [-30, 0],
  ]);
});
