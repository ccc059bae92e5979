import { openEngine } from "#assets/worker";
import { words } from "../text/worker";
import type { Remains } from "./ending";
import type { DeviceKind } from "./protocol";
import type { Session } from "../pkg/cpu/vae_playground";

/**
 * Each device has a module of its own; only the one that is taken is downloaded. It is compiled while it comes, or
 * after that where the server does not call it wasm.
 */
export async function loadModule(kind: DeviceKind): Promise<{ Engine: typeof Session; remains: Remains }> {
  const [module, code] = await openEngine(kind).catch((error: Error) => {
    throw new Error(words.engine.notDownloaded(error.message));
  });
  if (!code.ok) throw new Error(words.engine.notServed(code.status));
  const { memory } = await module.default({ module_or_path: code }).catch((error: Error) => {
    // It was cut off on its way; memory that can't be had is another matter.
    const cut = error instanceof TypeError || error instanceof WebAssembly.CompileError;
    throw cut ? new Error(words.engine.notDownloaded(error.message.replace(/\.$/, ""))) : error;
  });
  return { Engine: module.Session as typeof Session, remains: { memory, refusedBytes: module.refusedBytes } };
}
