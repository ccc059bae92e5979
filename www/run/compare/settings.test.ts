import { expect, test } from "vitest";
import { defaults } from "../../engine/limits";
import { differences, unfit, withSetting } from "./settings";

const { model, training, seed } = defaults;
const options = { model, training, seed };

test("one setting is another, and that alone differs", () => {
  const wide = withSetting(options, "model.latent", 16);
  expect(wide).toEqual({ model: { ...model, latent: 16 }, training, seed });
  const hard = withSetting(wide, "training.beta", 4);
  expect(differences([options, wide, withSetting(hard, "seed", 7)])).toEqual({
    paths: ["model.latent", "training.beta", "seed"],
    values: [
      [String(model.latent), String(training.beta), String(seed)],
      ["16", String(training.beta), String(seed)],
      ["16", "4", "7"],
    ],
  });
  expect(differences([options, options]).paths).toEqual([]);
});

test("what one has and another lacks differs too", () => {
  const adam = { ...options, training: { ...training, optimizer: { kind: "adam", beta1: 0.9 } } };
  const sgd = { ...options, training: { ...training, optimizer: { kind: "sgd", momentum: 0.5 } } };
  const { paths, values } = differences([adam, sgd] as never);
  expect(paths).toEqual([
    "training.optimizer.kind",
    "training.optimizer.beta1",
    "training.optimizer.momentum",
  ]);
  expect(values[1]).toEqual(["sgd", "", "0.5"]);
});

test("values that a setting can't be are found", () => {
  expect(unfit("training.beta", [0, 0.25, 8])).toBeUndefined();
  expect(unfit("training.beta", [1, -1])).toBe(-1);
  expect(unfit("model.latent", [1, 2.5])).toBe(2.5);
  expect(unfit("model.latent", [16, 0])).toBe(0);
  expect(unfit("training.learningRate", [0.001, 0])).toBe(0);
  expect(unfit("seed", [1, NaN])).toBeNaN();
});
