import { beforeEach, expect, test, vi } from "vitest";
import { createDataset } from "../../data/dataset";
import { defaults } from "../../engine/limits";
import type { InstrumentClient } from "../../instrument/client";
import { prior } from "../../instrument/prior";
import type { Args, Covariance } from "../../instrument/protocol";
import { createStore } from "../../run/store";
import { createFitting } from "./fitting";

beforeEach(() => void vi.stubGlobal("requestAnimationFrame", () => 1));

const settled = () => vi.waitFor(() => undefined);

function setUp() {
  const options = { model: { ...defaults.model, latent: 1 }, training: defaults.training, seed: 1 };
  const images = { pixels: new Float32Array(2), shape: [2, 1, 1, 1] as [number, number, number, number] };
  const dataset = createDataset({ name: "Some", images, classNames: [] });
  const store = createStore({ options, dataset, phase: "idle" });
  const asked: Args<"fitMixture">[] = [];
  const call = async (_: string, args: Args<"fitMixture">) => {
    asked.push(args);
    const { covariance = "full" } = args.options;
    const mixture = { ...prior(1), covariance, means: [asked.length] };
    return { mixture, logLikelihood: 0, bic: 0, iterations: 1, converged: true };
  };
  const fitting = createFitting(store, { call } as unknown as InstrumentClient, () => {});
  return {
    store,
    asked,
    fitting,
    fit(covariance: Covariance) {
      fitting.fit({ choice: "hand", options: { components: 1, covariance, restarts: 8, seed: 1 } });
    },
    /** The images lie elsewhere now. */
    at(step: number) {
      const latents = { rows: Uint32Array.of(0, 1), latent: 1, step, logVariance: new Float32Array(2) };
      store.set({ step, latents: { ...latents, mean: new Float32Array(2).fill(step) } });
    },
  };
}

test("while training, a fit goes on from the last one; at rest it starts anew", async () => {
  vi.spyOn(performance, "now").mockReturnValue(0);
  const { store, asked, fitting, fit, at } = setUp();
  at(1);
  fit("full");
  await settled();
  store.set({ phase: "training" });
  at(2);
  fitting.follow();
  await settled();
  store.set({ phase: "idle" });
  at(3);
  fitting.follow();
  await settled();
  const told = asked.map(({ start, options }) => [start?.means, options.restarts]);
  expect(told).toEqual([
    [undefined, 8],
    [[1], 1],
    [undefined, 8],
  ]);
  expect(store.state.mixture).toMatchObject({ step: 3, mixture: { means: [3] } });
});

test("a mixture of other covariances, such as one fitted elsewhere, is no start", async () => {
  vi.spyOn(performance, "now").mockReturnValue(0);
  const { store, asked, fitting, fit, at } = setUp();
  at(1);
  fit("diagonal");
  await settled();
  store.set({ mixture: { ...store.state.mixture!, mixture: { ...prior(1), covariance: "full" } } });
  store.set({ phase: "training" });
  at(2);
  fitting.follow();
  await settled();
  expect(asked.map(({ start }) => start)).toEqual([undefined, undefined]);
});
