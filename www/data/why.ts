import { words } from "../text/worker";

/** The engines' own words for a stack that is used up, which they tell by the same errors as other things. */
const tooDeep = /call stack|recursion/i;

/** Why a set can't be had, in words. */
export function why(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { name, message } = error;
  // The module says what it panics with; what it traps with in silence is memory that it did not get.
  if (name === "PanicError") return words.data.readerFailed(message);
  if (error instanceof WebAssembly.RuntimeError)
    return message.includes("unreachable") ? words.data.noMemory : words.data.readerFailed(message);
  if (error instanceof RangeError)
    return tooDeep.test(message) ? words.data.readerFailed(message) : words.data.noMemory;
  return message;
}
