import type { Dataset } from "../data/dataset";
import type { TrainedOn } from "../data/recognise";
import type { DeviceChoice, SessionOptions, Split, TrainingOptions } from "../engine/protocol";
import type { Vae } from "../engine/vae";
import { text } from "../text";
import { readCheckpoint, sameSize, trainedOn } from "./checkpoint-file";
import { Commands } from "./commands";
import { Current } from "./current";
import { SharedLatents } from "./latents";
import { SharedDynamics } from "./dynamics";
import { Measuring } from "./measuring";
import { Opening } from "./opening";
import { fail, report } from "./problem";
import { settingsOn } from "./proposing";
import { Recording } from "./recording";
import { Scheduler } from "./scheduler";
import type { Problem, SliceName, State, Store } from "./store";
import { more, reached } from "./target";
import { SharedTrace } from "./traces";
import { Training } from "./training";

interface RestoreOptions {
  weightsOnly?: boolean;
  offers?: (images: TrainedOn) => Problem["actions"];
}

/** What a model has been set up with. */
const inForce = ({ options, parameters, trainingBytes, savable }: Vae) => ({
  options,
  parameters,
  trainingBytes,
  savable,
});

/** The model and all that can be done with it; what happens is written into the store. */
export class Session {
  private readonly current = new Current();
  /** Asks the model for what is on screen. */
  readonly views: Scheduler;
  /** Where the encoder puts the images, for all panels that show something of it. */
  readonly latents: SharedLatents;
  /** One image's way through the model, for all panels that show something of it. */
  readonly trace: SharedTrace;
  /** What steps do to each block, for all panels that show something of it. */
  readonly dynamics: SharedDynamics;
  private readonly training: Training;
  private readonly recording: Recording;
  private readonly measuring: Measuring;
  private readonly opening: Opening;
  private readonly commands: Commands;

  constructor(
    private readonly store: Store,
    load: () => Promise<Dataset>,
  ) {
    const { current } = this;
    this.views = new Scheduler(store, current);
    this.latents = new SharedLatents(store, current, this.views);
    this.trace = new SharedTrace(store, this.views);
    this.dynamics = new SharedDynamics(store, this.views);
    this.training = new Training(store, current, this.views);
    this.recording = new Recording(store, current, this.training);
    this.measuring = new Measuring(store, current);
    this.opening = new Opening({
      store,
      current,
      load,
      again: (choice, options) => void this.open(choice, options),
      begin: () => this.begin(),
    });
    this.commands = new Commands(
      (busy) => store.set({ busy }),
      (error) => report(store, error),
    );
  }

  /** The model; null before it is open and after it died. */
  get vae(): Vae | null {
    return this.current.vae;
  }

  /** A command pauses training and has the model to itself. */
  private run(command: () => Promise<void>): Promise<Error | null> {
    return this.commands.run(async () => {
      await this.training.stop();
      await command();
    });
  }

  /** The same with the model, where there is one. */
  private async runWith(command: (vae: Vae) => Promise<void>): Promise<void> {
    await this.run(async () => {
      const { store, current } = this;
      // How to get another one has been said.
      if (!current.vae) return store.state.problem ? undefined : this.fail(text.run.noModel);
      store.set({ problem: null });
      await command(current.vae);
    });
  }

  /** Shows a model that was set up, trained so far or not at all. */
  private begin(
    { step, epoch }: Pick<State, "step" | "epoch"> = { step: 0, epoch: 0 },
    change: Partial<State> = {},
    slices: SliceName[] = [],
  ): void {
    const { store, current, measuring, training } = this;
    const vae = current.vae!;
    current.renew();
    measuring.drop();
    const { latent } = vae.options.model;
    const { dimensions, dimensionsChosen } = store.state;
    const kept = dimensionsChosen && latent > 1 && Math.max(...dimensions) < latent;
    const axes: [number, number] = kept ? dimensions : [0, Math.min(1, latent - 1)];
    store.reset(["run", "measurement", "instrument", "generation", "inside", "scene", ...slices], {
      ...inForce(vae),
      step,
      epoch,
      dimensions: axes,
      dimensionsChosen: kept,
      ...change,
    });
    training.begin();
  }

  /** Opens a device and puts the data on it; the model before stays in use when that fails. */
  async open(choice: DeviceChoice, options: SessionOptions): Promise<void> {
    await this.run(() => this.opening.open(choice, options));
  }

  /** Begins or goes on to train, as soon as a model is ready. */
  train(): void {
    this.training.train();
  }

  /** The same, and past the target where that was reached. */
  trainOn(): void {
    const { store } = this;
    if (reached(store.state)) store.set({ target: Math.floor(store.state.epoch) + more });
    this.train();
  }

  /** Resolves when the last step is done and the panels are up to it. */
  pause(): Promise<void> {
    return this.training.pause();
  }

  /** One optimiser step, after a pause. */
  step(): Promise<void> {
    return this.runWith(async (vae) => this.training.stepped(vae, await vae.trainSteps(1)));
  }

  /** The same step, kept with all that happens in it to at most so many of its images. */
  recordStep(images: number): Promise<void> {
    return this.runWith((vae) => this.recording.take(vae, images));
  }

  /** Frees what the recorded step holds. */
  async endRecord(): Promise<void> {
    await this.recording.end();
  }

  /** New weights from the seed, with these options; on another device where that is asked for. */
  async reset(choice: DeviceChoice, options: SessionOptions): Promise<void> {
    await this.run(async () => {
      const { store, current, opening } = this;
      if (!current.vae || choice !== store.state.choice) return opening.open(choice, options);
      store.set({ problem: null });
      await current.vae.reset(options);
      this.begin();
    });
  }

  /**
   * Other images, and a model with the same settings that starts anew; what was there stays when that fails, which is
   * said and returned. `enginePixels` is a copy of the pixels to be given away.
   */
  use(dataset: Dataset, enginePixels?: Float32Array): Promise<Error | null> {
    return this.run(async () => {
      const { store, current, opening } = this;
      const { options, target } = settingsOn(store.state, dataset);
      if (!current.vae) {
        const slices: SliceName[] = ["latent", "walks", "run", "measurement", "instrument", "generation"];
        store.reset([...slices, "inside", "scene"], { dataset, options, target });
        return opening.open(store.state.choice, options);
      }
      store.set({ problem: null });
      const pixels = enginePixels ?? dataset.images.pixels;
      await current.vae
        .setData({ ...dataset.images, pixels }, { ...options, move: enginePixels !== undefined })
        .catch((error: Error) => {
          error.message = `${error.message} ${text.run.dataStays}`;
          throw error;
        });
      this.begin(undefined, { dataset, target }, ["latent", "walks"]);
    });
  }

  /** Longer work with the model, of which nothing comes where another one has taken its place by the end. */
  ask<T>(question: (vae: Vae) => Promise<T>): Promise<T | undefined> {
    return this.current.ask(question);
  }

  /** The model as a checkpoint file's bytes, as it is after the latest step; null where that fails, which is reported. */
  async save(): Promise<Uint8Array | null> {
    const saved = await this.current.ask((vae) => vae.save()).catch((error) => report(this.store, error));
    return saved ?? null;
  }

  /**
   * Goes on where a checkpoint stood, or starts anew with its weights; what was there stays when that fails. Where it
   * was trained on other images, `offers` are what can be done to have those.
   */
  restore(file: File, { weightsOnly = false, offers = () => [] }: RestoreOptions = {}): Promise<void> {
    return this.runWith(async (vae) => {
      const { store } = this;
      const bytes = await readCheckpoint(file);
      const at = await vae.load(bytes, { weightsOnly }).catch((error: Error) => {
        if (error.name !== "DifferentDataError") {
          error.message = text.modelFile.stays(error.message);
          throw error;
        }
        const images = trainedOn(bytes);
        const anew = {
          label: text.modelFile.startAnew,
          run: () => void this.restore(file, { weightsOnly: true }),
        };
        const usable = sameSize(images, store.state.dataset) ? [anew] : [];
        const why = `${error.message} ${text.modelFile.trainedOn(images)}`;
        return this.fail(text.modelFile.stays(why), [...offers(images), ...usable]);
      });
      if (at) this.begin(at, {}, ["settings"]);
    });
  }

  /** Measures the model as it is after the latest step, while training goes on; `stopMeasuring` ends it early. */
  measure(split: Split, samples: number): Promise<void> {
    return this.measuring.measure(split, samples);
  }

  stopMeasuring(): void {
    this.measuring.stop();
  }

  /** Takes effect on the next step, also while training; commands before it come first. */
  async setTraining(training: TrainingOptions): Promise<void> {
    const { store, current, commands } = this;
    if (store.state.busy) await commands.done;
    const change = async (vae: Vae) => {
      await vae.setTraining(training);
      return vae;
    };
    const vae = await current.ask(change).catch((error) => report(store, error));
    if (vae) store.set(inForce(vae));
  }

  fail(message: string, actions: Problem["actions"] = []): void {
    fail(this.store, message, actions);
  }

  destroy(): void {
    this.opening.destroy();
    this.training.destroy();
    this.current.replace(null);
  }
}
