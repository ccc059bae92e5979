import { words } from "../../text/worker";
import { Rest, type RestFile } from "../rest";
import type { FromHelper, ToHelper } from "./protocol";
import { share } from "./words";

/** How long a helper may take to come. */
const patienceMs = 10_000;

/** Threads of an engine that are there, and why there are no more, where there should be. */
export interface Threads {
  count: number;
  lacking?: string;
}

/** Resolves when a helper says so. */
function said(helper: Worker, what: FromHelper): Promise<void> {
  return new Promise((resolve, reject) => {
    const over = new AbortController();
    const { signal } = over;
    const fail = (why: string) => {
      over.abort();
      reject(new Error(why));
    };
    const timer = setTimeout(() => fail(words.engine.noAnswer), patienceMs);
    signal.addEventListener("abort", () => clearTimeout(timer));
    helper.addEventListener(
      "message",
      ({ data }: MessageEvent<FromHelper>) => {
        if (data !== what) return;
        over.abort();
        resolve();
      },
      { signal },
    );
    helper.addEventListener("error", ({ message }) => fail(message ?? words.engine.noHelper), { signal });
  });
}

/**
 * Starts helpers, so that there are so many threads with the engine's own. Each takes room for its stack from the memory that all share, by the module's allocator, which
 * is made for one thread: so one after the other, and nothing else is asked of the module meanwhile.
 */
async function start(
  wanted: number,
  startHelper: () => Worker,
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  rest: string | undefined,
) {
  const helpers: Worker[] = [];
  let count = 1;
  try {
    while (helpers.length < wanted - 1) helpers.push(startHelper());
    const there = helpers.map((helper) => said(helper, "there"));
    for (const coming of there) coming.catch(() => {});
    for (const [i, helper] of helpers.entries()) {
      await there[i];
      const helps = said(helper, "helps");
      helper.postMessage({ module, memory, rest, thread: count } satisfies ToHelper);
      await helps;
      count++;
    }
    return { count };
  } catch (error) {
    for (const helper of helpers.slice(count - 1)) helper.terminate();
    return { count, lacking: (error as Error).message };
  }
}

/** Random bytes into shared memory too, by way of other memory: browsers give none, and the module's crate knows of none that is shared. */
function randomIntoShared(): void {
  const { getRandomValues } = Crypto.prototype;
  Crypto.prototype.getRandomValues = function <T extends ArrayBufferView>(this: Crypto, view: T): T {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    bytes.set(getRandomValues.call(this, new Uint8Array(bytes.length)) as Uint8Array);
    return view;
  };
}

/** Makes an engine of its module of several threads, with its helpers. `file` is that of what `code` does not have. */
export async function withHelpers(
  module: typeof import("../../pkg/cpu-threads/vae_playground"),
  code: WebAssembly.Module,
  startHelper: () => Worker,
  file?: RestFile,
): Promise<{ memory: WebAssembly.Memory; rest: Rest | undefined; threads: Threads }> {
  const exports = await module.default({ module_or_path: code });
  const rest = file && new Rest(exports, file);
  const { memory } = exports;
  share(memory);
  randomIntoShared();
  // Past the module's most a core more gives little, and takes a stack and a worker.
  const wanted = Math.min(navigator.hardwareConcurrency, module.mostThreads());
  const threads: Threads = await start(wanted, startHelper, code, memory, file?.url);
  module.openPool(threads.count);
  return { memory, rest, threads };
}
