import type { Mixture } from "./protocol";

/** The prior N(0, I), as a mixture of one component. */
export const prior = (dimensions: number): Mixture => ({
  dimensions,
  covariance: "diagonal",
  weights: [1],
  means: Array.from({ length: dimensions }, () => 0),
  covariances: Array.from({ length: dimensions }, () => 1),
});
