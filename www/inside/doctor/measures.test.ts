import { expect, test } from "vitest";
import { edgeEnergy } from "./edges";
import { meanPixelNats } from "./mean-pixel";
import { moments } from "./moments";

const turn = () => Promise.resolve();

test("a point has the energy of a Laplacian's own weights, and a plane none", () => {
  const point = new Float32Array(25);
  point[12] = 1;
  // 4 squared at the point, 1 at each of its four neighbours.
  expect(edgeEnergy(point, { height: 5, width: 5, channels: 1 })).toBe(20);
  const plane = Float32Array.from({ length: 25 }, (_, i) => (i % 5) / 8 + Math.floor(i / 5) / 16);
  expect(edgeEnergy(plane, { height: 5, width: 5, channels: 1 })).toBe(0);
});

test("channels and images are apart, and the mean is over images", () => {
  const pixels = new Float32Array(2 * 25 * 2);
  // The second channel of the first image.
  pixels[12 * 2 + 1] = 1;
  expect(edgeEnergy(pixels, { height: 5, width: 5, channels: 2 })).toBe(10);
  expect(edgeEnergy(Float32Array.of(1, 0, 0, 1), { height: 2, width: 2, channels: 1 })).toBe(0);
});

test("moments by hand: of two images in two dimensions", () => {
  const mean = Float32Array.of(1, 0, -1, 0);
  const logVariance = Float32Array.of(0, Math.log(2), 0, Math.log(2));
  const found = moments({ mean, logVariance }, 2, 10);
  expect(found.mean).toEqual([0, 0]);
  expect(found.meanVariance).toEqual([1, 0]);
  expect(found.variance[0]).toBeCloseTo(2, 6);
  expect(found.variance[1]).toBeCloseTo(2, 6);
  // m^2 / 2, and (2 - log 2 - 1) / 2.
  expect(found.kl[0]).toBeCloseTo(0.5, 6);
  expect(found.kl[1]).toBeCloseTo((1 - Math.log(2)) / 2, 6);
});

test("of many images, some are looked at evenly", () => {
  const mean = Float32Array.from({ length: 1000 }, (_, i) => i);
  expect(moments({ mean, logVariance: new Float32Array(1000) }, 1, 10).mean[0]).toBe(450);
});

const data = {
  size: 2,
  pixels: Float32Array.of(0, 1, 1, 1),
  mean: Float32Array.of(0.5, 1),
};

test("what the mean image costs under a Gaussian, by hand", async () => {
  // Squared distances of 0.25 an image: 0.25 / 0.2 + log(2 pi 0.1).
  const given = await meanPixelNats({ kind: "gaussian", variance: 0.1 }, data, turn);
  expect(given).toBeCloseTo(1.25 + Math.log(0.2 * Math.PI), 6);
  // The best variance is 0.25 / 2.
  const learned = await meanPixelNats({ kind: "learnedGaussian" }, data, turn);
  expect(learned).toBeCloseTo(1 + Math.log(0.25 * Math.PI), 6);
});

test("under a discretised logistic, no scale of a fine grid costs less, and probabilities sum to 1", async () => {
  const values = Float32Array.from({ length: 256 }, (_, i) => i / 255);
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
  const mass = (x: number, mean: number, scale: number) => {
    const above = x > 1 - 0.5 / 255 ? 1 : sigmoid((x + 0.5 / 255 - mean) / scale);
    return above - (x < 0.5 / 255 ? 0 : sigmoid((x - 0.5 / 255 - mean) / scale));
  };
  const mean = Float32Array.of(0.3);
  const total = values.reduce((sum, x) => sum + mass(x, 0.3, 0.1), 0);
  expect(total).toBeCloseTo(1, 6);
  const found = await meanPixelNats({ kind: "discretisedLogistic" }, { size: 1, pixels: values, mean }, turn);
  const costs = Array.from({ length: 600 }, (_, i) => {
    const scale = Math.exp(-6 + i / 100);
    return values.reduce((sum, x) => sum - Math.log(mass(x, mean[0]!, scale)), 0) / 256;
  });
  expect(found).toBeCloseTo(Math.min(...costs), 3);
});
