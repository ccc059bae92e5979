import type { DeviceInfo, Losses, Stage } from "../../engine/protocol";
import { noDynamics, type Dynamics } from "../dynamics";
import type { DevicesFound } from "../device/timings";
import { emptyHistory, type History } from "../history";
import type { Latents } from "../latents";
import type { Moment } from "../moment";
import type { Snapshot } from "../past/snapshot";
import type { PastView } from "../past/viewer";

/** `opening` until there is a device with data; `dead` when the worker or the data is gone. */
export type Phase = "opening" | "idle" | "training" | "dead";

/** A failure in plain words, with what a person can do about it. */
export interface Problem {
  message: string;
  actions: { label: string; run(): void }[];
}

/** What a person may take or leave, which stops nothing. */
export type Offer = Problem;

export interface RunState {
  phase: Phase;
  /** Commands are under way or wait for their turn: opening, a reset, a step, other data, another model. */
  busy: boolean;
  /** Nothing is under way, and all panels on screen show the model as it is. */
  settled: boolean;
  /** What a long wait is for. */
  stage: Stage | null;
  problem: Problem | null;
  /** What stands open beside that, as to go on where an earlier visit ended. */
  offer: Offer | null;
  /** What a person can go back to: what was there before it was lost; null where nothing was. */
  back: Moment | null;
  /** The device taken. */
  device: DeviceInfo | null;
  /** What was found where the device is left open; null before that, and where it isn't. */
  devices: DevicesFound | null;
  /** Trainable parameters, and the bytes that training them takes, an estimate; 0 before there is a model. */
  parameters: number;
  trainingBytes: number;
  /** Whether a file of the model would be small enough to be opened again. */
  savable: boolean;
  step: number;
  epoch: number;
  imagesPerSecond: number;
  /** Means over the epoch so far; of a model that has taken no step, over all training images. */
  train: Losses | null;
  /** Over the whole test set, and the epoch at which they were measured. */
  test: Losses | null;
  testEpoch: number | null;
  /** The weights are no longer numbers: nothing is asked of the model until it starts anew. */
  diverged: boolean;
  history: History;
  /** The step of this model that a person last saved as a file, or opened; 0 where none was. */
  filed: number;
  /** What of this model was kept last; null where nothing was. */
  moment: Moment | null;
  /** How the model was along its run, the earliest first. */
  snapshots: readonly Snapshot[];
  /** What an earlier one of them shows, where a person looks at it; null for the present. */
  past: PastView | null;
  /** What steps did to each block, while that was on screen. */
  dynamics: Dynamics;
  /** What the model last answered to each panel on screen, by the panel's name. */
  answers: Readonly<Record<string, unknown>>;
  /** Where it last put the images, or as many of them as the map shows; null before it was asked. */
  latents: Latents | null;
  /** How far embedding the other images is. */
  embedding: { done: number; images: number } | null;
}

/** What is known of a model that has taken no step and has not been asked anything. */
const untrained = () => ({
  step: 0,
  epoch: 0,
  imagesPerSecond: 0,
  train: null,
  test: null,
  testEpoch: null,
  diverged: false,
  history: emptyHistory(),
  filed: 0,
  moment: null,
  snapshots: [],
  past: null,
  dynamics: noDynamics(),
  answers: {},
  latents: null,
  embedding: null,
});

export const run = {
  initial: (): RunState => ({
    phase: "opening",
    busy: false,
    settled: false,
    stage: null,
    problem: null,
    offer: null,
    back: null,
    device: null,
    devices: null,
    parameters: 0,
    trainingBytes: 0,
    savable: true,
    ...untrained(),
  }),
  /** Another model: nothing is known of it yet. */
  reset: (): Partial<RunState> => untrained(),
};
