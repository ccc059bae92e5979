import { beforeEach, expect, test, vi } from "vitest";
import { createStore } from ".";
import { createDataset } from "../../data/dataset";
import { defaults } from "../../engine/limits";
import type { SessionOptions } from "../../engine/protocol";

const options: SessionOptions = {
  model: { ...defaults.model, encoder: [4], decoder: [4], latent: 2 },
  training: { ...defaults.training, batchSize: 4 },
  seed: 1,
};

let frames: (() => void)[] = [];
const paint = () => frames.splice(0).forEach((frame) => frame());

beforeEach(() => {
  frames = [];
  vi.stubGlobal("requestAnimationFrame", (frame: () => void) => frames.push(frame));
  vi.stubGlobal("cancelAnimationFrame", () => {});
});

const images = (count: number) =>
  createDataset({
    name: "Some",
    images: { pixels: new Float32Array(count), shape: [count, 1, 1, 1] },
    classNames: [],
  });

test("a watcher is called once a frame, a listener at each change, and neither when nothing changed", () => {
  const store = createStore({ options });
  const watched = vi.fn<(step: number) => void>();
  const listened = vi.fn<(...keys: string[]) => void>();
  store.watch(["step", "epoch"], ({ step }) => watched(step));
  store.listen((changed) => listened(...changed));
  store.set({ step: 1 });
  store.set({ step: 2, epoch: 1 });
  store.set({ step: 2 });
  store.set({ busy: true });
  paint();
  expect(watched.mock.calls).toEqual([[0], [2]]);
  expect(listened.mock.calls).toEqual([["step"], ["step", "epoch"], ["busy"]]);
});

test("one that throws is reported, and those after it are called", () => {
  const report = vi.fn<(error: unknown) => void>();
  vi.stubGlobal("reportError", report);
  const store = createStore({ options });
  const after = vi.fn<() => void>();
  const fails = () => {
    if (store.state.step > 0) throw new Error("null has no toFixed");
  };
  store.watch(["step"], fails);
  store.watch(["step"], after);
  store.listen(fails);
  store.listen(after);
  store.set({ step: 1 });
  paint();
  expect(after).toHaveBeenCalledTimes(3);
  expect(report).toHaveBeenCalledTimes(2);
});

test("a part that ends leaves the others their watchers", () => {
  const store = createStore({ options });
  const [mine, others] = [vi.fn<() => void>(), vi.fn<() => void>()];
  const part = store.part();
  part.watch(["step"], mine);
  part.listen(mine);
  store.watch(["step"], others);
  part.destroy();
  store.set({ step: 1 });
  paint();
  expect(mine).toHaveBeenCalledTimes(1);
  expect(others).toHaveBeenCalledTimes(2);
});

test("a reset puts back its own slice, in one step with a change", () => {
  const store = createStore({ options, z: [1, 2], selection: Uint32Array.of(5), target: 9 });
  store.set({
    step: 7,
    diverged: true,
    busy: true,
    statistics: { split: "test", samples: 1, step: 7, result: null },
  });
  const listened = vi.fn<(keys: string[]) => void>();
  store.listen((changed) => listened([...changed].sort()));
  store.reset(["run", "latent"], { dataset: images(3), parameters: 12 });
  expect(listened).toHaveBeenCalledTimes(1);
  const { step, diverged, busy, parameters, z, selection, target, statistics, shown } = store.state;
  expect({ step, diverged, busy, parameters, z, target }).toEqual({
    step: 0,
    diverged: false,
    busy: true,
    parameters: 12,
    z: [1, 2],
    target: 9,
  });
  expect(selection).toHaveLength(0);
  // The picks are of the data set that came with it.
  expect(shown).toHaveLength(3);
  expect(statistics).not.toBeNull();
  store.reset(["measurement", "settings"]);
  expect(store.state).toMatchObject({ statistics: null, revision: 1, options });
});
