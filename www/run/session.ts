import { sameImages, type Dataset } from "../data/dataset";
import type { TrainedOn } from "../data/recognise";
import type { DeviceChoice, Place, SessionOptions, Split, TrainingOptions } from "../engine/protocol";
import type { Vae } from "../engine/vae";
import { same } from "../same";
import { text } from "../text";
import { readCheckpoint, sameSize, trainedOn } from "./checkpoint-file";
import { Commands } from "./commands";
import { Current } from "./current";
import { SharedLatents } from "./latents";
import { waysBack } from "./divergence";
import { SharedDynamics } from "./dynamics";
import { recordUpTo } from "./history";
import { Measuring } from "./measuring";
import { loadMoment, stateOf, type Moment, type Why } from "./moment";
import { Moments } from "./moments";
import { Opening } from "./opening";
import { fail, offeringBatch, report } from "./problem";
import { settingsOn } from "./proposing";
import { Recording } from "./recording";
import { Scheduler } from "./scheduler";
import type { Problem, SliceName, State, Store } from "./store";
import { more, reached } from "./target";
import { SharedTrace } from "./traces";
import { Training } from "./training";

interface LosingOptions {
  /** Does it also where the model that is there can't be kept: a person was asked, or a program asks. */
  anyway?: boolean;
}

interface BatchOptions extends LosingOptions {
  /** In place of the one that would be in force. */
  batchSize?: number;
}

interface RestoreOptions extends BatchOptions {
  weightsOnly?: boolean;
  offers?: (images: TrainedOn) => Problem["actions"];
}

const withBatch = (options: SessionOptions, batchSize = options.training.batchSize): SessionOptions => ({
  ...options,
  training: { ...options.training, batchSize },
});

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
  /** What the model was, to go on from. */
  readonly moments: Moments;
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
    this.moments = new Moments(store, current, this.training);
    this.recording = new Recording(store, current, this.training);
    this.measuring = new Measuring(store, current);
    this.opening = new Opening({
      store,
      current,
      load,
      again: (choice, options, from) =>
        void (from ? this.goOnFrom(from, choice) : this.open(choice, options)),
      begin: (from) => (from ? this.beginFrom(from) : this.begin()),
      train: () => this.train(),
    });
    store.listen((changed) => changed.has("diverged") && store.state.diverged && this.offerWaysBack());
    this.commands = new Commands(
      (busy) => store.set({ busy }),
      (error) => report(store, error),
    );
  }

  /** The model; null before it is open and after it died. */
  get vae(): Vae | null {
    return this.current.vae;
  }

  /** Resolves when the commands so far are done. */
  async rest(): Promise<void> {
    await this.commands.done;
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

  /**
   * Keeps what a command is to end, then does it, after which one can go back. Where it can't be kept, it asks before
   * it is lost; `again` is the command as one that goes on.
   */
  private async losing(
    why: Why,
    command: () => Promise<boolean>,
    { anyway = false, again }: LosingOptions & { again: () => void },
  ): Promise<void> {
    const { store, moments } = this;
    let back: Moment | null = null;
    try {
      back = await moments.take(why);
    } catch (error) {
      if (!anyway) {
        const lose = { label: text.run.loseIt, run: again };
        return this.fail(text.run.notKept(store.state.epoch, (error as Error).message), [lose]);
      }
    }
    // Where nothing is lost, what was lost before can still be gone back to, until that is done.
    const lost = store.state.step > 0 || why === "back";
    if ((await command()) && lost) store.set({ back });
  }

  /** Shows a model that was set up, trained so far or not at all. */
  private begin(
    { step, epoch }: Pick<State, "step" | "epoch"> = { step: 0, epoch: 0 },
    change: Partial<State> = {},
    slices: SliceName[] = [],
  ): void {
    this.show({ step, epoch }, change, slices);
    this.training.begin();
  }

  /** Shows a model that stands where a moment was kept. */
  private beginFrom(moment: Moment): void {
    const { dataset } = this.store.state;
    const others = !dataset || !sameImages(dataset, moment.dataset);
    this.show(moment, stateOf(moment), ["settings", ...(others ? (["latent", "walks"] as const) : [])]);
    this.training.goOn(moment.record);
  }

  private show(
    { step, epoch }: Pick<State, "step" | "epoch">,
    change: Partial<State>,
    slices: SliceName[],
  ): void {
    const { store, current, measuring } = this;
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
  }

  /** Opens a device and puts the data on it; the model before stays in use when that fails. */
  async open(choice: DeviceChoice, options: SessionOptions): Promise<void> {
    await this.run(async () => void (await this.opening.open(choice, options)));
  }

  /**
   * Goes on from a moment: weights, optimiser, place in the epoch, images, settings, curves and picks are as they were. On
   * another device where that is asked for; with a new engine where there is none. What was there stays when that
   * fails, which is said and returned; it can be gone back to otherwise.
   */
  async goOnFrom(
    moment: Moment,
    choice: DeviceChoice = moment.choice,
    { anyway = false }: LosingOptions = {},
  ): Promise<Error | null> {
    const { store, current, opening } = this;
    let failed: Error | null = null;
    const goOn = async () => {
      const here = current.vae && choice === store.state.choice;
      const sameData = store.state.dataset?.images.pixels === moment.dataset.images.pixels;
      // A trained model on other images has to stay until the other one is there.
      const inPlace = here && (sameData || store.state.step === 0);
      if (inPlace) await this.load(current.vae!, moment, sameData);
      else failed = await opening.open(choice, moment.options, moment);
      return failed === null;
    };
    const again = () => void this.goOnFrom(moment, choice, { anyway: true });
    const error = await this.run(() => {
      store.set({ problem: null });
      return this.losing("back", goOn, { anyway, again });
    });
    return error ?? failed;
  }

  /** Puts a moment in place of the model; on other images only in place of one that has taken no step. */
  private async load(vae: Vae, moment: Moment, sameData: boolean): Promise<void> {
    const { options, dataset } = this.store.state;
    if (!sameData) await vae.setData(moment.dataset.images, moment.options);
    try {
      await loadMoment(vae, moment);
    } catch (error) {
      if (!sameData) await vae.setData(dataset!.images, options);
      throw error;
    }
    this.beginFrom(moment);
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
  async reset(
    choice: DeviceChoice,
    options: SessionOptions,
    { anyway = false }: LosingOptions = {},
  ): Promise<void> {
    const { store, current, opening } = this;
    const reset = async () => {
      if (!current.vae || choice !== store.state.choice)
        return (await opening.open(choice, options)) === null;
      store.set({ problem: null });
      await current.vae.reset(options).catch((error: Error) => {
        throw offeringBatch(error, (batchSize) => void this.reset(choice, withBatch(options, batchSize)));
      });
      this.begin();
      return true;
    };
    const again = () => void this.reset(choice, options, { anyway: true });
    await this.run(() => {
      const why = same(options, store.state.options) ? "reset" : "settings";
      return this.losing(why, reset, { anyway, again });
    });
  }

  /**
   * Other images, and a model with the same settings that starts anew; what was there stays when that fails, which is
   * said and returned. `enginePixels` is a copy of the pixels to be given away.
   */
  use(
    dataset: Dataset,
    enginePixels?: Float32Array,
    { anyway = false, batchSize }: BatchOptions = {},
  ): Promise<Error | null> {
    const { store, current, opening } = this;
    const use = async () => {
      const { options: proposed, target } = settingsOn(store.state, dataset);
      const options = withBatch(proposed, batchSize);
      if (!current.vae) {
        const slices: SliceName[] = ["latent", "walks", "run", "measurement", "instrument", "generation"];
        store.reset([...slices, "inside", "scene"], { dataset, options, target });
        return (await opening.open(store.state.choice, options)) === null;
      }
      store.set({ problem: null });
      const pixels = enginePixels ?? dataset.images.pixels;
      await current.vae
        .setData({ ...dataset.images, pixels }, { ...options, move: enginePixels !== undefined })
        .catch((error: Error) => {
          error.message = `${error.message} ${text.run.dataStays}`;
          // The copy is gone.
          throw offeringBatch(error, (batchSize) => void this.use(dataset, undefined, { batchSize }));
        });
      this.begin(undefined, { dataset, target }, ["latent", "walks"]);
      return true;
    };
    const again = () => void this.use(dataset, enginePixels, { anyway: true });
    return this.run(() => this.losing("data", use, { anyway, again }));
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

  /** Says that the losses are no numbers any more, and what there is to do. */
  private offerWaysBack(): void {
    const { store, current } = this;
    this.fail(text.run.diverged);
    const said = store.state.problem;
    const go = (training: TrainingOptions, kept: Place | null) => {
      const { choice, options } = store.state;
      void (kept ? this.goBack(training) : this.reset(choice, { ...options, training }, { anyway: true }));
    };
    void current
      .ask((vae) => vae.kept())
      .then((kept) => {
        // A person may have done something else by then.
        if (kept === undefined || store.state.problem !== said) return;
        this.fail(text.run.diverged, waysBack(kept, store.state.options, go));
      })
      .catch((error) => report(store, error));
  }

  /** Goes on from the last weights that were kept while they were numbers, with other training settings. */
  private goBack(training: TrainingOptions): Promise<void> {
    return this.runWith(async (vae) => {
      const kept = await vae.goBack();
      if (!kept) return;
      await vae.setTraining(training);
      const record = recordUpTo(this.training.recorded, kept.epoch);
      this.show(kept, { history: record.history }, []);
      this.training.goOn(record);
    });
  }

  /**
   * Goes on where a checkpoint stood, or starts anew with its weights; what was there stays when that fails. Where it
   * was trained on other images, `offers` are what can be done to have those.
   */
  restore(file: File, options: RestoreOptions = {}): Promise<void> {
    const { weightsOnly = false, anyway = false, batchSize, offers = () => [] } = options;
    const { store } = this;
    const restore = async (vae: Vae) => {
      const bytes = await readCheckpoint(file);
      const how = { weightsOnly, move: true, ...(batchSize !== undefined && { batchSize }) };
      const at = await vae.load(bytes, how).catch(async (error: Error) => {
        if (error.name !== "DifferentDataError") {
          error.message = text.modelFile.stays(error.message);
          throw offeringBatch(error, (batchSize) => void this.restore(file, { ...options, batchSize }));
        }
        const images = await trainedOn(file);
        const anew = {
          label: text.modelFile.startAnew,
          run: () => void this.restore(file, { weightsOnly: true }),
        };
        const usable = sameSize(images, store.state.dataset) ? [anew] : [];
        const why = `${error.message} ${text.modelFile.trainedOn(images)}`;
        return this.fail(text.modelFile.stays(why), [...offers(images), ...usable]);
      });
      if (at) this.begin(at, {}, ["settings"]);
      return !!at;
    };
    const again = () => void this.restore(file, { ...options, anyway: true });
    return this.runWith((vae) => this.losing("model", () => restore(vae), { anyway, again }));
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
    this.training.destroy();
    this.moments.destroy();
    this.current.replace(null);
  }
}
