import { expect, test } from "vitest";
import { createDataset } from "../data/dataset";
import { propose } from "../data/proposals";
import { defaults } from "../engine/limits";
import type { ModelOptions, SessionOptions, TrainingOptions } from "../engine/protocol";
import type { Vae } from "../engine/vae";
import { follow, settingsOn } from "./proposing";

const options: SessionOptions = {
  model: defaults.model as ModelOptions,
  training: defaults.training as TrainingOptions,
  seed: defaults.seed,
};
const images = { pixels: new Float32Array(8), shape: [2, 2, 2, 1] as [number, number, number, number] };
const plain = createDataset({ name: "Images", images, classNames: [] });
const sprites = { ...plain, proposal: propose("sprites", [5000, 32, 32, 1], 4000) };
const digits = { ...plain, proposal: propose("digits", [1797, 8, 8, 1], 1437) };

/** A model that notes what it is reset to. */
function fakeVae(given: SessionOptions) {
  const resets: unknown[] = [];
  const vae = { options: given, reset: async (change: unknown) => void resets.push(change) };
  return { vae: vae as unknown as Vae, resets };
}

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

test("a model is begun anew only where its options become others", async () => {
  const same = fakeVae(options);
  await follow(same.vae, settingsOn({ options, target: 400, dataset: null }, digits).options);
  expect(same.resets).toEqual([]);
  const other = fakeVae(options);
  const proposed = settingsOn({ options, target: 400, dataset: null }, sprites).options;
  await follow(other.vae, proposed);
  expect(other.resets).toEqual([proposed]);
});
