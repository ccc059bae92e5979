import { expect, test } from "vitest";
import type { Likelihood } from "../engine/protocol";
import { expected, halfStep, leastCost, pixelCost } from "./likelihood";

const bernoulli: Likelihood = { kind: "bernoulli" };
const gaussian: Likelihood = { kind: "gaussian", variance: 0.25 };
const learned: Likelihood = { kind: "learnedGaussian" };
const logistic: Likelihood = { kind: "discretisedLogistic" };

test("Bernoulli: the cross-entropy, and the entropy that grey cannot beat", () => {
  expect(expected(bernoulli, 0)).toBe(0.5);
  expect(expected(bernoulli, Math.log(3))).toBeCloseTo(0.75, 15);
  // -log 3/4, -log 1/4, and their mean
  expect(pixelCost(bernoulli, Math.log(3), 1)).toBeCloseTo(0.287682, 6);
  expect(pixelCost(bernoulli, Math.log(3), 0)).toBeCloseTo(1.386294, 6);
  expect(pixelCost(bernoulli, Math.log(3), 0.5)).toBeCloseTo(0.836988, 6);
  expect([0, 1].map((x) => leastCost(bernoulli, x))).toEqual([-0, -0]);
  expect(leastCost(bernoulli, 0.5)).toBeCloseTo(Math.LN2, 15);
  expect(pixelCost(bernoulli, 800, 0)).toBe(800);
});

test("Gaussian: a squared distance and what the variance costs, fixed or learned", () => {
  // 0.5^2 / (2 * 0.25) + log(2 pi 0.25) / 2
  expect(pixelCost(gaussian, 1, 0.5)).toBeCloseTo(0.5 + 0.2257913526, 9);
  expect(leastCost(gaussian, 0.3)).toBeCloseTo(0.2257913526, 9);
  expect(pixelCost(learned, 1, 0.5, Math.log(0.5))).toBeCloseTo(0.7257913526, 9);
  expect([-0.2, 0.4, 1.2].map((mean) => expected(gaussian, mean))).toEqual([0, 0.4, 1]);
});

test("discretised logistic: the mass of all 256 values is one, and a narrow one's all in its bin", () => {
  for (const [mean, logScale] of [
    [0.37, -3],
    [0.02, -4.5],
    [1.1, -2],
  ] as const) {
    let mass = 0;
    for (let i = 0; i < 256; i++) mass += Math.exp(-pixelCost(logistic, mean, i / 255, logScale));
    expect(mass).toBeCloseTo(1, 12);
  }
  // The bin reaches half a step to each side: tanh(halfStep / (2 s)) of the mass lies in it.
  const scale = Math.exp(-5);
  const inBin = Math.tanh(halfStep / (2 * scale));
  expect(pixelCost(logistic, 0.5, 0.5, -5)).toBeCloseTo(-Math.log(inBin), 12);
  expect(leastCost(logistic, 0.5, -5)).toBeCloseTo(-Math.log(inBin), 12);
  expect(leastCost(logistic, 0, -5)).toBe(0);
});
