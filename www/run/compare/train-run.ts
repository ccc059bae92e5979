import type { SessionOptions } from "../../engine/protocol";
import { createVae, type Vae } from "../../engine/vae";
import { HistoryRecorder } from "../history";
import type { State } from "../store";
import { measuredOn, measureRun, momentBeside, type KeptRun } from "./kept-run";

interface Plan {
  name: string;
  options: SessionOptions;
  epochs: number;
  signal: AbortSignal;
  /** Told the epoch. */
  onProgress(epoch: number): void;
}

/**
 * Trains a model with these options on the images that are there, in an engine of its own, on the device in use; the page's
 * model is not touched. Rejected where it can't be trained, and when `signal` aborts.
 */
export async function trainRun(state: Readonly<State>, plan: Plan): Promise<KeptRun> {
  const { options, signal } = plan;
  const vae = await createVae({ device: state.device?.kind ?? "cpu", ...options, signal });
  const end = () => vae.destroy();
  signal.addEventListener("abort", end);
  try {
    return await train(vae, state, plan);
  } finally {
    signal.removeEventListener("abort", end);
    vae.destroy();
  }
}

async function train(vae: Vae, state: Readonly<State>, plan: Plan): Promise<KeptRun> {
  const { name, options, epochs, signal, onProgress } = plan;
  const dataset = state.dataset!;
  await vae.setData(dataset.images, options);
  const recorder = new HistoryRecorder();
  recorder.clear();
  let [step, epoch, weighted] = [0, 0, 0];
  let trained: State["train"] = null;
  for await (const progress of vae.train({ epochs, signal })) {
    trained = recorder.add(progress) ?? trained;
    ({ step, epoch } = progress);
    weighted += progress.steps / progress.imagesPerSecond;
    onProgress(epoch);
  }
  signal.throwIfAborted();
  const measured = await measureRun(
    vae,
    { dataset, mapRows: state.mapRows },
    {
      step,
      // Over all steps: the mean of their times, not of their speeds.
      imagesPerSecond: step / weighted,
    },
  );
  const test = measuredOn(dataset) === "test" ? measured.results.losses : null;
  recorder.close(epoch, test);
  const checkpoint = new Blob([(await vae.save()) as Uint8Array<ArrayBuffer>]);
  const own = { step, epoch, options: vae.options, target: epochs, train: trained, test };
  const moment = momentBeside(state, own, { record: recorder.record, checkpoint, ...measured });
  return { id: crypto.randomUUID(), name, moment, ...measured };
}
