/**
 * Where a finding begins; docs/doctor.md says where each number is from. Losses are nats an image, ratios a step's change
 * as a share of the weights.
 */
export const thresholds = {
  /** Steps in which a healthy model still finds its way: nothing is said of what it does before. */
  young: 800,
  rateTooHigh: { loss: 10, ratio: 8e-3, from: 100, until: 700, samples: 3 },
  rateTooLow: { ratio: 5e-4, falling: 0.01 },
  deadUnits: { share: 0.5, layer: 0.9, images: 512 },
  collapse: { kl: 0.1, share: 0.98, steps: 800 },
  notGenerative: { reconstruction: 0.75 },
  overFit: { nats: 0.5, gap: 0.1, still: 0.01, stillGap: 0.06 },
  blur: { edges: 0.3, still: 0.02, steps: 2000 },
  unusedDimensions: { kl: 0.01, variance: 0.01 },
  someDeadUnits: { units: 1 },
  offPrior: { nats: 0.25 },
  unfitLikelihood: { grey: 0.05 },
  untriedDevice: {},
};
