import { expect, test } from "vitest";
import { createDataset } from "../../data/dataset";
import { defaults } from "../../engine/limits";
import { createStore } from "../../run/store";
import { greyShare, meanPixelOf } from "./data";
import { evidenceOf } from "./evidence";
import { remedied } from "./trial";
import { deadOf } from "./units";

const options = { model: defaults.model, training: defaults.training, seed: 1 };
const images = {
  pixels: Float32Array.of(0, 0.5, 1, 1, 0.25, 0, 1, 0),
  shape: [4, 1, 2, 1] as [number, number, number, number],
  testRows: Uint32Array.of(3),
};
const dataset = createDataset({ name: "Some", images, classNames: [] });

test("losses are told by steps, without those that are no numbers, and test losses beside training's", () => {
  const history = {
    reconstruction: [
      [0, 1, 2],
      [50, NaN, 30],
      [52, null, 33],
    ],
    kl: [
      [0, 1, 2],
      [0, 1, 2],
      [0, null, 3],
    ],
  } as Parameters<typeof evidenceOf>[0]["history"];
  const state = createStore({ options, step: 46, epoch: 2, history, devices: { why: "no GPU" } }).state;
  const known = { stepsPerEpoch: 23, meanPixel: null, dead: null, edges: null, grey: null };
  const evidence = evidenceOf(state, dataset, known);
  expect(evidence.losses).toEqual([
    { step: 0, reconstruction: 50, kl: 0 },
    { step: 46, reconstruction: 30, kl: 2 },
  ]);
  expect(evidence.tests.at(-1)).toEqual({
    epoch: 2,
    train: { step: 46, reconstruction: 30, kl: 2 },
    test: { step: 46, reconstruction: 33, kl: 3 },
  });
  expect(evidence.meanPixel).toBe(dataset.references.meanPixel);
  expect(evidence.untried).toBe("no GPU");
});

test("grey values are those between 0 and 1", () => {
  expect(greyShare(images)).toBe(2 / 8);
});

test("the mean image is that of the training images", async () => {
  const { signal } = new AbortController();
  // Means 5/12 and 1/2 of rows 0, 1, 2; squared distances 0.5417 and 0.5 in all.
  const nats = await meanPixelOf(images, { kind: "gaussian", variance: 0.5 }, signal);
  const squares = [0, 1, 0.25].reduce((sum, x) => sum + (x - 5 / 12) ** 2, 0) + 0.5;
  expect(nats).toBeCloseTo(squares / 3 + Math.log(Math.PI), 6);
});

test("dead units are those that are never above 0", () => {
  const block = { block: 0, mean: [], variance: [], top: 0, rows: [], values: [] };
  const found = deadOf({ images: 512, blocks: [{ ...block, active: [0, 0.5, 0, 1e-3] }] }, 7);
  expect(found).toEqual({ step: 7, images: 512, layers: [{ dead: 2, units: 4 }] });
});

test("a remedy changes what it names and nothing else", () => {
  const next = remedied(options, { name: "beta", training: { beta: 2 }, anew: false });
  expect(next).toEqual({ ...options, training: { ...options.training, beta: 2 } });
});
