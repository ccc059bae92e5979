import type { Dataset } from "../data/dataset";
import type { DeviceChoice, SessionOptions, Split, TrainingOptions } from "../engine/protocol";
import type { Vae } from "../engine/vae";
import { text } from "../text";
import { Beginning, inForce } from "./beginning";
import { Commands, type Turns } from "./commands";
import { Current } from "./current";
import { Choosing } from "./device/choosing";
import { move } from "./device/moving";
import { watchDivergence } from "./divergence";
import { SharedDynamics } from "./dynamics";
import { SharedLatents } from "./latents";
import { Measuring } from "./measuring";
import type { Moment } from "./moment";
import { Moments } from "./moments";
import { Opening } from "./opening";
import { Snapshots } from "./past/snapshots";
import { fail, offeringBatch, report } from "./problem";
import { Recording } from "./recording";
import { Replacing, type LosingOptions, type RestoreOptions, type UseOptions } from "./replacing";
import { Scheduler } from "./scheduler";
import type { Problem, Store } from "./store";
import { more, reached } from "./target";
import { SharedTrace } from "./traces";
import { Training, type Elsewhere } from "./training";

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
  /** What the model was, to go on from. */
  readonly moments: Moments;
  private readonly training: Training;
  private readonly recording: Recording;
  private readonly measuring: Measuring;
  private readonly opening: Opening;
  private readonly replacing: Replacing;
  private readonly choosing: Choosing;
  private readonly commands: Commands;
  private readonly turns: Turns = {
    run: (command) =>
      this.commands.run(async () => {
        await this.training.stop();
        await command();
      }),
    runWith: (command) => this.runWith(command),
  };

  constructor(
    private readonly store: Store,
    load: () => Promise<Dataset>,
  ) {
    const { current, turns } = this;
    this.commands = new Commands(
      (busy) => store.set({ busy }),
      (error) => report(store, error),
    );
    this.views = new Scheduler(store, current);
    this.latents = new SharedLatents(store, current, this.views);
    this.trace = new SharedTrace(store, this.views);
    this.dynamics = new SharedDynamics(store, this.views);
    const training = (this.training = new Training(store, current, this.views));
    new Snapshots(store, current);
    const moments = (this.moments = new Moments(store, current, training));
    this.recording = new Recording(store, current, training);
    this.measuring = new Measuring(store, current);
    const beginning = new Beginning(store, current, training, this.measuring);
    const opening = (this.opening = new Opening({
      store,
      current,
      load,
      again: (choice, options, from) =>
        void (from ? this.goOnFrom(from, choice) : this.open(choice, options)),
      begin: (from) => (from ? beginning.beginFrom(from) : beginning.begin()),
      train: () => this.train(),
    }));
    this.replacing = new Replacing({ store, current, turns, opening, moments, beginning });
    const anew = (training: TrainingOptions) => {
      const { choice, options } = store.state;
      void this.reset(choice, { ...options, training }, { anyway: true });
    };
    watchDivergence({ store, current, turns, training, beginning, anew });
    const moving = { store, current, commands: this.commands, turns, training };
    this.choosing = new Choosing({
      store,
      current,
      open: (kind, signal) => opening.beside(kind, signal),
      move: (from, to) => move(moving, from, to),
    });
  }

  /** The model; null before it is open and after it died. */
  get vae(): Vae | null {
    return this.current.vae;
  }

  /** Resolves when the commands so far are done. */
  async rest(): Promise<void> {
    await this.commands.done;
  }

  private async runWith(command: (vae: Vae) => Promise<void>): Promise<void> {
    await this.turns.run(async () => {
      const { store, current } = this;
      // How to get another one has been said.
      if (!current.vae) return store.state.problem ? undefined : this.fail(text.run.noModel);
      store.set({ problem: null });
      await command(current.vae);
    });
  }

  /** Opens a device and puts the data on it; the model before stays in use when that fails. */
  async open(choice: DeviceChoice, options: SessionOptions): Promise<void> {
    await this.turns.run(async () => void (await this.opening.open(choice, options)));
  }

  /** Goes on from a moment, on the device that it has or on another one: `Replacing.goOnFrom`. */
  goOnFrom(moment: Moment, choice?: DeviceChoice, how?: LosingOptions): Promise<Error | null> {
    return this.replacing.goOnFrom(moment, choice, how);
  }

  /** New weights from the seed, with these options; on another device where that is asked for. */
  reset(choice: DeviceChoice, options: SessionOptions, how?: LosingOptions): Promise<void> {
    return this.replacing.reset(choice, options, how);
  }

  /** Other images, on which a model begins anew: `Replacing.use`. */
  use(dataset: Dataset, enginePixels?: Float32Array, how?: UseOptions): Promise<Error | null> {
    return this.replacing.use(dataset, enginePixels, how);
  }

  /** The model of a file: `Replacing.restore`. */
  restore(file: File, how?: RestoreOptions): Promise<void> {
    return this.replacing.restore(file, how);
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

  /** From now on steps are taken there; here again, where it is null. */
  trainElsewhere(elsewhere: Elsewhere | null): void {
    this.training.elsewhere = elsewhere;
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

  /** Longer work with the model, of which nothing comes where another one has taken its place by the end. */
  ask<T>(question: (vae: Vae) => Promise<T>): Promise<T | undefined> {
    return this.current.ask(question);
  }

  /**
   * The model as a checkpoint file's bytes, and their step: as it is after the latest one, or, where its weights are no
   * numbers any more, as it was when they last were. Null where that fails, which is reported.
   */
  async save(): Promise<{ bytes: Uint8Array; step: number } | null> {
    const { store, current } = this;
    const { step, diverged } = store.state;
    const save = async (vae: Vae) => {
      if (!diverged) return { bytes: await vae.save(), step };
      const kept = await vae.kept();
      return kept && { bytes: await vae.save({ kept: true }), step: kept.step };
    };
    const saved = await current.ask(save).catch((error) => report(store, error));
    if (saved === null) this.fail(text.run.nothingFinite);
    return saved ?? null;
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
    const again = (batchSize: number) => void this.setTraining({ ...training, batchSize });
    const vae = await current.ask(change).catch((error) => report(store, offeringBatch(error, again)));
    if (vae) store.set(inForce(vae));
  }

  fail(message: string, actions: Problem["actions"] = []): void {
    fail(this.store, message, actions);
  }

  destroy(): void {
    this.opening.destroy();
    this.choosing.destroy();
    this.training.destroy();
    this.moments.destroy();
    this.current.replace(null);
  }
}
