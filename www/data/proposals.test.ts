import { expect, test } from "vitest";
import { createDataset } from "./dataset";
import { defaults } from "../engine/limits";
import { adopt, isAsProposed, propose, withChoices, withProposal, type Settings } from "./proposals";

const digits = propose("digits", [1797, 8, 8, 1], 1437);
const mnist = propose("mnist", [10_000, 28, 28, 1], 8571);
const sprites = propose("sprites", [5000, 32, 32, 1], 4000);

const start: Settings = {
  model: defaults.model,
  training: defaults.training,
  seed: defaults.seed,
  epochs: defaults.epochs,
};

test("the digits' proposal is what holds where nothing is said", () => {
  expect(isAsProposed(start, digits)).toBe(true);
  expect(adopt(start, undefined, digits)).toEqual(start);
});

test("larger images get a larger network, larger sets larger batches and fewer epochs", () => {
  expect(mnist.model.encoder).not.toEqual(digits.model.encoder);
  expect(mnist.model.decoder).toEqual(mnist.model.encoder.toReversed());
  expect(mnist.epochs).toBeLessThan(digits.epochs);
  const whole = propose("mnist", [70_000, 28, 28, 1], 60_000);
  expect(whole.epochs).toBeLessThan(mnist.epochs);
  expect(whole.training.batchSize).toBeGreaterThan(mnist.training.batchSize);
  expect(propose("own", [300, 64, 64, 3], 240).model.channels).not.toEqual([]);
});

test("a map of two dimensions shows all of them, but where they can't be enough", () => {
  for (const { model } of [digits, mnist, propose("moons", [2000, 16, 16, 1], 1600)])
    expect(model.latent).toBe(2);
  expect(propose("own", [300, 16, 16, 1], 240).model.latent).toBe(2);
  expect(propose("own", [300, 64, 64, 3], 240).model.latent).toBeGreaterThan(2);
  expect(sprites.model.latent).toBeGreaterThan(4);
  for (const id of ["animals", "faces", "things", "landscapes"] as const)
    expect(propose(id, [5000, 32, 32, 3], 4000).model.latent).toBeGreaterThan(6);
  expect(propose("faces", [10_000, 32, 32, 3], 8000).epochs).toBe(20);
  expect(propose("landscapes", [5000, 64, 64, 3], 4000).epochs).toBe(10);
});

test("a toy is as simple in large images", () => {
  expect(propose("moons", [2000, 32, 32, 1], 1600).model).toEqual(digits.model);
});

test("a set's size counts as it was loaded, not as it could be", () => {
  expect(propose("mnist", [10_000, 8, 8, 1], 8571).model).toEqual(digits.model);
});

test("what nobody has changed follows the data, and goes back with it", () => {
  const there = adopt(start, digits, mnist);
  expect(isAsProposed(there, mnist)).toBe(true);
  expect(adopt(there, mnist, digits)).toEqual(start);
});

test("what a person has changed stays on other data", () => {
  const own = {
    ...start,
    model: { ...start.model, latent: 7 },
    training: { ...start.training, beta: 4 },
    epochs: 33,
  };
  const there = adopt(own, digits, sprites);
  expect(there.model.latent).toBe(7);
  expect(there.epochs).toBe(33);
  expect(there.training.beta).toBe(4);
  expect(there.model.encoder).toEqual(sprites.model.encoder);
  expect(isAsProposed(there, sprites)).toBe(false);
});

test("what a page has chosen for its first set is a part of that set's proposal", () => {
  const images = { pixels: new Float32Array(4), shape: [1, 2, 2, 1] as [number, number, number, number] };
  const dataset = withProposal("sprites", createDataset({ name: "Sprites", images, classNames: [] }));
  const { proposal } = withChoices(dataset, { model: { latent: 2 }, training: { beta: 4 }, epochs: 5 });
  expect(proposal).toEqual({
    ...dataset.proposal!,
    model: { ...dataset.proposal!.model, latent: 2 },
    epochs: 5,
  });
  // Although two is also what nobody would have said.
  expect(adopt(start, undefined, proposal!).model.latent).toBe(2);
});
