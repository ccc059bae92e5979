import { beforeEach, expect, test, vi } from "vitest";
import { defaults } from "../engine/limits";
import { SharedDynamics } from "./dynamics";
import type { Asker, Scheduler } from "./scheduler";
import { createStore } from "./store";

beforeEach(() => {
  vi.stubGlobal("requestAnimationFrame", () => 1);
  vi.stubGlobal("cancelAnimationFrame", () => {});
});

/** A store, what it records, and who is asked. */
function begin() {
  const store = createStore({
    options: { model: defaults.model, training: defaults.training, seed: 1 },
  });
  const see = vi.fn<(seen: boolean) => void>();
  let asker: Asker | null = null;
  const views = {
    add(added: Asker) {
      asker = added;
      return { see, leave() {} };
    },
  } as unknown as Scheduler;
  const dynamics = new SharedDynamics(store, views);
  return { store, see, dynamics, asker: asker! as Asker };
}

const measures = (step: number) => ({
  step,
  size: 64,
  beta: 0.5,
  rate: 1e-3,
  reconstruction: 30,
  kl: 1,
  parameters: [{ name: "encoder.mlp.layers.0.weight", values: 2, weight: 2, gradient: 3, change: 0.01 }],
});

const latents = (step: number) => ({
  rows: Uint32Array.of(0),
  latent: 1,
  step,
  mean: Float32Array.of(2),
  logVariance: Float32Array.of(0),
});

test("it is asked for while one of those who show it is on screen", () => {
  const { see, dynamics } = begin();
  dynamics.see("one", true);
  dynamics.see("other", true);
  dynamics.see("one", false);
  dynamics.see("other", false);
  expect(see.mock.calls.flat()).toEqual([false, true, true, true, false]);
});

test("what a step does is kept by block, and goes where another model begins", () => {
  const { store, asker } = begin();
  asker.answered(measures(5));
  asker.answered(measures(5));
  asker.answered(measures(9));
  const { rows } = store.state.dynamics.steps;
  expect(rows.map(({ step }) => step)).toEqual([5, 9]);
  expect(rows[0]).toMatchObject({
    beta: 0.5,
    rate: 1e-3,
    blocks: [{ name: "encoder.mlp.layers.0", gradient: 3, ratio: 0.005 }],
  });
  store.reset(["run"]);
  expect(store.state.dynamics.steps.rows).toEqual([]);
});

test("each dimension's KL is kept while someone looks on, and not otherwise", () => {
  const { store, dynamics } = begin();
  store.set({ latents: latents(1) });
  expect(store.state.dynamics.kl.rows).toEqual([]);
  dynamics.see("one", true);
  store.set({ latents: latents(2) });
  expect(store.state.dynamics.kl.rows).toEqual([{ step: 2, kl: [2] }]);
});
