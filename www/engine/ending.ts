import type { Ending } from "./protocol";

/** What a module can tell of itself after it has trapped. */
export interface Remains {
  memory: WebAssembly.Memory;
  /** Bytes of the latest allocation that failed; 0 where none has. */
  refusedBytes(): number;
}

/** A module of 32 bits has no more than this. */
const mostBytes = 2 ** 32;
/** So near the end nothing large can be had. */
const nearBytes = 64 * 2 ** 20;

/** What a panic in the module said: `src/bindings/ending.rs`. */
const lastPanic = () => (globalThis as { lastPanic?: string }).lastPanic;

function lacksMemory(error: Error, remains: Remains | undefined): boolean {
  // How browsers put it that a buffer, or the memory itself, could not grow.
  if (/out of memory|allocation failed|memory.*grow|could not be allocated/i.test(error.message)) return true;
  if (!(error instanceof WebAssembly.RuntimeError) || !remains) return false;
  return remains.refusedBytes() > 0 || remains.memory.buffer.byteLength > mostBytes - nearBytes;
}

/** Why a worker can't go on after this error. A trap says "unreachable", whatever its cause. */
export function endingOf(reason: unknown, remains?: Remains): Ending {
  const error = reason instanceof Error ? reason : new Error(String(reason));
  if (error.name === "DeviceLostError") return { kind: "deviceLost", why: error.message };
  if (lacksMemory(error, remains)) return { kind: "memory", why: error.message };
  if (error instanceof WebAssembly.RuntimeError) {
    return { kind: "trap", why: lastPanic() ?? error.message };
  }
  return { kind: "script", why: error.message };
}
