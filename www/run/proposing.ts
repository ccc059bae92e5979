import type { Dataset } from "../data/dataset";
import { adopt } from "../data/proposals";
import type { State } from "./store";

/** The settings on these images: what is in force, but for what they propose and nobody has changed. */
export function settingsOn(
  { options, target, dataset: before }: Pick<State, "options" | "target" | "dataset">,
  { proposal }: Dataset,
): Pick<State, "options" | "target"> {
  if (!proposal) return { options, target };
  const { epochs, ...proposed } = adopt({ ...options, epochs: target }, before?.proposal, proposal);
  return { options: proposed, target: epochs };
}
