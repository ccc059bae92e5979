/// <reference lib="webworker" />
import { withoutWebGpu } from "#assets/worker";
import { buffers, failure } from "../answers";
import { words } from "../text/worker";
import { chooseDevice } from "./device";
import { onDeviceLoss } from "./device-loss";
import { endingOf, type Remains } from "./ending";
import { Keeping } from "./keeping";
import { onKernel } from "./kernels";
import { hold } from "./lifeline";
import { loadModule } from "./module";
import type { Args, CommandName, Failure, Request, Response, Result, Signal } from "./protocol";
import type { Trained } from "./wire";
import type { Session } from "../pkg/cpu/vae_playground";

declare const self: DedicatedWorkerGlobalScope;

let session: Session | undefined;
let remains: Remains | undefined;
let keeping = new Keeping();
/** Milliseconds a step in the latest chunk, from which the next chunk's size follows. */
let stepMs: number | undefined;
/** Kernels compiled since the model or its data last changed. */
let kernels = 0;
let staged = false;

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

async function open({ device, options }: Args<"open">): Promise<Result<"open">> {
  const choice = await chooseDevice(device, navigator.gpu, withoutWebGpu(device));
  stage(words.engine.downloading);
  const loaded = await loadModule(choice.kind);
  const { Engine } = loaded;
  remains = loaded.remains;
  if (choice.kind === "webgpu") {
    onKernel(() => stage(words.engine.compiling, ++kernels));
    onDeviceLoss(({ message }) => post({ type: "fatal", ending: { kind: "deviceLost", why: message } }));
  }
  stage(choice.kind === "webgpu" ? words.engine.openingGpu : words.engine.starting);
  session = await Engine.open(options);
  const { adapter, options: complete } = await session.info();
  return { device: { ...choice, adapter: adapter || choice.adapter }, options: complete };
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

/** After these, what has been learned about the speed of the model before does not hold. */
const anew = new Set<CommandName>(["setData", "reset", "load"]);

/** All but two commands are the session's own. */
async function run({ command, args }: Request): Promise<unknown> {
  if (command === "open") return open(args);
  if (session === undefined) throw new Error(words.engine.notOpen);
  if (command === "train") return train(session, args);
  if (anew.has(command)) startAnew();
  if (command === "setTraining") {
    // With them it may diverge.
    await keep(session, true);
    keeping.forget();
  }
  return session[command](args);
}

async function answer(request: Request): Promise<void> {
  try {
    const value = await run(request).finally(endStage);
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
