import { beforeEach, expect, test, vi } from "vitest";
import { createDataset } from "../data/dataset";
import { defaults } from "../engine/limits";
import type { Losses, SessionOptions } from "../engine/protocol";
import { createVae, type Vae, type VaeOptions } from "../engine/vae";
import { text } from "../text";
import { earlier } from "./moment";
import { Session } from "./session";
import { createStore, type State } from "./store";

vi.mock("../engine/vae", () => ({ createVae: vi.fn<() => Promise<unknown>>() }));

const optionsOf = (seed: number): SessionOptions => ({
  model: defaults.model,
  training: defaults.training,
  seed,
});
const losses = (value: number): Losses => ({ reconstruction: value, kl: 1, loss: value + 1 });
const imagesOf = (value: number, name: string) =>
  createDataset({
    name,
    images: { pixels: new Float32Array(8).fill(value), shape: [8, 1, 1, 1] },
    classNames: [],
  });

/** Ten steps an epoch; a checkpoint is its step, its options and its data. */
class FakeVae {
  device = { kind: "cpu", adapter: "", reason: "" };
  [size: string]: unknown;
  parameters = 1;
  savable = true;
  stepsPerEpoch = 10;
  at = { step: 0, data: NaN };

  constructor(
    public options: SessionOptions,
    readonly told: string[],
  ) {}

  private tell(command: string): Promise<void> {
    this.told.push(command);
    return new Promise((resolve) => setTimeout(resolve));
  }

  async setData({ pixels }: { pixels: Float32Array }, options: SessionOptions) {
    await this.tell("setData");
    this.options = { ...this.options, ...options };
    this.at = { step: 0, data: pixels[0]! };
  }

  async reset(options: SessionOptions) {
    await this.tell("reset");
    this.options = options;
    this.at.step = 0;
  }

  async trainSteps() {
    await this.tell("step");
    const step = ++this.at.step;
    return { steps: 1, step, epoch: step / 10, imagesPerSecond: 1, train: losses(100 - step), test: null };
  }

  async evaluate() {
    return losses(200 - this.at.step);
  }

  async embed() {
    return { mean: new Float32Array(16), logVariance: new Float32Array(16) };
  }

  async save() {
    await this.tell("save");
    return new TextEncoder().encode(JSON.stringify({ ...this.at, options: this.options }));
  }

  async load(bytes: Uint8Array) {
    await this.tell("load");
    const { step, data, options } = JSON.parse(new TextDecoder().decode(bytes));
    if (!Object.is(data, this.at.data)) throw new Error("Other images.");
    this.at.step = step;
    this.options = options;
    return { step, epoch: step / 10 };
  }

  destroy() {
    this.told.push("destroy");
  }
}

async function setUp() {
  const told: string[] = [];
  const opened: { vae: FakeVae; asked: VaeOptions }[] = [];
  vi.mocked(createVae).mockImplementation(async (asked) => {
    const vae = new FakeVae({ ...optionsOf(1), seed: asked!.seed! }, told);
    opened.push({ vae, asked: asked! });
    return vae as unknown as Vae;
  });
  const store = createStore({ options: optionsOf(1), target: 30 });
  const session = new Session(store, () => Promise.resolve(imagesOf(0.5, "Some")));
  await session.open("cpu", optionsOf(1));
  const steps = async (count: number) => {
    for (let i = 0; i < count; i++) await session.step();
  };
  return { store, state: store.state, session, steps, told, opened };
}

/** What a person would see of a run. */
const seen = ({ step, epoch, train, test, testEpoch, history, options, target, dataset, a, z }: State) =>
  structuredClone({
    step,
    epoch,
    train,
    test,
    testEpoch,
    history,
    options,
    target,
    name: dataset!.name,
    a,
    z,
  });

beforeEach(() => void vi.stubGlobal("requestAnimationFrame", () => 1));

test("after a reset the run is gone back to as it was, once, and from there forth again", async () => {
  const { store, state, session, steps, told } = await setUp();
  await steps(3);
  store.set({ a: 5, z: [1, 2] });
  const before = seen(state);
  await session.reset("cpu", optionsOf(2));
  expect(state).toMatchObject({ step: 0, options: { seed: 2 }, moment: null });
  expect(state.back).toMatchObject({ why: "settings", step: 3 });
  // Nothing is lost by another one.
  await session.reset("cpu", optionsOf(3));
  expect(state.back).toMatchObject({ step: 3 });

  store.set({ a: 1, z: [], target: 7 });
  expect(await session.goOnFrom(state.back!)).toBeNull();
  expect(seen(state)).toEqual(before);
  expect(state.moment).toMatchObject({ step: 3 });
  expect(told.filter((command) => command === "setData")).toHaveLength(1);
  // The curves go on where they were.
  await steps(1);
  expect(state.history.kl[0]).toEqual([...before.history.kl[0], 0.4]);
});

test("other images are gone back from, in the engine that is there while nothing was trained on them", async () => {
  const { state, session, steps, told, opened } = await setUp();
  await steps(2);
  const before = seen(state);
  const { model, training, seed } = optionsOf(1);
  await session.reset("cpu", { seed, training, model });
  expect(state.back).toMatchObject({ why: "reset" });
  await session.goOnFrom(state.back!);
  await session.use(imagesOf(0.25, "Others"));
  expect(state.back).toMatchObject({ why: "data", step: 2 });
  await session.goOnFrom(state.back!);
  expect(seen(state)).toEqual(before);
  expect(state.back).toBeNull();
  expect(opened).toHaveLength(1);

  await session.use(imagesOf(0.25, "Others"));
  await steps(1);
  const others = seen(state);
  await session.goOnFrom(state.back!);
  expect(seen(state)).toEqual(before);
  expect(opened).toHaveLength(2);
  expect(told.filter((command) => command === "destroy")).toHaveLength(1);
  await session.goOnFrom(state.back!);
  expect(seen(state)).toEqual(others);
});

test("what can't be gone back to leaves what is there", async () => {
  const { state, session, steps } = await setUp();
  await steps(2);
  const good = (await session.moments.take("asked"))!;
  const broken = { ...good, checkpoint: new Blob(["{}"]) };
  const before = seen(state);
  expect(await session.goOnFrom(broken)).toBeInstanceOf(Error);
  expect(seen(state)).toEqual(before);
  expect(state.back).toBeNull();
  expect(state.problem!.message).toBe("Other images.");

  await session.use(imagesOf(0.25, "Others"));
  const fresh = seen(state);
  expect(await session.goOnFrom(broken)).toBeInstanceOf(Error);
  expect(seen(state)).toEqual(fresh);
  await steps(1);
  expect(await session.goOnFrom({ ...broken, choice: "webgpu" })).toBeInstanceOf(Error);
  expect(state).toMatchObject({ step: 1, choice: "cpu", dataset: { name: "Others" } });
  await session.goOnFrom(good);
  expect(seen(state)).toEqual(before);
});

test("a model that died goes on from its latest moment, on another device too", async () => {
  const { state, session, steps, opened } = await setUp();
  await steps(2);
  const before = seen(state);
  await session.moments.take("rest");
  opened[0]!.asked.onFatal!(
    Object.assign(new Error("Gone."), { name: "EngineError", kind: "gone" } as const),
  );
  expect(state.phase).toBe("dead");
  expect(await session.goOnFrom(session.moments.latest!, "webgpu")).toBeNull();
  expect(seen(state)).toEqual(before);
  expect(state).toMatchObject({ phase: "idle", choice: "webgpu", problem: null, back: null });
  expect(opened[1]!.vae.at.step).toBe(2);
});

test("a model that can't be kept is not lost unasked, unless a program does it", async () => {
  const { state, session, steps, opened } = await setUp();
  await steps(2);
  opened[0]!.vae.save = () => Promise.reject(new Error("Too large."));
  await session.reset("cpu", optionsOf(2));
  expect(state.step).toBe(2);
  expect(state.problem!.message).toBe(text.run.notKept(0.2, "Too large."));
  const [lose] = state.problem!.actions;
  expect(lose!.label).toBe(text.run.loseIt);
  lose!.run();
  await vi.waitFor(() => expect(state).toMatchObject({ step: 0, busy: false, back: null }));
  await steps(1);
  await session.use(imagesOf(0.25, "Others"), undefined, { anyway: true });
  expect(state).toMatchObject({ step: 0, dataset: { name: "Others" } });
});

test("where the last finite weights are of an earlier step, curves end there and losses are measured", async () => {
  const { state, session, steps } = await setUp();
  await steps(2);
  const good = (await session.moments.take("asked"))!;
  await steps(4);
  const late = (await session.moments.take("asked"))!;
  await session.goOnFrom(earlier(late, good, good.checkpoint));
  expect(state.step).toBe(2);
  expect(state.history.kl[0]).toEqual(good.record.history.kl[0]);
  await vi.waitFor(() => expect(state.test).toEqual(losses(198)));
  expect(state.testEpoch).toBe(0.2);
});

test("a weight that is no number is no moment", async () => {
  const { store, state, session, steps } = await setUp();
  expect(await session.moments.take("asked")).toBeNull();
  await steps(1);
  store.set({ diverged: true });
  expect(await session.moments.take("asked")).toBeNull();
  await session.reset("cpu", optionsOf(1));
  expect(state).toMatchObject({ step: 0, diverged: false, back: null, problem: null });
});

test("while training one is kept every eight seconds, and less often where that takes long", async () => {
  const { store, state, session, opened } = await setUp();
  // Of so large a model no snapshots are taken, for which it would be saved too.
  store.set({ target: 1000, parameters: 2 ** 30 });
  const now = vi.spyOn(performance, "now").mockReturnValue(0);
  const saved: number[] = [];
  const { vae } = opened[0]!;
  const { save } = vae;
  /** How long a save takes. */
  let takes = 0;
  vae.save = async () => {
    saved.push(performance.now());
    const bytes = await save.call(vae);
    now.mockReturnValue(performance.now() + takes);
    return bytes;
  };
  vae["train"] = async function* ({ signal }: { signal: AbortSignal }) {
    while (!signal.aborted) {
      now.mockReturnValue(performance.now() + 200);
      yield await vae.trainSteps();
    }
  };
  const patient = { timeout: 20_000 };
  session.train();
  await vi.waitFor(() => expect(saved.length).toBeGreaterThan(3), patient);
  const gaps = (times: number[]) => times.slice(1).map((time, i) => time - times[i]!);
  expect(saved[0]).toBe(8000);
  for (const gap of gaps(saved)) expect(gap).toBeGreaterThanOrEqual(8000);
  for (const gap of gaps(saved)) expect(gap).toBeLessThan(10_000);
  takes = 1000;
  const slow = saved.length;
  await vi.waitFor(() => expect(saved.length).toBeGreaterThan(slow + 2), patient);
  await session.pause();
  for (const gap of gaps(saved.slice(slow))) expect(gap).toBeGreaterThanOrEqual(20_000);
  expect(state.moment!.why).toBe("training");
  now.mockRestore();
}, 60_000);
