import type { Problem, Store } from "./store";

/** Says what went wrong, and what can be done about it. */
export function fail(store: Store, message: string, actions: Problem["actions"] = []): void {
  store.set({ problem: { message, actions } });
}

/** Says why a command failed; the end of the engine has been said already, by who opened it. */
export function report(store: Store, { name, message }: Error): void {
  if (name === "EngineError") return;
  if (name === "DivergedError") store.set({ diverged: true });
  fail(store, message);
}
