import { expect, test } from "vitest";
import { gathered } from "./scatter-layout";

const means = (spread: number, latent: number) =>
  Float32Array.from({ length: 100 * latent }, (_, i) => spread * Math.cos(i * 2.4));

test("points of an untrained encoder are a heap at 0, those of a trained one are not", () => {
  for (const latent of [1, 2, 10]) {
    expect(gathered({ means: means(0.05, latent), latent })).toBe(true);
    expect(gathered({ means: means(1.4, latent), latent })).toBe(false);
  }
});

test("one dimension in use is enough, and where nothing is known nothing is said", () => {
  const one = Float32Array.from({ length: 100 * 128 }, (_, i) => (i % 128 === 5 ? (i % 3) - 1 : 0));
  expect(gathered({ means: one, latent: 128 })).toBe(false);
  expect(gathered({ means: null, latent: 2 })).toBe(false);
  expect(gathered({ means: new Float32Array(), latent: 2 })).toBe(false);
});
