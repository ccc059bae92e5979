import { expect, test } from "vitest";
import { gathered } from "./points";

const means = (spread: number, latent: number) =>
  Float32Array.from({ length: 100 * latent }, (_, i) => spread * Math.cos(i * 2.4));

test("points of an untrained encoder are a heap at 0, those of a trained one are not", () => {
  for (const latent of [1, 2, 10]) {
    expect(gathered(means(0.05, latent), latent)).toBe(true);
    expect(gathered(means(1.4, latent), latent)).toBe(false);
  }
});

test("one dimension in use is enough, and where nothing is known nothing is said", () => {
  const one = Float32Array.from({ length: 100 * 128 }, (_, i) => (i % 128 === 5 ? (i % 3) - 1 : 0));
  expect(gathered(one, 128)).toBe(false);
  expect(gathered(null, 2)).toBe(false);
  expect(gathered(new Float32Array(), 2)).toBe(false);
});
