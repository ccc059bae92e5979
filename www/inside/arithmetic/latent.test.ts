import { expect, test } from "vitest";
import { deviation, drawn, kl, klArea, klIntegrand } from "./latent";

test("a draw is the noise, scaled and moved", () => {
  // The variance 4 is log 4.
  const of = { mean: 1, logVariance: Math.log(4), noise: -0.5 };
  expect(deviation(of)).toBeCloseTo(2, 15);
  expect(drawn(of)).toBeCloseTo(0, 15);
  expect(drawn({ ...of, noise: 0 })).toBe(1);
});

test("the KL is nothing at the prior, half the square of a mean, and that of a narrow posterior", () => {
  expect(kl({ mean: 0, logVariance: 0 })).toBe(0);
  expect(kl({ mean: 2, logVariance: 0 })).toBe(2);
  // (1/4 - log 1/4 - 1) / 2 = (log 4 - 3/4) / 2
  expect(kl({ mean: 0, logVariance: -Math.log(4) })).toBeCloseTo(0.318147, 6);
});

test("the integrand's area is the KL", () => {
  for (const of of [
    { mean: 1.3, logVariance: -2 },
    { mean: -0.2, logVariance: 0.7 },
    { mean: 0, logVariance: 0 },
  ]) {
    expect(klArea(of, 2000)).toBeCloseTo(kl(of), 6);
    expect(klIntegrand(of, of.mean + 50)).toBeCloseTo(0, 12);
  }
});
