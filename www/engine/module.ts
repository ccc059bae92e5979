import { openEngine, openThreads } from "#assets/worker";
import { words } from "../text/worker";
import type { Remains } from "./ending";
import { withHelpers, type Threads } from "./pool/start";
import type { DeviceKind } from "./protocol";
import { Rest } from "./rest";
import type { Session } from "../pkg/cpu/vae_playground";

export interface Loaded {
  Engine: typeof Session;
  remains: Remains;
  /** Of its functions, where they come in two files. */
  rest: Rest | undefined;
  /** Of the CPU. */
  threads: Threads;
}

const cutOff = (error: unknown) => error instanceof TypeError || error instanceof WebAssembly.CompileError;

/**
 * Each device has a module of its own; only the one that is taken is downloaded. It is compiled while it comes, or
 * after that where the server does not call it wasm.
 */
async function loadAlone(kind: DeviceKind): Promise<Omit<Loaded, "threads">> {
  const [module, code, file] = await openEngine(kind).catch((error: Error) => {
    throw new Error(words.engine.notDownloaded(error.message));
  });
  if (code instanceof Response && !code.ok) throw new Error(words.engine.notServed(code.status));
  const exports = await module.default({ module_or_path: code }).catch((error: Error) => {
    // It was cut off on its way; memory that can't be had is another matter.
    throw cutOff(error) ? new Error(words.engine.notDownloaded(error.message.replace(/\.$/, ""))) : error;
  });
  return {
    Engine: module.Session as typeof Session,
    remains: { memory: exports.memory, refusedBytes: module.refusedBytes },
    rest: file && new Rest(exports, file),
  };
}

/** The CPU's module of several threads, or null where the page can have none. */
async function loadThreads(): Promise<Loaded | null> {
  const opened = await openThreads();
  if (!opened) return null;
  const { module, code, file, startHelper } = opened;
  if (code instanceof Response) throw new Error(words.engine.notServed(code.status));
  const { memory, rest, threads } = await withHelpers(module, code, startHelper, file);
  const Engine = module.Session as unknown as typeof Session;
  return { Engine, remains: { memory, refusedBytes: module.refusedBytes }, rest, threads };
}

/** What keeps the CPU from having several threads is told, and leaves it with one. */
export async function loadModule(kind: DeviceKind): Promise<Loaded> {
  if (kind === "webgpu") return { ...(await loadAlone(kind)), threads: { count: 1 } };
  const lacking = ({ message }: Error) => ({ count: 1, lacking: message });
  const loaded = await loadThreads().catch(lacking);
  if (loaded && "Engine" in loaded) return loaded;
  return { ...(await loadAlone(kind)), threads: loaded ?? { count: 1 } };
}
