import { expect, test } from "vitest";
import { defaults } from "../engine/limits";
import type { SessionOptions, StepRecord } from "../engine/protocol";
import {
  byLogit,
  corner,
  deviations,
  gradientsOf,
  hasLogits,
  klNats,
  largest,
  largestDifference,
  norm,
  pixelNats,
  probabilities,
  sampled,
  split,
  splits,
  updatesOf,
} from "./step";

/** To six decimals. */
const rounded = (values: ArrayLike<number>) =>
  Array.from(values, (value) => Math.round(value * 1e6) / 1e6 + 0);

// σ = 2 and 1/2.
const posterior = {
  mean: Float32Array.of(1.5, -0.5),
  logVariance: Float32Array.of(Math.log(4), Math.log(0.25)),
  noise: Float32Array.of(-1, 0.5),
};

test("a vector is drawn from the posterior, whose KL is that of hand", () => {
  expect(rounded(deviations(posterior.logVariance))).toEqual(rounded([2, 0.5]));
  // 1.5 + 2 (−1) and −0.5 + 0.5 · 0.5
  expect(rounded(sampled(posterior))).toEqual(rounded([-0.5, -0.25]));
  // (2.25 + 4 − 1.386294 − 1) / 2 and (0.25 + 0.25 + 1.386294 − 1) / 2
  expect(rounded(klNats(posterior))).toEqual(rounded([1.931853, 0.443147]));
  expect(rounded(klNats({ mean: Float32Array.of(0), logVariance: Float32Array.of(0) }))).toEqual(
    rounded([0]),
  );
});

test("pixels cost what Bernoulli's likelihood says, and their gradient is (p − x) / n", () => {
  // Probabilities 3/4, 1/2, 1/4.
  const logits = Float32Array.of(Math.log(3), 0, -Math.log(3));
  const x = Float32Array.of(1, 0.5, 0.25);
  expect(rounded(probabilities(logits))).toEqual(rounded([0.75, 0.5, 0.25]));
  expect(rounded(pixelNats(logits, x))).toEqual(
    rounded([-Math.log(0.75), Math.log(2), -0.25 * Math.log(0.25) - 0.75 * Math.log(0.75)]),
  );
  expect(rounded(byLogit(logits, x, 4))).toEqual(rounded([-0.0625, 0, 0]));
  // Far out, where p is 1 in any precision, the cost is the logit's distance.
  expect(rounded(pixelNats(Float32Array.of(800, -800), Float32Array.of(0, 1)))).toEqual(rounded([800, 800]));
});

test("(p − x) / n is the slope of the costs, divided by n", () => {
  const x = Float32Array.of(0, 0.3, 1);
  const logits = Float32Array.of(-1.25, 0.75, 2);
  const h = 1 / 1024;
  const moved = (by: number) =>
    pixelNats(
      logits.map((logit) => logit + by),
      x,
    );
  const slope = Array.from(moved(h), (cost, i) => (cost - moved(-h)[i]!) / (2 * h) / 8);
  expect(rounded(byLogit(logits, x, 8))).toEqual(rounded(slope));
});

test("the two pulls are by hand, and their sum is the slope of reconstruction and KL", () => {
  const byZ = Float32Array.of(0.25, -0.125);
  const [beta, n] = [2, 4];
  const found = split({ ...posterior, byZ }, beta, n);
  expect(rounded(found.mean.reconstruction)).toEqual(rounded([0.25, -0.125]));
  // 2 · 1.5 / 4 and 2 · (−0.5) / 4
  expect(rounded(found.mean.prior)).toEqual(rounded([0.75, -0.25]));
  expect(rounded(found.mean.sum)).toEqual(rounded([1, -0.375]));
  // 0.25 · (−1) · 2 / 2 and −0.125 · 0.5 · 0.5 / 2
  expect(rounded(found.logVariance.reconstruction)).toEqual(rounded([-0.25, -0.015625]));
  // 2 (4 − 1) / 8 and 2 (0.25 − 1) / 8
  expect(rounded(found.logVariance.prior)).toEqual(rounded([0.75, -0.1875]));
  expect(rounded(found.logVariance.sum)).toEqual(rounded([0.5, -0.203125]));

  // A loss whose reconstruction is linear in z, with these slopes.
  const loss = (mean: Float32Array, logVariance: Float32Array) => {
    const z = sampled({ mean, logVariance, noise: posterior.noise });
    const kl = klNats({ mean, logVariance });
    return byZ.reduce((sum, slope, i) => sum + slope * z[i]! + (beta * kl[i]!) / n, 0);
  };
  const h = 1 / 256;
  const nudged = (values: Float32Array, at: number, by: number) =>
    values.map((value, i) => (i === at ? value + by : value));
  for (const i of [0, 1]) {
    const { mean, logVariance } = posterior;
    const slopes = [1, -1].map((way) => [
      (way * loss(nudged(mean, i, way * h), logVariance)) / (2 * h),
      (way * loss(mean, nudged(logVariance, i, way * h))) / (2 * h),
    ]);
    expect(found.mean.sum[i]).toBeCloseTo(slopes[0]![0]! + slopes[1]![0]!, 4);
    expect(found.logVariance.sum[i]).toBeCloseTo(slopes[0]![1]! + slopes[1]![1]!, 4);
  }
});

test("the parts are told of the objective and the likelihood they hold for alone", () => {
  const of = (kind: string, likelihood = "bernoulli") =>
    ({
      ...defaults,
      model: { ...defaults.model, likelihood: { kind: likelihood } },
      training: { ...defaults.training, objective: { kind } },
    }) as SessionOptions;
  expect(splits(of("elbo"))).toBe(true);
  for (const kind of ["freeBits", "capacity", "iwae", "betaTcVae", "infoVae"])
    expect(splits(of(kind))).toBe(false);
  expect(hasLogits(of("freeBits"))).toBe(true);
  expect(hasLogits(of("iwae"))).toBe(false);
  expect(hasLogits(of("elbo", "gaussian"))).toBe(false);
});

test("a block's tensors come one by one, with what the optimiser added", () => {
  const updates = updatesOf({
    tensors: [
      { name: "weight", shape: [2, 2] },
      { name: "bias", shape: [2] },
    ],
    before: Float32Array.of(1, 2, 3, 4, 5, 6),
    gradient: Float32Array.of(0, 1, 0, -1, 8, 9),
    after: Float32Array.of(1, 1.5, 3, 4.5, 4, 6),
  });
  expect(updates.map(({ name, change }) => [name, ...change])).toEqual([
    ["weight", 0, -0.5, 0, 0.5],
    ["bias", -1, 0],
  ]);
  expect([...updates[1]!.gradient]).toEqual([8, 9]);
});

test("gradients are read by the record's stages alone", () => {
  const { parts } = gradientsOf({
    parts: [
      { kind: "layer", block: 0, offset: 0, values: 2 },
      { kind: "reconstruction", block: null, offset: 2, values: 1 },
      { kind: "kl", block: null, offset: 3, values: 1 },
    ],
    gradients: new Float32Array(2),
  } as unknown as StepRecord);
  expect(parts.map(({ kind }) => kind)).toEqual(["layer"]);
});

test("the largest stand first, whatever their sign", () => {
  expect(largest([1, -5, 3, 0, 4], 3)).toEqual([1, 4, 2]);
  expect(largest([2], 3)).toEqual([0]);
  expect(largest([], 3)).toEqual([]);
  expect(norm([3, -4])).toBe(5);
  expect(largestDifference([1, 2], [1, 2.5])).toBe(0.5);
});

test("of a large matrix the corner is shown, of a small one all", () => {
  const values = [1, 2, 3, 4, 5, 6];
  expect(corner(values, 3, 2)).toEqual({ values: Float32Array.of(1, 2, 4, 5), rows: 2, columns: 2 });
  expect(corner(values, 2, 9)).toEqual({ values: Float32Array.from(values), rows: 3, columns: 2 });
  expect(corner(values, 2, 2)).toEqual({ values: Float32Array.of(1, 2, 3, 4), rows: 2, columns: 2 });
});
