// A thread that helps the engine's: an instance of its module over its memory, which does parts of kernels. The browser ends it with the
// engine's worker, which started it.
/// <reference lib="webworker" />
import * as engine from "../../pkg/cpu-threads/vae_playground";
import { joinWhenCalled } from "../rest";
import type { FromHelper, ToHelper } from "./protocol";
import { share } from "./words";

declare const self: DedicatedWorkerGlobalScope;

/** A kernel needs little. */
const stackBytes = 2 ** 18;

const tell = (message: FromHelper) => self.postMessage(message);

self.addEventListener("message", ({ data: { module, memory, rest, thread } }: MessageEvent<ToHelper>) => {
  const exports = engine.initSync({ module, memory, thread_stack_size: stackBytes });
  if (rest !== undefined) joinWhenCalled(exports, rest);
  share(memory);
  tell("helps");
  try {
    engine.help(thread);
  } catch (error) {
    // The engine waits for the part that it was at.
    engine.failToHelp();
    throw error;
  }
});
tell("there");
