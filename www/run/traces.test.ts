import { beforeEach, expect, test, vi } from "vitest";
import { createDataset } from "../data/dataset";
import { defaults } from "../engine/limits";
import type { Vae } from "../engine/vae";
import type { Question, Scheduler } from "./scheduler";
import { createStore } from "./store";
import { SharedTrace, type Traced } from "./traces";

beforeEach(() => void vi.stubGlobal("requestAnimationFrame", () => 1));

function setUp() {
  const options = { ...defaults, model: { ...defaults.model, latent: 2 } };
  const asked: string[] = [];
  const trace = (name: string) => async () => {
    asked.push(name);
    return { parts: [], values: new Float32Array() };
  };
  const vae = {
    options,
    structure: async () => ({}),
    trace: trace("trace"),
    decodeTrace: trace("decodeTrace"),
    weights: async (block: number) => {
      asked.push(`weights ${block}`);
      return {};
    },
    templates: async () => {
      asked.push("templates");
      return Float32Array.of(1, 2);
    },
  };
  const store = createStore({ options });
  const dataset = createDataset({
    name: "Few",
    images: { pixels: new Float32Array(12), shape: [3, 2, 2, 1] },
    classNames: [],
  });
  store.set({ dataset });
  let question: () => Question | null = () => null;
  const views = {
    add(asker: { question(): Question | null }) {
      question = () => asker.question();
      return { see() {}, leave() {} };
    },
  };
  const shared = new SharedTrace(store, views as unknown as Scheduler);
  return {
    shared,
    key: () => question()!.key,
    store,
    vae,
    /** What the engine is asked for one look at the image, and what comes of it. */
    async ask() {
      asked.length = 0;
      const traced = (await question()!.ask(vae as unknown as Vae)) as Traced;
      return { asked: [...asked], traced };
    },
  };
}

test("another latent vector is decoded without tracing the image again", async () => {
  const { store, ask } = setUp();
  const first = await ask();
  expect(first.asked).toEqual(["trace"]);
  store.set({ insideZ: Float32Array.of(1, 2) });
  const moved = await ask();
  expect(moved.asked).toEqual(["decodeTrace"]);
  expect(moved.traced.trace).toBe(first.traced.trace);
  store.set({ insideZ: Float32Array.of(1, 3) });
  expect((await ask()).asked).toEqual(["decodeTrace"]);
});

test("it is traced again once the model, the image or what is in force is another", async () => {
  const { store, vae, ask } = setUp();
  await ask();
  const changes = [
    () => store.set({ step: 1 }),
    () => store.set({ a: 1 }),
    () => store.set({ insideNoise: Float32Array.of(1, 1) }),
    () => store.set({ insideEdits: [{ block: 0, unit: 0, place: null, value: 0 }] }),
    () => store.set({ insideImage: { name: "drawn", pixels: new Float32Array(4) } }),
    // As after a reset, or of a model that was read, at the same step.
    () => (vae.options = { ...vae.options }),
  ];
  for (const change of changes) {
    change();
    expect((await ask()).asked).toEqual(["trace"]);
    expect((await ask()).asked).toEqual([]);
  }
});

test("what panels on screen show beside the values is read with them, once for all", async () => {
  const { store, shared, key, ask } = setUp();
  const templates = { block: 1, units: [3, 0], place: 0 };
  const layers = { traces: () => ({ weights: [0], templates }) };
  const strokes = { traces: () => ({ weights: [5, 0] }) };
  shared.see(layers, true);
  const before = key();
  shared.see(strokes, true);
  store.set({ insideUnit: { block: 2, unit: 0, place: 0 } });
  expect(key()).not.toEqual(before);
  const { asked, traced } = await ask();
  expect(asked).toEqual(["trace", "templates", "weights 0", "weights 2", "weights 5"]);
  expect([...traced.tensors.keys()]).toEqual([0, 2, 5]);
  expect(traced.templates).toEqual({ of: templates, values: Float32Array.of(1, 2) });
  shared.see(layers, false);
  shared.see(strokes, false);
  store.set({ step: 1 });
  expect((await ask()).asked).toEqual(["trace", "weights 2"]);
});
