// Numbers in the memory that the CPU module's threads share, by their addresses: what `crates/kernels/src/pool/word_wasm.rs` imports as
// `#pool/words`.

let words = new Int32Array();

/** How often one looks again before it sleeps: about a tenth of a millisecond, in which the next kernel often begins. */
const looks = 60_000;

/** The memory that addresses are in from now on: a worker has one instance of the module. */
export function share(memory: WebAssembly.Memory): void {
  words = new Int32Array(memory.buffer);
}

export const load = (at: number): number => Atomics.load(words, at >>> 2);

export const store = (at: number, value: number): number => Atomics.store(words, at >>> 2, value);

export const add = (at: number, value: number): number => Atomics.add(words, at >>> 2, value);

export const exchange = (at: number, old: number, next: number): number =>
  Atomics.compareExchange(words, at >>> 2, old, next);

/** Until it was changed and `wake` called. */
export function wait(at: number, value: number): string {
  for (let look = 0; look < looks; look++) if (Atomics.load(words, at >>> 2) !== value) return "changed";
  return Atomics.wait(words, at >>> 2, value);
}

export const wake = (at: number): number => Atomics.notify(words, at >>> 2);
