import { expect, test, vi } from "vitest";
import { createDataset } from "../../data/dataset";
import { defaults } from "../../engine/limits";
import type { InstrumentClient } from "../../instrument/client";
import type { Args } from "../../instrument/protocol";
import { createStore } from "../../run/store";
import { text } from "../../text/later";
import { prior } from "../../instrument/prior";
import { dependsOn, distribution, fit, lacking } from "./source";

const dataset = createDataset({
  name: "Six",
  images: {
    pixels: new Float32Array(6),
    shape: [6, 1, 1, 1],
    labels: Uint8Array.of(0, 1, 1, 0, 1, 0),
    testRows: Uint32Array.of(4, 5),
  },
  classNames: ["zero", "one", "two"],
});
const latents = {
  rows: Uint32Array.of(0, 1, 2, 3, 4, 5),
  latent: 2,
  step: 9,
  mean: Float32Array.of(0, 0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5),
  logVariance: Float32Array.from({ length: 12 }, (_, i) => Math.log(i + 1)),
};

function setUp() {
  vi.stubGlobal("requestAnimationFrame", () => 1);
  const options = { model: { ...defaults.model, latent: 2 }, training: defaults.training, seed: 1 };
  const store = createStore({ options, dataset, latents, a: 2 });
  const call = vi.fn<(command: string, args: unknown) => Promise<unknown>>(async (command) =>
    command === "aggregate" ? "wider" : { mixture: "fitted" },
  );
  const instrument = { call } as unknown as InstrumentClient;
  return { store, state: store.state, call, instrument };
}

test("the prior is a Gaussian of variance 1 around 0, which needs no encoder", async () => {
  const { state, instrument } = setUp();
  const expected = {
    dimensions: 2,
    covariance: "diagonal",
    weights: [1],
    means: [0, 0],
    covariances: [1, 1],
  };
  expect(prior(2)).toEqual(expected);
  expect(await distribution({ kind: "prior" }, state, instrument, {})).toEqual({
    mixture: expected,
    step: null,
  });
});

test("an image's posterior has its variances, wider by the square of the width", async () => {
  const { state, instrument } = setUp();
  const { mixture, step } = await distribution({ kind: "image", width: 3 }, state, instrument, {});
  expect(step).toBe(9);
  expect(mixture.means).toEqual([2, -2]);
  [45, 54].forEach((variance, i) => expect(mixture.covariances[i]).toBeCloseTo(variance, 4));
});

test("a class is fitted to its training images alone, and one without any is told", async () => {
  const { state, instrument, call } = setUp();
  const { mixture } = await distribution({ kind: "class", label: 1, components: 2 }, state, instrument, {});
  expect(mixture).toBe("fitted");
  expect(call.mock.calls[0]!.slice(0, 2)).toEqual([
    "fitMixture",
    {
      points: { values: Float32Array.of(1, -1, 2, -2), dimensions: 2 },
      options: { components: 2, covariance: "full" },
    },
  ]);
  const none = distribution({ kind: "class", label: 2, components: 1 }, state, instrument, {});
  await expect(none).rejects.toThrow(text.generate.source.emptyClass);
});

test("draws of the fitted mixture are as wide as the posteriors it was fitted to, which is worked out once", async () => {
  const { store, instrument, call } = setUp();
  const fitted = {
    mixture: prior(2),
    logLikelihood: 0,
    bic: 0,
    iterations: 1,
    converged: true,
    latents,
    step: 9,
  };
  // Those there are by now are of a later step.
  store.set({ mixture: fitted, latents: { ...latents, step: 10, mean: new Float32Array(12) } });
  for (let time = 0; time < 2; time++) {
    expect(await distribution({ kind: "mixture" }, store.state, instrument, {})).toEqual({
      mixture: "wider",
      step: null,
    });
  }
  expect(call).toHaveBeenCalledTimes(1);
  const [command, args] = call.mock.calls[0]!;
  const { means, variances } = args as Args<"aggregate">;
  expect([command, [...means.values]]).toEqual(["aggregate", [0, 0, 1, -1, 2, -2, 3, -3]]);
  [1, 2, 3, 4, 5, 6, 7, 8].forEach((variance, i) => expect(variances.values[i]).toBeCloseTo(variance, 4));
});

test("what is lacking is said, and a draw depends on what it is drawn from alone", () => {
  const { store, state } = setUp();
  const { noMixture, noLatents } = text.generate.source;
  expect(lacking({ kind: "mixture" }, state)).toBe(noMixture);
  expect(lacking({ kind: "image", width: 1 }, state)).toBeNull();
  const before = (["prior", "mixture"] as const).map((kind) => dependsOn({ kind }, state));
  const near = dependsOn({ kind: "image", width: 1 }, state);
  store.set({ a: 3 });
  expect((["prior", "mixture"] as const).map((kind) => dependsOn({ kind }, state))).toEqual(before);
  expect(dependsOn({ kind: "image", width: 1 }, state)).not.toEqual(near);
  store.set({ latents: { ...latents, rows: Uint32Array.of(0) } });
  expect(lacking({ kind: "image", width: 1 }, state)).toBe(noLatents);
  expect(lacking({ kind: "class", label: 0, components: 1 }, state)).toBeNull();
});

test("a mixture has a Gaussian a class, and no more than there are training images", async () => {
  const { state, instrument, call } = setUp();
  const asked = async (rows: number) => {
    const some = { ...latents, rows: latents.rows.slice(0, rows) };
    await fit({ ...state, latents: some }, instrument, {});
    return call.mock.lastCall![1];
  };
  expect(await asked(6)).toMatchObject({ options: { components: 3 } });
  expect(await asked(2)).toMatchObject({ options: { components: 2 } });
});
