import { beforeEach, expect, test, vi } from "vitest";
import { createDataset } from "../../data/dataset";
import { defaults } from "../../engine/limits";
import type { SessionOptions } from "../../engine/protocol";
import type { Vae } from "../../engine/vae";
import { Current } from "../current";
import { createStore } from "../store";
import { Choosing } from "./choosing";
import { faster, keyOf, remember } from "./timings";

const options: SessionOptions = {
  model: defaults.model,
  training: { ...defaults.training, batchSize: 4 },
  seed: 1,
};
const images = { pixels: new Float32Array(8), shape: [8, 1, 1, 1] as [number, number, number, number] };
const dataset = createDataset({ name: "Some", images, classNames: [] });

/** An engine on a device that takes so many images a second, once its first step is done. */
function fakeVae(kind: "cpu" | "webgpu", speed: number) {
  const vae = {
    device: { kind, adapter: "", reason: "" },
    gpu: "a GPU",
    besides: new Set(),
    setData: vi.fn<() => Promise<void>>().mockResolvedValue(undefined),
    async *train() {
      for (let chunk = 0; ; chunk++) yield { imagesPerSecond: chunk === 0 ? 1 : speed };
    },
    destroy: vi.fn<() => void>(),
  };
  return vae as typeof vae & Vae;
}

/** A page whose model trains on the CPU at 4,000 images a second: a millisecond a step. */
function setUp(speed: number, change: { choice?: "cpu" } = {}) {
  const store = createStore({ options, dataset, choice: "auto", phase: "idle", ...change });
  const current = new Current();
  const [vae, rival] = [fakeVae("cpu", 4000), fakeVae("webgpu", speed)];
  current.replace(vae);
  const open = vi.fn<() => Promise<Vae>>(async () => {
    // It trains on meanwhile.
    for (const imagesPerSecond of [900, 3000, 4000, 2000]) store.set({ imagesPerSecond });
    return rival;
  });
  const move = vi.fn<(from: Vae, to: Vae) => Promise<boolean>>(async (_, to) => {
    current.replace(to);
    store.set({ device: to.device });
    return true;
  });
  const choosing = new Choosing({ store, current, open, move });
  const told = () => vi.waitFor(() => expect(store.state.devices).not.toBeNull());
  return { store, vae, rival, open, move, choosing, told };
}

beforeEach(() => {
  vi.stubGlobal("requestAnimationFrame", () => 1);
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
  });
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => (now += 50));
});

const key = keyOf("a GPU", images.shape, options);

test("a device is taken where it is clearly faster than the one in use", () => {
  expect(faster({ cpu: 6, webgpu: 5 }, "cpu")).toBe("webgpu");
  expect(faster({ cpu: 5.9, webgpu: 5 }, "cpu")).toBe("cpu");
  expect(faster({ cpu: 5, webgpu: 5.9 }, "webgpu")).toBe("webgpu");
  expect(faster({ cpu: 5, webgpu: 6 }, "webgpu")).toBe("cpu");
});

test("nothing is opened before training, and then the faster CPU stays, and both times are told", async () => {
  const { store, rival, open, move, told } = setUp(2000);
  store.set({ busy: true });
  store.set({ busy: false });
  expect(open).not.toHaveBeenCalled();
  store.set({ phase: "training" });
  await told();
  expect(store.state.devices).toEqual({ cpu: 1, webgpu: 2 });
  expect(open).toHaveBeenCalledWith("webgpu", expect.any(AbortSignal));
  expect(move).not.toHaveBeenCalled();
  expect(rival.destroy).toHaveBeenCalled();
});

test("the model moves to a faster GPU, and is asked again when its batches are others", async () => {
  const { store, vae, rival, open, move, told } = setUp(8000);
  store.set({ phase: "training" });
  await told();
  expect(store.state.devices).toEqual({ cpu: 1, webgpu: 0.5 });
  expect(move).toHaveBeenCalledWith(vae, rival);
  expect(rival.destroy).not.toHaveBeenCalled();
  // From the GPU, it is the CPU that is tried.
  store.set({ options: { ...options, training: { ...options.training, batchSize: 8 } } });
  expect(store.state.devices).toBeNull();
  await vi.waitFor(() => expect(open).toHaveBeenLastCalledWith("cpu", expect.any(AbortSignal)));
});

test("what was measured before is not measured again", async () => {
  remember(key, { cpu: 1, webgpu: 2 });
  const slower = setUp(8000);
  slower.store.set({ phase: "training" });
  await slower.told();
  expect(slower.open).not.toHaveBeenCalled();
  expect(slower.store.state.devices).toEqual({ cpu: 1, webgpu: 2 });

  remember(key, { cpu: 2, webgpu: 1 });
  const { store, rival, move, told } = setUp(8000);
  store.set({ phase: "training" });
  await told();
  expect(store.state.devices).toEqual({ cpu: 2, webgpu: 1 });
  expect(move).toHaveBeenCalled();
  expect(rival.setData).not.toHaveBeenCalled();
});

test("without a place to keep them, times are measured all the same", async () => {
  vi.stubGlobal("localStorage", undefined);
  const { store, told } = setUp(2000);
  store.set({ phase: "training" });
  await told();
  expect(store.state.devices).toEqual({ cpu: 1, webgpu: 2 });
});

test("where the GPU fails, the CPU stays, and why is told", async () => {
  const { store, rival, move, told } = setUp(8000);
  rival.setData.mockRejectedValue(new Error("The WebGPU device failed: no memory"));
  store.set({ phase: "training" });
  await told();
  expect(store.state.devices).toEqual({ why: "The WebGPU device failed: no memory" });
  expect(move).not.toHaveBeenCalled();
  expect(rival.destroy).toHaveBeenCalled();
});

test("nothing is tried where a device was asked for, or where the model has what could not come along", async () => {
  const asked = setUp(8000, { choice: "cpu" });
  asked.store.set({ phase: "training" });
  const { store, vae, open, told } = setUp(8000);
  vae.besides.add("scene");
  store.set({ phase: "training" });
  expect(asked.open).not.toHaveBeenCalled();
  expect(open).not.toHaveBeenCalled();
  vae.besides.delete("scene");
  store.set({ busy: true });
  await told();
});

test("a model that is another by then is left alone", async () => {
  const { store, rival, open, move, choosing } = setUp(8000);
  open.mockImplementation(async () => {
    store.set({ choice: "cpu" });
    return rival;
  });
  store.set({ phase: "training" });
  await vi.waitFor(() => expect(rival.destroy).toHaveBeenCalled());
  expect(move).not.toHaveBeenCalled();
  expect(store.state.devices).toBeNull();
  choosing.destroy();
});
