import { describe, expect, test } from "vitest";
import { entropyBy, expected, halfStep, leastNats, natsOf, type Spread } from "./likelihood";

const bernoulli: Spread = { likelihood: { kind: "bernoulli" }, logScale: null };
const gaussian: Spread = { likelihood: { kind: "gaussian", variance: 0.05 }, logScale: null };
const learned = (logScale: number): Spread => ({ likelihood: { kind: "learnedGaussian" }, logScale });
const logistic = (logScale: number): Spread => ({ likelihood: { kind: "discretisedLogistic" }, logScale });

describe("by hand", () => {
  test("a Bernoulli pixel", () => {
    // p = 0.8 at a logit of log 4: -0.25 log 0.8 - 0.75 log 0.2.
    const logit = Math.log(4);
    expect(expected(bernoulli.likelihood, logit)).toBeCloseTo(0.8, 12);
    expect(natsOf(bernoulli, logit, 1)).toBeCloseTo(0.223143551, 8);
    expect(natsOf(bernoulli, logit, 0.25)).toBeCloseTo(1.262864322, 8);
    // -0.8 log 0.8 - 0.2 log 0.2.
    expect(entropyBy(bernoulli)(logit)).toBeCloseTo(0.500402423, 8);
    // Far out nothing overflows.
    expect(natsOf(bernoulli, -900, 1)).toBe(900);
    expect(natsOf(bernoulli, 900, 1)).toBe(0);
  });

  test("a Gaussian pixel, its variance fixed or learned", () => {
    // 0.2^2 / 0.1 + log(2 pi 0.05) / 2.
    expect(natsOf(gaussian, 0.5, 0.7)).toBeCloseTo(0.4 - 0.578927604, 8);
    expect(natsOf(learned(Math.log(0.05) / 2), 0.5, 0.7)).toBeCloseTo(natsOf(gaussian, 0.5, 0.7), 12);
    // 1.5 sigma off at sigma = 0.1: 1.125 + 0.918938533 + log 0.1.
    expect(natsOf(learned(Math.log(0.1)), 0.35, 0.5)).toBeCloseTo(-0.25864656, 8);
    expect(entropyBy(gaussian)(0.5)).toBeCloseTo(0.5 - 0.578927604, 8);
    // Means are shown as pixels; the cost is that of the mean itself.
    expect(expected(gaussian.likelihood, 1.25)).toBe(1);
    expect(natsOf(gaussian, 1.25, 1)).toBeCloseTo(0.625 - 0.578927604, 8);
  });

  test("a bin of a logistic", () => {
    // Its middle, scale 1/255: 2 sigmoid(1/2) - 1 = 0.244918662.
    expect(natsOf(logistic(-Math.log(255)), 100 / 255, 100 / 255)).toBeCloseTo(-Math.log(0.244918662), 7);
    // The lowest bin has all that is below: sigmoid(1/2).
    expect(natsOf(logistic(-Math.log(255)), 0, 0)).toBeCloseTo(-Math.log(0.622459331), 7);
    // A scale that is huge beside a bin: the density at the mean, 1 / (4 s), times the width.
    expect(natsOf(logistic(3), 0.5, 0.5)).toBeCloseTo(Math.log(4 * 255) + 3, 2);
  });
});

test("all bins of a logistic make up one, wherever it lies", () => {
  for (const logScale of [-6, -3, 0, 4]) {
    for (const mean of [-0.3, 0, 0.4987, 1.7]) {
      let sum = 0;
      for (let value = 0; value < 256; value++)
        sum += Math.exp(-natsOf(logistic(logScale), mean, value / 255));
      expect(sum).toBeCloseTo(1, 10);
    }
  }
});

test("the entropy is the expected cost of a pixel that is as the decoder says", () => {
  const p = expected(bernoulli.likelihood, 0.7);
  const mean = p * natsOf(bernoulli, 0.7, 1) + (1 - p) * natsOf(bernoulli, 0.7, 0);
  expect(entropyBy(bernoulli)(0.7)).toBeCloseTo(mean, 12);
  // By numbers: the cost over the density.
  let sum = 0;
  const [sigma, step] = [Math.sqrt(0.05), 1e-3];
  for (let z = -9; z < 9; z += step) {
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    sum += density * step * natsOf(gaussian, 0.3, 0.3 + z * sigma);
  }
  expect(entropyBy(gaussian)(0.3)).toBeCloseTo(sum, 6);
  // So narrow that one bin has all; so wide that the two ends have a half each.
  expect(entropyBy(logistic(-9))(100 / 255)).toBeCloseTo(0, 5);
  expect(entropyBy(logistic(12))(0.5)).toBeCloseTo(Math.log(2), 3);
});

test("the entropy of bins is their mean cost, at any scale and mean", () => {
  for (const logScale of [-6, -5, -4, -2.5, -1, 0, 3]) {
    const [by, spread] = [entropyBy(logistic(logScale)), logistic(logScale)];
    for (const mean of [-2, -0.1, -0.003, 0, 0.0012, 0.02, 0.3337, 0.5, 0.71, 0.99, 1, 1.004, 1.4, 6]) {
      let sum = 0;
      for (let value = 0; value < 256; value++) {
        const nats = natsOf(spread, mean, value / 255);
        sum += nats * Math.exp(-nats);
      }
      expect(Math.abs(by(mean) - sum), `${mean} at ${logScale}`).toBeLessThan(1e-5);
    }
  }
});

test("the least cost of a pixel is an entropy, or what the mean pays", () => {
  const of = (likelihood: Spread["likelihood"], logScale: number | null = null) => ({ likelihood, logScale });
  const bernoulli = of({ kind: "bernoulli" });
  expect([0, 1].map((x) => leastNats(bernoulli, x) + 0)).toEqual([0, 0]);
  expect(leastNats(bernoulli, 0.5)).toBeCloseTo(Math.LN2, 15);
  // log(2 pi 0.25) / 2
  expect(leastNats(of({ kind: "gaussian", variance: 0.25 }), 0.3)).toBeCloseTo(0.2257913526, 9);
  // The bin reaches half a step to each side: tanh(halfStep / (2 s)) of the mass lies in it.
  const inBin = Math.tanh(halfStep / (2 * Math.exp(-5)));
  const logistic = of({ kind: "discretisedLogistic" }, -5);
  expect(leastNats(logistic, 0.5)).toBeCloseTo(-Math.log(inBin), 12);
  expect(leastNats(logistic, 0)).toBe(0);
});
