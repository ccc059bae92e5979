import type { DeviceInfo, Losses } from "../engine/protocol";
import type { Store } from "./store";
import { reached } from "./target";

/** What a page can listen to, and what each event tells. */
export interface PlaygroundEvents {
  /** The model is open and has its data; training may begin. Again after each change of device. */
  ready: { device: DeviceInfo };
  /** Steps were taken. */
  progress: {
    step: number;
    epoch: number;
    imagesPerSecond: number;
    /** Means over the latest training batches. */
    train: Losses | null;
    /** Over the whole test set, when they were last measured: at an epoch's end or at rest. */
    test: Losses | null;
  };
  /** The target was reached and the views are up to the last step. */
  trained: { step: number; epoch: number; train: Losses | null; test: Losses | null };
  /** Someone picked an image for the interpolation. */
  select: { slot: "a" | "b"; row: number; className: string | undefined };
  /** Someone went to another workspace, by the band. */
  workspace: { name: string };
  /** Something failed; the message says what, and what to do. */
  error: { message: string };
}

export type Report = <K extends keyof PlaygroundEvents>(type: K, detail: PlaygroundEvents[K]) => void;

/** Tells the page what happens, at once: it may be in the background, where nothing is painted. */
export function reportEvents(store: Store, report: Report): void {
  const { state } = store;
  let ready: DeviceInfo | null = null;
  let training = false;
  store.listen((changed) => {
    const { phase, busy, device, step, epoch, imagesPerSecond, train, test, problem, dataset } = state;
    if (phase === "idle" && !busy && device && device !== ready) {
      ready = device;
      report("ready", { device });
    }
    if (changed.has("step") && step > 0) report("progress", { step, epoch, imagesPerSecond, train, test });
    if (changed.has("phase")) {
      if (training && phase === "idle" && reached(state)) report("trained", { step, epoch, train, test });
      training = phase === "training";
    }
    for (const slot of ["a", "b"] as const) {
      // Another data set comes with picks of its own.
      if (!changed.has(slot) || changed.has("dataset")) continue;
      const row = state[slot];
      report("select", { slot, row, className: dataset?.classNames[dataset.images.labels?.[row] ?? 0] });
    }
    if (changed.has("problem") && problem) report("error", { message: problem.message });
  });
}
