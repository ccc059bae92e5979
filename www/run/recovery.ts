import type { EndKind, SessionOptions } from "../engine/protocol";
import { text } from "../text";
import type { Moment } from "./moment";
import type { Problem, State } from "./store";

const words = text.run.recovery;

/** After these the same settings may end the engine again. */
const settingsKill = new Set<EndKind | "closed">(["memory", "trap"]);

const halved = (options: SessionOptions): SessionOptions => ({
  ...options,
  training: { ...options.training, batchSize: Math.floor(options.training.batchSize / 2) },
});

/** How an engine is opened again. */
export type Again = (choice: State["choice"], options: SessionOptions, from?: Moment) => void;

/**
 * What can be done where an engine has ended: to go on from the last moment that was kept, or to start anew; on the CPU
 * where it was on the GPU; with a smaller batch where the settings may have ended it, and then only knowingly with the
 * same.
 */
export function recovery(
  kind: EndKind | "closed",
  { choice, options, moment, device, step }: Readonly<State>,
  again: Again,
): { told: string; actions: Problem["actions"] } {
  const from = (how: string) => (moment ? words.goOn(moment.epoch, how) : words.restart(how));
  const action = (how: string, choice: State["choice"], options: SessionOptions) => ({
    label: from(how),
    run: () => again(choice, options, moment ? { ...moment, options } : undefined),
  });
  const inForce = moment?.options ?? options;
  const smaller = halved(inForce);
  const { batchSize } = smaller.training;
  const suspect = settingsKill.has(kind);
  const actions = [
    ...(suspect && batchSize > 0 ? [action(words.withBatch(batchSize), choice, smaller)] : []),
    ...(device?.kind === "webgpu" ? [action(words.onCpu, "cpu", inForce)] : []),
    action(suspect ? words.sameSettings : "", choice, inForce),
  ];
  const told = moment ? words.kept(moment.epoch) : step > 0 ? text.run.learnedIsLost : "";
  return { told, actions };
}
