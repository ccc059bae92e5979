/// <reference lib="webworker" />
import { withoutWebGpu } from "#assets/worker";
import { buffers, failure } from "../answers";
import { words } from "../text/worker";
import { chooseDevice, withThreads } from "./device";
import { onDeviceLoss } from "./device-loss";
import { endingOf, type Remains } from "./ending";
import { Keeping } from "./keeping";
import { onKernel } from "./kernels";
import { hold } from "./lifeline";
import { loadModule } from "./module";
import { openStored, type RowReader } from "./stored";
import type { Args, CommandName, Failure, Request, Response, Result, Signal } from "./protocol";
import { needsRest, type Rest } from "./rest";
import type { Trained } from "./wire";
import type { Session } from "../pkg/cpu/vae_playground";

declare const self: DedicatedWorkerGlobalScope;

let session: Session | undefined;
let remains: Remains | undefined;
let rest: Rest | undefined;
let keeping = new Keeping();
/** Milliseconds a step in the latest chunk, from which the next chunk's size follows. */
let stepMs: number | undefined;
/** Kernels compiled since the model or its data last changed. */
let kernels = 0;
let staged = false;
let hasData = false;
let quiet = 0;

function post(message: Response, transfer: Transferable[] = []): void {
  self.postMessage(message, transfer);
}

function stage(text: string, count?: number): void {
  staged = true;
  post({ type: "stage", stage: count === undefined ? { text } : { text, count } });
}

function endStage(): void {
  if (staged) post({ type: "stage", stage: null });
  staged = false;
}

/** Nothing that has been learned about the speed of the model before holds for the next one. */
function startAnew(): void {
  stepMs = undefined;
  kernels = 0;
  keeping = new Keeping();
}

/** The worker's last word. */
function die(reason: unknown): void {
  post({ type: "fatal", ending: endingOf(reason, remains) });
}

async function open({ options, ...wanted }: Args<"open">): Promise<Result<"open">> {
  const { gpu, ...choice } = await chooseDevice(wanted, navigator.gpu, withoutWebGpu(wanted.device));
  stage(words.engine.downloading);
  const loaded = await loadModule(choice.kind);
  const { Engine, threads } = loaded;
  ({ remains, rest } = loaded);
  if (choice.kind === "webgpu") {
    onKernel(() => stage(words.engine.compiling, ++kernels));
    onDeviceLoss(({ message }) => post({ type: "fatal", ending: { kind: "deviceLost", why: message } }));
  }
  stage(choice.kind === "webgpu" ? words.engine.openingGpu : words.engine.starting);
  session = await Engine.open(options);
  const { adapter, options: complete } = await session.info();
  const device = choice.kind === "cpu" ? withThreads(choice, threads) : choice;
  return { device: { ...device, adapter: adapter || device.adapter }, options: complete, gpu };
}

/** Keeps the weights where that is due. */
async function keep(session: Session, anyway = false): Promise<void> {
  const now = performance.now();
  if (keeping.due(now, anyway) && (await session.keep({})) !== null) keeping.kept(now);
}

async function train(session: Session, { steps, budgetMs }: Args<"train">): Promise<Result<"train">> {
  // How long the first step takes is not known.
  const fitting = stepMs ? Math.max(1, Math.floor(budgetMs / stepMs)) : 1;
  const most = budgetMs === Infinity ? steps : Math.min(steps, fitting);
  const began = performance.now();
  const trained: Trained = await session.trainSteps({ steps: most });
  const ms = performance.now() - began;
  stepMs = ms / trained.steps;
  keeping.saw(trained.losses);
  await keep(session);
  return {
    steps: trained.steps,
    step: trained.step,
    epoch: trained.epoch,
    imagesPerSecond: (trained.images / ms) * 1000,
    train: trained.losses,
    test: trained.epochEnded ? await session.evaluate({ split: "test" }) : null,
  };
}

/** What reads the images that stay in a file. */
let rows: RowReader | undefined;

function take(reader: RowReader | undefined): void {
  rows?.close();
  rows = reader;
}

async function setStored(session: Session, args: Args<"setStored">): Promise<Result<"setStored">> {
  const { shape, testRows, options } = args;
  const reader = await openStored(args);
  try {
    const read = (rows: Uint32Array) => reader.read(rows);
    const setup = await session.setStored({ shape, ...(testRows && { testRows }), options, reader: read });
    take(reader);
    return setup;
  } catch (error) {
    reader.close();
    throw error;
  }
}

/** Nothing has been asked for so long, in milliseconds, where the views show the model. */
const quietMs = 500;

/** After these, what has been learned about the speed of the model before does not hold. */
const anew = new Set<CommandName>(["setData", "setStored", "reset", "load"]);

/** What more commands need comes after the first model's first steps or views; where that fails, those commands say why. */
function loadRest(): void {
  rest?.load().catch(() => {});
}

/** All but three commands are the session's own. */
async function run({ command, args }: Request): Promise<unknown> {
  if (command === "open") return open(args);
  if (session === undefined) throw new Error(words.engine.notOpen);
  // The first model is the one that most begin with; another may need more.
  if (needsRest(command) || (command === "setData" && hasData)) await rest?.load();
  if (command === "setData") hasData = true;
  if (command === "train") return train(session, args).finally(loadRest);
  if (anew.has(command)) startAnew();
  if (command === "setTraining") {
    // With them it may diverge.
    await keep(session, true);
    keeping.forget();
  }
  if (command === "setStored") return setStored(session, args);
  const value: unknown = await session[command](args);
  if (command === "setData") take(undefined);
  return value;
}

async function answer(request: Request): Promise<void> {
  try {
    clearTimeout(quiet);
    const value = await run(request).finally(endStage);
    if (hasData) quiet = self.setTimeout(loadRest, quietMs);
    post({ type: "result", id: request.id, value }, buffers(value));
  } catch (error) {
    // A trap ends the wasm instance: what its memory holds can no longer be trusted. Nothing more can be asked of a
    // device that is lost.
    if (error instanceof WebAssembly.RuntimeError || (error as Error).name === "DeviceLostError") {
      return die(error);
    }
    post({ type: "failure", id: request.id, failure: failure<Failure>(error) });
  }
}

/** One command at a time, in the order in which they came. */
let queue = Promise.resolve();
self.addEventListener("message", ({ data }: MessageEvent<Request | Signal>) => {
  if ("command" in data) queue = queue.then(() => answer(data));
  else if (data.signal === "live") hold(data.lock, () => post({ type: "live" }));
  else post({ type: "pong" });
});
self.addEventListener("error", ({ error, message }) => die(error ?? message));
self.addEventListener("unhandledrejection", ({ reason }) => die(reason));
