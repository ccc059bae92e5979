import { beforeEach, expect, test, vi } from "vitest";
import { createDataset } from "../data/dataset";
import { defaults } from "../engine/limits";
import type { Losses, SessionOptions } from "../engine/protocol";
import { createVae, type Vae } from "../engine/vae";
import { seeded } from "../random";
import { Session } from "./session";
import { createStore } from "./store";

vi.mock("../engine/vae", () => ({ createVae: vi.fn<() => Promise<unknown>>() }));

const options: SessionOptions = { model: defaults.model, training: defaults.training, seed: 1 };
const losses: Losses = { reconstruction: 20, kl: 1, loss: 21 };
const refused = "Refused by the engine.";
const imagesOf = (name: string) =>
  createDataset({ name, images: { pixels: new Float32Array(8), shape: [8, 1, 1, 1] }, classNames: [] });

/** A file that is read at once. */
const file = {
  name: "a.safetensors",
  size: 1,
  arrayBuffer: async () => Uint8Array.of(7).buffer,
} as File;

type Random = () => number;

/** An engine that answers after as long as chance will have it, and refuses one command in eight. */
class ChanceVae {
  device = { kind: "cpu", adapter: "", reason: "" };
  options = options;
  parameters = 1;
  trainingBytes = 1;
  savable = true;
  stepsPerEpoch = 10;
  private step = 0;

  constructor(
    private readonly random: Random,
    /** How often each command came, refused or not. */
    readonly came: Record<string, number>,
  ) {}

  private async answer<T>(command: string, give: () => T): Promise<T> {
    this.came[command] = (this.came[command] ?? 0) + 1;
    const turns = Math.floor(this.random() * 12);
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    if (this.random() < 1 / 8) throw new Error(refused);
    return give();
  }

  private progress() {
    this.step += 1;
    const { step } = this;
    return { steps: 1, step, epoch: step / 10, imagesPerSecond: 1, train: losses, test: null };
  }

  setData = () => this.answer("setData", () => void (this.step = 0));
  reset = () => this.answer("reset", () => void (this.step = 0));
  setTraining = () => this.answer("setTraining", () => undefined);
  trainSteps = () => this.answer("step", () => this.progress());
  evaluate = () => this.answer("evaluate", () => losses);
  embed = () =>
    this.answer("embed", () => ({ mean: new Float32Array(16), logVariance: new Float32Array(16) }));
  save = () => this.answer("save", () => new Uint8Array([this.step]));
  kept = () => this.answer("kept", () => null);
  load = (bytes: Uint8Array) =>
    this.answer("load", () => {
      this.step = bytes[0]!;
      return { step: this.step, epoch: this.step / 10 };
    });

  async *train({ signal }: { signal: AbortSignal }) {
    while (!signal.aborted) yield await this.answer("train", () => this.progress());
  }

  destroy() {}
}

/** What a person and a program can ask for, and which command of the engine each comes to. */
const commands: Record<string, { ask(session: Session): Promise<unknown>; comes?: string }> = {
  step: { ask: (session) => session.step(), comes: "step" },
  reset: { ask: (session) => session.reset("cpu", options, { anyway: true }), comes: "reset" },
  data: { ask: (session) => session.use(imagesOf("Others"), undefined, { anyway: true }), comes: "setData" },
  open: {
    ask: (session) => session.restore(file, { anyway: true }),
    comes: "load",
  },
  settings: { ask: (session) => session.setTraining(options.training), comes: "setTraining" },
  save: { ask: (session) => session.save() },
  train: { ask: async (session) => session.train() },
  pause: { ask: (session) => session.pause() },
  back: {
    async ask(session) {
      const { latest } = session.moments;
      if (latest) await session.goOnFrom(latest, "cpu", { anyway: true });
    },
  },
};

beforeEach(() => void vi.stubGlobal("requestAnimationFrame", () => 1));

async function interleave(seed: number): Promise<string | null> {
  const random = seeded(seed);
  const came: Record<string, number> = {};
  vi.mocked(createVae)
    .mockReset()
    .mockImplementation(async () => new ChanceVae(random, came) as unknown as Vae);
  const store = createStore({ options, target: 1 });
  const session = new Session(store, () => Promise.resolve(imagesOf("Some")));
  const { state } = store;
  await session.open("cpu", options);
  while (!session.vae) await session.open("cpu", options);
  for (const command of Object.keys(came)) came[command] = 0;
  const names = Object.keys(commands);
  const order: string[] = [];
  const asked: Promise<unknown>[] = [];
  const asking = 3 + Math.floor(random() * 8);
  for (let i = 0; i < asking; i++) {
    const name = names[Math.floor(random() * names.length)]!;
    order.push(name);
    asked.push(commands[name]!.ask(session));
    for (let turn = Math.floor(random() * 20); turn > 0; turn--) await Promise.resolve();
  }
  await Promise.all(asked);
  await session.pause();
  const { phase, busy } = state;
  session.destroy();
  if (phase !== "idle" || busy) return `${seed}: ${order.join()} ended ${phase}, busy ${busy}`;
  const missing = order.filter(
    (name) =>
      commands[name]!.comes !== undefined &&
      came[commands[name]!.comes]! < order.filter((other) => other === name).length,
  );
  return missing.length > 0 ? `${seed}: ${order.join()} dropped ${missing.join()}` : null;
}

/** `./build.sh faults` tries ten times as many. */
const count = Number(process.env["INTERLEAVINGS"] ?? 1000);

test(`of ${count} interleavings of all commands, each ends, none drops a command, and the session is at rest`, async () => {
  const wrong: string[] = [];
  for (let seed = 0; seed < count; seed++) {
    const found = await interleave(seed);
    if (found) wrong.push(found);
  }
  expect(wrong).toEqual([]);
}, 3_600_000);
