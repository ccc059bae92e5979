import { defaults } from "../engine/limits";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { createDataset } from "../data/dataset";
import type { Losses, Place, Progress, SessionOptions, TrainingOptions } from "../engine/protocol";
import { createVae, type Vae } from "../engine/vae";
import { text } from "../text";
import { keyOf, remember } from "./device/timings";
import { Session } from "./session";
import { createStore } from "./store";

vi.mock("../engine/vae", () => ({ createVae: vi.fn<() => Promise<unknown>>() }));

const options: SessionOptions = {
  model: { ...defaults.model, encoder: [4], decoder: [4], latent: 3 },
  training: { ...defaults.training, batchSize: 4 },
  seed: 1,
};
const losses = (value: number): Losses => ({ reconstruction: value, kl: 1, loss: value + 1 });
const named = (name: string, message: string) => Object.assign(new Error(message), { name });

/** An engine that keeps what it was told, ten steps an epoch. */
function fakeVae() {
  const told: string[] = [];
  let step = 0;
  const tell = async <T>(command: string, result: T): Promise<T> => {
    told.push(command);
    await new Promise((resolve) => setTimeout(resolve));
    return result;
  };
  const progress = (): Progress => ({
    steps: 1,
    step: ++step,
    epoch: step / 10,
    imagesPerSecond: 1,
    train: losses(20),
    test: null,
  });
  const vae = {
    options,
    device: { kind: "cpu", adapter: "", reason: "" },
    gpu: null as string | null,
    besides: new Set(),
    savable: true,
    parameters: 1,
    trainingBytes: 1,
    stepsPerEpoch: 10,
    setData: () => tell("setData", undefined),
    reset: () => tell("reset", undefined).then(() => void (step = 0)),
    setTraining: ({ learningRate }: TrainingOptions): Promise<void> =>
      tell(`setTraining ${learningRate}`, undefined),
    kept: (): Promise<Place | null> => Promise.resolve(null),
    goBack: () => tell("goBack", vae.kept()),
    trainSteps: () => tell("step", undefined).then(progress),
    recordStep: () =>
      tell("recordStep", undefined).then(() => {
        const { steps, step, epoch, train } = progress();
        return {
          trained: { steps, step, epoch, epochEnded: false, images: 4, losses: train },
          rows: Uint32Array.of(5, 2, 7, 0),
          noise: new Float32Array(2 * options.model.latent),
        };
      }),
    structure: () => tell("structure", {}),
    trace: (pixels: Float32Array) => tell("trace", { pixels }),
    endRecord: () => tell("endRecord", undefined),
    async *train({ signal }: { signal: AbortSignal }) {
      while (!signal.aborted) yield await tell("train", undefined).then(progress);
    },
    save: () => tell("save", new Uint8Array()),
    load: () => tell("load", undefined),
    evaluate: () => tell("evaluate", losses(30)) as Promise<Losses | null>,
    embed: () => tell("embed", { mean: Float32Array.of(0, 1, 2), logVariance: new Float32Array(3) }),
    destroy: () => void told.push("destroy"),
  };
  return { vae, told };
}

const images = createDataset({
  name: "Some",
  images: { pixels: new Float32Array(8), shape: [8, 1, 1, 1] },
  classNames: [],
});

function setUp() {
  const { vae, told } = fakeVae();
  vi.mocked(createVae).mockResolvedValue(vae as unknown as Vae);
  const store = createStore({ options, target: 1 });
  const session = new Session(store, () => Promise.resolve(images));
  const until = (test: () => boolean) => vi.waitFor(() => expect(test()).toBe(true));
  return { vae, told, store, state: store.state, session, until };
}

beforeEach(() => void vi.stubGlobal("requestAnimationFrame", () => 1));

test("commands queue: none is dropped while another is under way", async () => {
  const { told, state, session } = setUp();
  const all = [session.open("cpu", options), session.step(), session.reset("cpu", options), session.step()];
  expect(state.busy).toBe(true);
  await Promise.all(all);
  expect(told.filter((command) => command !== "evaluate" && command !== "embed")).toEqual([
    "setData",
    "step",
    "save",
    "reset",
    "step",
  ]);
  expect(state).toMatchObject({ busy: false, problem: null });
});

test("Train that is pressed while the model is opened begins when it is ready, unless it is paused", async () => {
  const { state, session, until } = setUp();
  const opening = session.open("cpu", options);
  session.train();
  await session.pause();
  await opening;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(state).toMatchObject({ phase: "idle", step: 0 });
  const reset = session.reset("cpu", options);
  session.train();
  await reset;
  await until(() => state.phase === "idle" && state.epoch === 1);
});

test("Train that is pressed while a run ends begins another one, past the target where that was reached", async () => {
  const { store, state, session, until } = setUp();
  await session.open("cpu", options);
  store.set({ target: 1000 });
  session.train();
  await until(() => state.step > 2);
  const paused = session.pause();
  session.train();
  await paused;
  const { step } = state;
  await until(() => state.step > step + 2);
  await session.pause();

  store.set({ target: state.epoch });
  session.trainOn();
  expect(state.target).toBe(Math.floor(state.epoch) + 100);
  await session.pause();
});

test("at rest the losses of the table are the last ones of the curves", async () => {
  const { state, session, until } = setUp();
  await session.open("cpu", options);
  session.train();
  await until(() => state.step > 2);
  await session.pause();
  const [epochs, train, test] = state.history.reconstruction;
  expect(state.testEpoch).toBe(state.epoch);
  expect([epochs.at(-1), train.at(-1), test.at(-1)]).toEqual([
    state.epoch,
    state.train!.reconstruction,
    state.test!.reconstruction,
  ]);
});

test("the axes become the dimensions that say most at the first rest, but not a person's own", async () => {
  const { told, store, state, session } = setUp();
  await session.open("cpu", options);
  expect(state.dimensions).toEqual([0, 1]);
  await session.step();
  expect(state.dimensions).toEqual([2, 1]);
  await session.step();
  expect(told.filter((command) => command === "embed")).toHaveLength(1);

  await session.reset("cpu", options);
  expect(state.dimensions).toEqual([0, 1]);
  store.set({ dimensions: [0, 2], dimensionsChosen: true });
  await session.step();
  expect(state.dimensions).toEqual([0, 2]);
});

test("a run that ends with an epoch does not measure the test images again", async () => {
  const { vae, told, state, session, until } = setUp();
  const { train } = vae;
  vae.train = async function* (args) {
    for await (const progress of train(args))
      yield progress.step % 10 === 0 ? { ...progress, test: losses(5) } : progress;
  };
  await session.open("cpu", options);
  await until(() => state.test !== null);
  const before = told.filter((command) => command === "evaluate").length;
  session.train();
  await until(() => state.phase === "idle" && state.epoch === 1);
  expect(told.filter((command) => command === "evaluate")).toHaveLength(before);
  expect(state).toMatchObject({ test: losses(5), testEpoch: 1 });
});

test("a run that diverges says so, and one click goes back to what was kept with a lower rate", async () => {
  const { vae, told, state, session, until } = setUp();
  const finite = vae.evaluate;
  await session.open("cpu", options);
  await session.step();
  await session.step();
  await session.step();
  vae.evaluate = () => Promise.resolve(losses(NaN));
  vae.kept = () => Promise.resolve({ step: 2, epoch: 0.2 });
  await session.step();
  expect(state).toMatchObject({ diverged: true, test: null, testEpoch: null, step: 4 });
  expect(state.problem!.message).toBe(text.run.diverged);
  await until(() => state.problem!.actions.length > 0);
  expect(state.problem!.actions.map(({ label }) => label)).toEqual([
    "Back to epoch 0.2, learning rate 0.0001",
    "Back to epoch 0.2, gradients clipped at 1",
  ]);
  vae.evaluate = finite;
  told.length = 0;
  state.problem!.actions[0]!.run();
  await until(() => !state.diverged && state.test !== null);
  expect(told.slice(0, 2)).toEqual(["goBack", "setTraining 0.0001"]);
  expect(state).toMatchObject({ step: 2, epoch: 0.2, problem: null, test: losses(30) });
  expect(state.history.kl[0]).toEqual([0, 0.1, 0.2]);
});

test("a run that diverges before anything was kept begins anew with a lower rate", async () => {
  const { vae, told, state, session, until } = setUp();
  await session.open("cpu", options);
  vae.trainSteps = () => Promise.reject(named("DivergedError", "The loss is no longer finite."));
  await session.step();
  expect(state).toMatchObject({ diverged: true, problem: { message: text.run.diverged } });
  await until(() => state.problem!.actions.length > 0);
  expect(state.problem!.actions[1]!.label).toBe("Begin anew, gradients clipped at 1");
  state.problem!.actions[1]!.run();
  await until(() => !state.diverged && !state.busy);
  expect(told).toContain("reset");
  expect(state).toMatchObject({ diverged: false, problem: null });
});

test("a batch that is too large is offered as one that fits, and applied", async () => {
  const { vae, state, session, until } = setUp();
  await session.open("cpu", options);
  const tried: number[] = [];
  const values = { what: "training", needed: 5e9, limit: 4e9, device: "CPU", batch: 256 };
  const tooLarge = Object.assign(named("InvalidOptionError", "Too large."), { code: "tooLarge", values });
  vae.setTraining = ({ batchSize }) => {
    tried.push(batchSize);
    return batchSize > 256 ? Promise.reject(tooLarge) : Promise.resolve();
  };
  await session.setTraining({ ...options.training, batchSize: 4096 });
  expect(state.problem).toMatchObject({ message: "Too large.", actions: [{ label: "Use batch 256" }] });
  state.problem!.actions[0]!.run();
  await until(() => tried.length === 2);
  expect(tried).toEqual([4096, 256]);
});

test("losses that come after another start are not those of the new one", async () => {
  const { vae, state, session, until } = setUp();
  await session.open("cpu", options);
  await until(() => state.test !== null);
  let answer!: (value: Losses) => void;
  const late = new Promise<Losses>((resolve) => (answer = resolve));
  vae.evaluate = () => late;
  await session.reset("cpu", options);
  vae.evaluate = () => Promise.resolve(losses(7));
  await session.reset("cpu", options);
  answer(losses(99));
  await until(() => state.test !== null);
  expect(state.test!.reconstruction).toBe(7);
});

test("data that the model refuses leaves what was there, and a command without a model says why not", async () => {
  const { vae, state, session } = setUp();
  await session.step();
  expect(state.problem!.message).toBe(text.run.noModel);
  await session.open("cpu", options);
  vae.setData = () => Promise.reject(new Error("Too many."));
  const error = await session.use({ ...images, name: "Others" });
  expect(error!.message).toBe(state.problem!.message);
  expect(state.dataset!.name).toBe("Some");
  expect(state.problem!.message).toBe(`Too many. ${text.run.dataStays}`);
});

test("a step that is recorded counts as any other, pauses training, and is kept until another model begins", async () => {
  const one = setUp();
  await one.session.open("cpu", options);
  await one.session.step();
  const other = setUp();
  // The fake's images are all 0: those of other values say which rows were taken.
  images.images.pixels.set([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]);
  await other.session.open("cpu", options);
  await other.session.recordStep(2);
  const told = ({ step, epoch, train, test, history }: typeof one.state) => [
    step,
    epoch,
    train,
    test,
    history,
  ];
  expect(told(other.state)).toEqual(told(one.state));
  const { recorded } = other.state;
  expect(recorded!.images).toBe(2);
  expect(recorded!.pixels).toEqual(Float32Array.of(0.5, 0.2));
  expect(recorded!.after).toEqual({ pixels: recorded!.pixels });

  other.session.trainOn();
  await other.until(() => other.state.step > 3);
  await other.session.recordStep(2);
  expect(other.state.phase).toBe("idle");
  expect(other.state.recorded).not.toBe(recorded);
  await other.session.endRecord();
  expect(other.state.recorded).toBe(null);
  expect(other.told.at(-1)).toBe("endRecord");

  await other.session.recordStep(2);
  await other.session.reset("cpu", options);
  expect(other.state.recorded).toBe(null);
});

describe("where the device is left open and the GPU is known to be faster", () => {
  const gpu = "a GPU";
  function setUpBoth() {
    const { vae, store, ...rest } = setUp();
    vae.gpu = gpu;
    const { vae: other, told: otherTold } = fakeVae();
    Object.assign(other, { gpu, device: { kind: "webgpu", adapter: gpu, reason: "" } });
    vi.mocked(createVae).mockImplementation(
      async ({ cpuFirst } = {}) => (cpuFirst ? vae : other) as unknown as Vae,
    );
    remember(keyOf(gpu, images.images.shape, options), { cpu: 2, webgpu: 1 });
    return { vae, store, other, otherTold, ...rest };
  }

  beforeEach(() => {
    const kept = new Map<string, string>();
    vi.stubGlobal("localStorage", {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => kept.set(name, value),
    });
  });

  test("training goes on there between two steps, with its curves and settings", async () => {
    const { session, store, state, told, otherTold, until } = setUpBoth();
    await session.open("auto", options);
    store.set({ target: 1000 });
    session.train();
    await until(() => state.device!.kind === "webgpu");
    await until(() => state.phase === "training" && otherTold.includes("train"));
    const taken = told.filter((command) => command === "train").length;
    expect(told.slice(-2)).toEqual(["save", "destroy"]);
    expect(otherTold.slice(0, 2)).toEqual(["setData", "load"]);
    expect(state).toMatchObject({
      choice: "auto",
      devices: { cpu: 2, webgpu: 1 },
      revision: 0,
      problem: null,
    });
    expect(state.history.kl[0].length).toBeGreaterThanOrEqual(taken);
    session.destroy();
  });

  test("it goes on where it was when the GPU can't take it", async () => {
    const { session, store, state, other, told, otherTold, until } = setUpBoth();
    vi.spyOn(other, "load").mockRejectedValue(new Error("no memory"));
    await session.open("auto", options);
    store.set({ target: 1000 });
    session.train();
    await until(() => state.devices !== null);
    await until(() => state.phase === "training");
    expect(state).toMatchObject({ device: { kind: "cpu" }, devices: { why: "no memory" }, problem: null });
    expect(otherTold.at(-1)).toBe("destroy");
    expect(told).not.toContain("destroy");
    session.destroy();
  });
});
