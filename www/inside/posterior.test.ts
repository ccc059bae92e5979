import { expect, test } from "vitest";
import { klOf } from "./kl";
import { curvesOf, dimensionsOf, drawNoise, totalKl } from "./posterior";

test("each dimension's numbers follow from one another, and the total is their sum", () => {
  const mean = Float32Array.of(2, 0.5);
  const logVariance = Float32Array.of(0, Math.log(0.25));
  const all = dimensionsOf({ mean, logVariance }, Float32Array.of(0, -2));
  expect(all[0]).toEqual({ dimension: 0, mean: 2, logVariance: 0, sigma: 1, kl: 2, noise: 0, z: 2 });
  expect(all[1]!.sigma).toBeCloseTo(0.5, 6);
  expect(all[1]!.z).toBeCloseTo(0.5 - 2 * 0.5, 6);
  expect(totalKl(all)).toBeCloseTo(2 + 0.125 + 0.3181472, 6);
});

for (const [mean, sigma] of [
  [0, 1],
  [0.3, 0.9],
  [-1.5, 0.4],
  [2.5, 0.05],
  [0, 0.002],
  [-6, 0.3],
  [0.2, 1.8],
] as const) {
  test(`the area under q log(q / p) is the KL: mean ${mean}, sigma ${sigma}`, () => {
    const { x, q, p, integrand, above, below } = curvesOf({ mean, sigma });
    const kl = klOf(mean, 2 * Math.log(sigma));
    expect(Math.abs(above + below - kl)).toBeLessThan(2e-3 * Math.max(0.5, kl));
    expect(above).toBeGreaterThanOrEqual(0);
    expect(below).toBeLessThanOrEqual(0);
    // What is drawn: a trapezoid from each place to the next.
    const area = (values: number[]) =>
      x.slice(1).reduce((sum, at, i) => sum + ((at - x[i]!) * (values[i]! + values[i + 1]!)) / 2, 0);
    expect(area(integrand)).toBeCloseTo(above + below, 9);
    expect(area(q)).toBeCloseTo(1, 3);
    expect(Math.abs(area(p) - 1)).toBeLessThan(2e-3);
    // Far out, either is nothing in 64 bits.
    const told = integrand.flatMap((value, i) =>
      q[i]! > 0 && p[i]! > 1e-300 ? [value - q[i]! * Math.log(q[i]! / p[i]!)] : [],
    );
    expect(told.length).toBeGreaterThan(100);
    expect(Math.max(...told.map(Math.abs))).toBeLessThan(1e-9);
  });
}

test("where q is not p, some of the integrand is below zero: the area between the densities is not the KL", () => {
  const { above, below, x, q, p } = curvesOf({ mean: 1, sigma: 0.5 });
  expect(below).toBeLessThan(-0.01);
  const between = x.slice(1).reduce((sum, at, i) => sum + (at - x[i]!) * Math.abs(q[i]! - p[i]!), 0);
  expect(Math.abs(between - (above + below))).toBeGreaterThan(0.1);
});

test("noise is standard normal, and finite at both ends of chance", () => {
  let state = 1;
  // Park and Miller's generator.
  const random = () => (state = (state * 16807) % 2147483647) / 2147483647;
  const noise = drawNoise(20_000, random);
  const mean = noise.reduce((sum, value) => sum + value, 0) / noise.length;
  const square = noise.reduce((sum, value) => sum + value * value, 0) / noise.length;
  expect(Math.abs(mean)).toBeLessThan(0.03);
  expect(Math.abs(square - 1)).toBeLessThan(0.04);
  expect(drawNoise(1, () => 0).every(Number.isFinite)).toBe(true);
  expect(drawNoise(1, () => 1 - 2 ** -53).every(Number.isFinite)).toBe(true);
});
