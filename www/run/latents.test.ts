import { beforeEach, expect, test, vi } from "vitest";
import { createDataset } from "../data/dataset";
import { defaults } from "../engine/limits";
import type { SessionOptions } from "../engine/protocol";
import type { Vae } from "../engine/vae";
import { Current } from "./current";
import { SharedLatents } from "./latents";
import { Scheduler } from "./scheduler";
import { createStore } from "./store";

const options: SessionOptions = {
  model: { ...defaults.model, encoder: [4], decoder: [4], latent: 2 },
  training: { ...defaults.training, batchSize: 4 },
  seed: 1,
};
const count = 10_000;

beforeEach(() => void vi.stubGlobal("requestAnimationFrame", () => 1));

function setUp() {
  const asked: number[] = [];
  const vae = {
    options,
    embed: async (rows: Uint32Array) => {
      asked.push(rows.length);
      await new Promise((resolve) => setTimeout(resolve, 5));
      const mean = new Float32Array(2 * rows.length);
      rows.forEach((row, i) => mean.set([row, -row], 2 * i));
      return { mean, logVariance: new Float32Array(2 * rows.length) };
    },
    destroy() {},
  };
  const store = createStore({ options });
  const current = new Current();
  current.replace(vae as unknown as Vae);
  const views = new Scheduler(store, current);
  const latents = new SharedLatents(store, current, views);
  const dataset = createDataset({
    name: "Many",
    images: { pixels: new Float32Array(count), shape: [count, 1, 1, 1] },
    classNames: [],
  });
  store.reset(["latent"], { dataset, phase: "idle" });
  const until = (test: () => boolean) => vi.waitFor(() => expect(test()).toBe(true), { interval: 1 });
  return { asked, store, state: store.state, views, latents, until };
}

test("nothing is embedded while nobody who shows it is on screen", async () => {
  const { asked, store, views, latents } = setUp();
  await views.rest();
  latents.see("map", true);
  latents.see("map", false);
  store.set({ step: 1 });
  await views.rest();
  await new Promise((resolve) => setTimeout(resolve, 60));
  // What was asked while it was seen for a moment.
  expect(asked.length).toBeLessThan(2);
});

test("at rest all images follow, in parts; while training, those on the map", async () => {
  const { asked, store, state, views, latents, until } = setUp();
  latents.see("map", true);
  await until(() => state.latents?.rows.length === count);
  expect(state.latents!.mean.slice(-2)).toEqual(Float32Array.of(count - 1, 1 - count));
  expect(Math.max(...asked.slice(1))).toBeLessThan(count / 4);
  expect(state.embedding).toBeNull();
  asked.length = 0;
  store.set({ phase: "training", step: 1 });
  await views.turn();
  await views.rest();
  expect(asked).toHaveLength(1);
  expect(state.latents).toMatchObject({ step: 1 });
  expect(state.latents!.rows.length).toBeLessThan(count);
});

test("embedding ends with the rest, and its parts say nothing of the next step", async () => {
  const { asked, store, state, latents, until } = setUp();
  latents.see("map", true);
  await until(() => asked.length === 2);
  store.set({ phase: "training", step: 5 });
  await until(() => state.embedding === null);
  expect(state.latents!.rows.length).toBeLessThan(count);
  const before = asked.length;
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(asked.length).toBe(before);
});
