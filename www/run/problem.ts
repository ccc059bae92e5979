import { text } from "../text";
import type { Problem, Store } from "./store";

/** A failure with what a person can do about it. */
type Actionable = Error & { actions?: Problem["actions"] };

/** Says what went wrong, and what can be done about it. */
export function fail(store: Store, message: string, actions: Problem["actions"] = []): void {
  store.set({ problem: { message, actions } });
}

/** Says why a command failed; the end of the engine has been said already, by who opened it. */
export function report(store: Store, error: Actionable): void {
  if (error.name === "EngineError") return;
  // What is to be done about it is said by who listens to that.
  if (error.name === "DivergedError") return store.set({ diverged: true });
  fail(store, error.message, error.actions);
}

/** The failure of something that takes too much memory, with the offer to do it with a batch that fits. */
export function offeringBatch(error: Error, again: (batchSize: number) => void): Actionable {
  const { code, values } = error as Error & { code?: string; values?: { batch: number | null } };
  const batch = code === "tooLarge" && values ? values.batch : null;
  if (batch === null) return error;
  return Object.assign(error, { actions: [{ label: text.run.useBatch(batch), run: () => again(batch) }] });
}
