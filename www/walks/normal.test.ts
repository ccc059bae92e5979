import { expect, test } from "vitest";
import { normalQuantile } from "./normal";

test("quantiles are those of Python's statistics.NormalDist().inv_cdf", () => {
  const known = [
    [1e-12, -7.034483825301132],
    [1e-6, -4.753424308822899],
    [0.025, -1.9599639845400538],
    [0.07, -1.4757910281791702],
    [0.25, -0.6744897501960817],
    [0.5, 0],
    [0.6, 0.2533471031357998],
    [0.9, 1.2815515655446008],
    [0.975, 1.9599639845400536],
    [0.999, 3.090232306167813],
  ] as const;
  for (const [p, z] of known) expect(Math.abs(normalQuantile(p) - z)).toBeLessThanOrEqual(2e-7 * Math.abs(z));
});
