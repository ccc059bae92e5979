/// <reference lib="webworker" />
import { buffers, failure } from "../answers";
import { loadFeatures, loadInstrument } from "./module";
import type { Call, InstrumentFailed, InstrumentRequest, InstrumentResponse } from "./protocol";

declare const self: DedicatedWorkerGlobalScope;

/** What is under way, by its number. */
const underWay = new Set<number>();

function post(message: InstrumentResponse, transfer: Transferable[] = []): void {
  self.postMessage(message, transfer);
}

const { port1: here, port2: there } = new MessageChannel();
const waiting: (() => void)[] = [];
here.onmessage = () => waiting.shift()?.();

/** Lets other work, and messages that have come meanwhile, have their turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    there.postMessage(null);
  });
}

async function run({ id, command, args }: Call): Promise<void> {
  const module = await loadInstrument();
  if (!underWay.has(id)) return;
  const work = module.start(
    command,
    command === "features" ? { ...args, network: await loadFeatures() } : args,
  );
  try {
    while (underWay.has(id)) {
      const value: unknown = work.advance();
      if (value !== undefined) return post({ type: "result", id, value }, buffers(value));
      post({ type: "progress", id, done: work.done() });
      await turn();
    }
  } finally {
    work.free();
  }
}

async function answer(call: Call): Promise<void> {
  const { id } = call;
  underWay.add(id);
  try {
    await run(call);
  } catch (error) {
    // A trap ends the wasm instance: what its memory holds can no longer be trusted.
    if (error instanceof WebAssembly.RuntimeError) throw error;
    post({ type: "failure", id, failure: failure<InstrumentFailed>(error) });
  } finally {
    underWay.delete(id);
  }
}

self.addEventListener("message", ({ data }: MessageEvent<InstrumentRequest>) => {
  if ("cancel" in data) underWay.delete(data.cancel);
  else void answer(data);
});
self.addEventListener("unhandledrejection", ({ reason }: PromiseRejectionEvent) => {
  post({ type: "fatal", message: reason instanceof Error ? reason.message : String(reason) });
});
