/// <reference lib="webworker" />
import { withoutWebGpu } from "#assets/worker";
import { chooseDevice } from "./device";
import { onKernel } from "./kernels";
import { loadModule } from "./module";
import type { Args, CommandName, Posterior, Request, Response, Result } from "./protocol";
import type { Session } from "../pkg/cpu/vae_playground";

declare const self: DedicatedWorkerGlobalScope;

let session: Session | undefined;
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
}

async function open({ device, options }: Args<"open">): Promise<Result<"open">> {
  const choice = await chooseDevice(device, navigator.gpu, withoutWebGpu(device));
  stage("Downloading the engine");
  const Engine = await loadModule(choice.kind);
  if (choice.kind === "webgpu") onKernel(() => stage("Compiling GPU kernels", ++kernels));
  stage(choice.kind === "webgpu" ? "Opening the GPU" : "Starting the engine");
  session = await Engine.open(options);
  return choice;
}

async function train(session: Session, { steps, budgetMs }: Args<"train">): Promise<Result<"train">> {
  const fitting = stepMs === undefined ? 1 : Math.max(1, Math.floor(budgetMs / stepMs));
  const began = performance.now();
  const trained = await session.trainSteps(Math.min(steps, fitting));
  const ms = performance.now() - began;
  stepMs = ms / trained.steps;
  return {
    steps: trained.steps,
    step: trained.step,
    epoch: trained.epoch,
    imagesPerSecond: (trained.images / ms) * 1000,
    train: trained.losses,
    test: trained.epochEnded ? await session.evaluate("test") : null,
  };
}

/** The session gives means, then log-variances, in one array. */
function posterior(values: Float32Array): Posterior {
  const half = values.length / 2;
  return { mean: values.slice(0, half), logVariance: values.slice(half) };
}

type Handlers = { [C in CommandName]: (session: Session, args: Args<C>) => Promise<Result<C>> };

const handlers: Omit<Handlers, "open"> = {
  setData: (session, { pixels, shape, testRows }) => {
    startAnew();
    return session.setData(pixels, new Uint32Array(shape), testRows ?? new Uint32Array());
  },
  train,
  reset: (session, { options }) => {
    startAnew();
    return session.reset(options);
  },
  setTraining: (session, training) => session.setTraining(training),
  evaluate: (session, { split }) => session.evaluate(split),
  embed: async (session, { rows }) => posterior(await session.embed(rows)),
  encode: async (session, { pixels }) => posterior(await session.encode(pixels)),
  decode: (session, { z }) => session.decode(z),
  reconstruct: (session, { rows }) => session.reconstruct(rows),
  manifold: (session, { size, extent, dimensions: [across, up] }) =>
    session.manifold(size, extent, across, up),
  interpolate: (session, { from, to, steps }) => session.interpolate(from, to, steps),
  beginStatistics: (session, { split, samples }) => session.beginStatistics(split, samples),
  continueStatistics: (session) => session.continueStatistics(),
  endStatistics: (session) => session.endStatistics(),
  save: (session) => session.save(),
  load: (session, { bytes, weightsOnly }) => {
    startAnew();
    return session.load(bytes, weightsOnly);
  },
  sample: (session, { count }) => session.sample(count),
};

async function run({ command, args }: Request): Promise<unknown> {
  if (command === "open") return open(args);
  if (session === undefined) throw new Error("The engine is not open.");
  return (handlers[command] as (session: Session, args: unknown) => Promise<unknown>)(session, args);
}

/** The buffers of a result, which move to the page instead of being copied. */
function buffers(value: unknown): Transferable[] {
  if (ArrayBuffer.isView(value)) return [value.buffer as ArrayBuffer];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(buffers);
}

function failure(error: unknown): { name: string; message: string } {
  if (error instanceof Error) return { name: error.name, message: error.message };
  return { name: "Error", message: String(error) };
}

async function answer(request: Request): Promise<void> {
  try {
    const value = await run(request).finally(endStage);
    post({ type: "result", id: request.id, value }, buffers(value));
  } catch (error) {
    // A trap ends the wasm instance: what its memory holds can no longer be trusted.
    if (error instanceof WebAssembly.RuntimeError) throw error;
    post({ type: "failure", id: request.id, failure: failure(error) });
  }
}

/** One command at a time, in the order in which they came. */
let queue = Promise.resolve();
self.addEventListener("message", ({ data }: MessageEvent<Request>) => {
  queue = queue.then(() => answer(data));
});
self.addEventListener("error", ({ error, message }) => {
  post({ type: "fatal", failure: error === undefined ? { name: "Error", message } : failure(error) });
});
self.addEventListener("unhandledrejection", ({ reason }) => {
  post({ type: "fatal", failure: failure(reason) });
});
