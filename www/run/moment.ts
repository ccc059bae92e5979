import type { Dataset } from "../data/dataset";
import type { DeviceChoice, Losses, SessionOptions } from "../engine/protocol";
import type { Vae } from "../engine/vae";
import type { Dynamics } from "./dynamics";
import { recordUpTo, type HistoryRecord } from "./history";
import type { Snapshot } from "./past/snapshot";
import type { State } from "./store";

/** Why a moment was kept: what came next, that it was time, or that a person wanted it. */
export type Why =
  "reset" | "settings" | "data" | "model" | "back" | "diverged" | "training" | "rest" | "asked";

/** What a person chose to look at, and had learned beside the model, as far as it can be looked at again in the same model. */
const looked = [
  "shown",
  "a",
  "b",
  "slot",
  "dimensions",
  "dimensionsChosen",
  "z",
  "selection",
  "gridSpacing",
  "gridOthers",
  "traversedAround",
  "traversalSpacing",
  "attributeFrom",
  "attributeTo",
  "attributeStrength",
  "savedAttributes",
  "sceneVae",
] as const satisfies readonly (keyof State)[];

export type Picks = Pick<State, (typeof looked)[number]>;

/** All that a session is brought back from, as if nothing had come between. */
export interface Moment {
  /** Milliseconds since 1970. */
  when: number;
  why: Why;
  /** Weights, optimiser, settings and random state, as `Vae.save` gives them. */
  checkpoint: Blob;
  step: number;
  epoch: number;
  choice: DeviceChoice;
  options: SessionOptions;
  target: number;
  record: HistoryRecord;
  train: Losses | null;
  test: Losses | null;
  testEpoch: number | null;
  dynamics: Dynamics;
  picks: Picks;
  /** How the model was on its way there. */
  snapshots: readonly Snapshot[];
  /** The images, in memory. */
  dataset: Dataset;
}

/** Names of what belongs to a moment beside the model: where one of them changes, it is another moment. */
export const around: readonly (keyof State)[] = ["step", "choice", "options", "target", "dataset", ...looked];

/** The moment of a checkpoint of this state. */
export function momentOf(state: Readonly<State>, record: HistoryRecord, checkpoint: Blob, why: Why): Moment {
  const { step, epoch, choice, options, target, train, test, testEpoch, dynamics, snapshots, dataset } =
    state;
  return {
    when: Date.now(),
    why,
    checkpoint,
    step,
    epoch,
    choice,
    options,
    target,
    record,
    train,
    test,
    testEpoch,
    dynamics,
    picks: Object.fromEntries(looked.map((name) => [name, state[name]])) as unknown as Picks,
    snapshots,
    dataset: dataset!,
  };
}

/** The same of a checkpoint that is of an earlier step: curves end there, and losses are to be measured again. */
export const earlier = (
  moment: Moment,
  { step, epoch }: Pick<Moment, "step" | "epoch">,
  checkpoint: Blob,
): Moment => ({
  ...moment,
  checkpoint,
  step,
  epoch,
  record: recordUpTo(moment.record, epoch),
  train: null,
  test: null,
  testEpoch: null,
  snapshots: snapshotsUpTo(moment.snapshots, step),
});

/** Those of steps that are still part of a run that went back. */
export const snapshotsUpTo = (snapshots: readonly Snapshot[], last: number) =>
  snapshots.filter(({ step }) => step <= last);

/** What of the state is as it was in a moment. */
export function stateOf(moment: Moment): Partial<State> {
  const { target, train, test, testEpoch, dynamics, picks, snapshots, dataset, record } = moment;
  // One that was kept by an earlier version of the page has none.
  const { sceneVae = null } = picks as Partial<Picks>;
  const { history } = record;
  const known = { target, train, test, testEpoch, dynamics, ...picks, sceneVae, snapshots };
  return { ...known, dataset, history, moment };
}

/** Puts the model where it stood, with the batch size that the moment has, which a person may have changed. */
export async function loadMoment(vae: Vae, { checkpoint, options }: Moment): Promise<void> {
  const bytes = new Uint8Array(await checkpoint.arrayBuffer());
  await vae.load(bytes, { batchSize: options.training.batchSize, move: true });
}
