import type { State } from "./store";

/** Epochs added when a person goes on after the target. */
export const more = 100;

/** The epoch is a quotient of steps. */
const tolerance = 1e-6;

/** Whether a model is trained as far as was asked for. */
export const reached = ({ epoch, target }: Pick<State, "epoch" | "target">): boolean =>
  epoch >= target - tolerance;
