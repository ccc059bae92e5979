import { expect, test } from "vitest";
import { createDataset } from "../data/dataset";
import { propose } from "../data/proposals";
import { defaults } from "../engine/limits";
import type { SessionOptions } from "../engine/protocol";
import { settingsOn } from "./proposing";

const options: SessionOptions = {
  model: defaults.model,
  training: defaults.training,
  seed: defaults.seed,
};
const images = { pixels: new Float32Array(8), shape: [2, 2, 2, 1] as [number, number, number, number] };
const plain = createDataset({ name: "Images", images, classNames: [] });
const sprites = { ...plain, proposal: propose("sprites", [5000, 32, 32, 1], 4000) };
const digits = { ...plain, proposal: propose("digits", [1797, 8, 8, 1], 1437) };

test("images that propose nothing leave the settings as they are", () => {
  const state = { options, target: 7, dataset: sprites };
  expect(settingsOn(state, plain)).toEqual({ options, target: 7 });
});

test("a set's proposal comes into force, and goes with the set", () => {
  const there = settingsOn({ options, target: defaults.epochs, dataset: null }, sprites);
  expect(there.options.model).toEqual(sprites.proposal.model);
  expect(there.target).toBe(sprites.proposal.epochs);
  expect(settingsOn({ ...there, dataset: sprites }, digits)).toEqual({ options, target: defaults.epochs });
});
