import type { Dataset } from "../data/dataset";
import type { TrainedOn } from "../data/recognise";
import type {
  DeviceChoice,
  Progress,
  SessionOptions,
  Split,
  Statistics,
  TrainingOptions,
} from "../engine/protocol";
import { createVae, type Vae } from "../engine/vae";
import { readCheckpoint, sameSize, trainedOn } from "./checkpoint-file";
import { HistoryRecorder } from "./history";
import { firstPicks } from "./picks";
import { follow, settingsOn } from "./proposing";
import { Snapshots } from "./snapshots";
import { untrained, type Problem, type Store } from "./store";
import { text } from "../text";

const tolerance = 1e-6;

interface RestoreOptions {
  weightsOnly?: boolean;
  offers?: (images: TrainedOn) => Problem["actions"];
}

/** What a model has been set up with. */
const inForce = ({ options, parameters, trainingBytes }: Vae) => ({ options, parameters, trainingBytes });

/** Owns the model: opens it, trains it, and writes what happens into the store. */
export class Session {
  vae: Vae | null = null;
  readonly snapshots: Snapshots;
  private readonly recorder = new HistoryRecorder();
  private stopTraining = new AbortController();
  private measurement: AbortController | null = null;
  private running: Promise<void> = Promise.resolve();
  /** The latest opening or exclusive command. */
  private turn: Promise<void> = Promise.resolve();
  private readonly ended = new AbortController();

  constructor(
    private readonly store: Store,
    private readonly load: () => Promise<Dataset>,
  ) {
    this.snapshots = new Snapshots(store, () => this.vae);
  }

  private get destroyed(): boolean {
    return this.ended.signal.aborted;
  }

  /** Opens a device and puts the data on it; the session before stays in use when that fails. */
  open(choice: DeviceChoice, options: SessionOptions): Promise<void> {
    return (this.turn = this.openNow(choice, options));
  }

  private async openNow(choice: DeviceChoice, options: SessionOptions): Promise<void> {
    await this.pause();
    const { store } = this;
    const started = !!this.vae;
    store.set({
      busy: true,
      stage: { text: "Opening the device" },
      problem: null,
      ...(started ? {} : { phase: "opening" }),
    });
    let opened: Vae | undefined;
    try {
      // Both downloads at once; a failure of the first to finish is reported when it is awaited.
      const loading = store.state.dataset ?? this.load();
      if (loading instanceof Promise) loading.catch(() => {});
      const vae = await createVae({
        device: choice,
        ...options,
        signal: this.ended.signal,
        onStage: (stage) => store.set({ stage }),
        onFatal: (error) => opened && this.die(opened, error),
      });
      opened = vae;
      const dataset = await loading;
      const first = !store.state.dataset;
      const proposed = settingsOn({ ...store.state, options: vae.options }, dataset);
      if (first) store.set({ dataset, target: proposed.target, ...firstPicks(dataset) });
      await vae.setData(dataset.images);
      if (first) await follow(vae, proposed.options);
      if (this.destroyed) return vae.destroy();
      this.vae?.destroy();
      this.vae = vae;
      store.set({ choice, device: vae.device, phase: "idle" });
      await this.begin(vae);
    } catch (error) {
      opened?.destroy();
      if (this.vae === opened) this.vae = null;
      if (!this.destroyed) this.refuse(choice, options, error as Error);
    } finally {
      store.set({ busy: false, stage: null });
    }
  }

  /** Shows a model that was set up, trained so far or not at all. */
  private async begin(vae: Vae, { step, epoch } = { step: 0, epoch: 0 }): Promise<void> {
    const { store } = this;
    // What is still being measured says nothing of this model.
    this.stopMeasuring();
    this.measurement = null;
    const { latent } = vae.options.model;
    const [across, up] = store.state.dimensions;
    const fits = Math.max(across, up) < latent && (across !== up || latent === 1);
    this.recorder.clear(epoch);
    store.set({
      ...inForce(vae),
      ...untrained(),
      step,
      epoch,
      dimensions: fits ? store.state.dimensions : [0, latent > 1 ? 1 : 0],
      // Train may be pressed from here on; what follows only fills the views.
      busy: false,
    });
    const [train, test] = await Promise.all([vae.evaluate("train"), vae.evaluate("test")]);
    if (vae !== this.vae || store.state.step !== step) return;
    this.recorder.start(epoch, train, test);
    store.set({ train, test, history: this.recorder.curves });
    // After the losses, so that a first step that a person has asked for by now does not wait for pictures.
    await this.snapshots.refresh();
  }

  private refuse(choice: DeviceChoice, options: SessionOptions, error: Error): void {
    const again = { label: "Try again", run: () => void this.open(choice, options) };
    const cpu = { label: "Train on the CPU instead", run: () => void this.useCpu(options) };
    const goesOn = this.vae
      ? ` The model on the ${this.vae.device.kind === "cpu" ? "CPU" : "GPU"} stays as it was.`
      : "";
    this.fail(`${error.message}${goesOn}`, choice === "webgpu" ? [cpu, again] : [again]);
    if (!this.vae) this.store.set({ phase: "dead", device: null });
  }

  private async useCpu(options: SessionOptions): Promise<void> {
    this.store.set({ choice: "cpu", problem: null, revision: this.store.state.revision + 1 });
    if (this.vae?.device.kind !== "cpu") await this.open("cpu", options);
  }

  private die(vae: Vae, error: Error): void {
    if (this.vae !== vae || this.destroyed) return;
    const { choice, options } = this.store.state;
    this.vae = null;
    vae.destroy();
    this.store.set({ phase: "dead", busy: false, stage: null });
    this.fail(`${error.message} What the model had learned is lost; the settings are kept.`, [
      { label: "Restart", run: () => void this.open(choice, options) },
    ]);
  }

  fail(message: string, actions: Problem["actions"] = []): void {
    this.store.set({ problem: { message, actions } });
  }

  /** Reports a failed command, unless the whole worker is gone, which has been reported already. */
  private report(vae: Vae, error: unknown): void {
    if (this.vae === vae) this.fail((error as Error).message);
  }

  private record(progress: Progress, always = false): void {
    const { step, epoch, imagesPerSecond, test } = progress;
    const train = this.recorder.add(progress, always);
    this.store.set({
      step,
      epoch,
      imagesPerSecond,
      ...(train && { train, history: this.recorder.curves }),
      ...(test && { test }),
    });
  }

  train(): void {
    const { vae, store } = this;
    if (!vae || store.state.phase !== "idle" || store.state.busy) return;
    const stop = new AbortController();
    this.stopTraining = stop;
    store.set({ phase: "training", problem: null });
    this.running = this.trainLoop(vae, stop.signal)
      .catch((error: unknown) => this.report(vae, error))
      .then(() => {
        if (this.vae === vae) store.set({ phase: "idle" });
      });
  }

  private async trainLoop(vae: Vae, signal: AbortSignal): Promise<void> {
    const { store, snapshots } = this;
    const reached = () => store.state.epoch >= store.state.target - tolerance;
    // The target may move while training, and a new batch size changes how many steps are left.
    while (!signal.aborted && !reached()) {
      const epochs = Math.max(store.state.target - store.state.epoch, 1 / vae.stepsPerEpoch);
      for await (const progress of vae.train({ epochs, signal })) {
        this.record(progress);
        // Views wait for training and training for views, so neither can starve the other.
        if (snapshots.due) await snapshots.take();
        if (reached()) break;
      }
    }
    await this.settle(vae);
  }

  /** Brings everything up to the last step, once nothing runs. */
  private async settle(vae: Vae): Promise<void> {
    const [test] = await Promise.all([vae.evaluate("test"), this.snapshots.refresh()]);
    if (this.vae === vae) this.store.set({ test });
  }

  /** After a choice of what the views show. */
  refresh(): void {
    const { vae } = this;
    if (vae) this.snapshots.refresh().catch((error: unknown) => this.report(vae, error));
  }

  async pause(): Promise<void> {
    this.stopTraining.abort();
    await this.running;
  }

  /** One optimiser step. */
  async step(): Promise<void> {
    await this.pause();
    await this.exclusive(async (vae) => {
      this.record(await vae.trainSteps(1), true);
      await this.settle(vae);
    });
  }

  /** New weights from the seed, with these options; on another device where that is asked for. */
  async reset(choice: DeviceChoice, options: SessionOptions): Promise<void> {
    if (!this.vae || choice !== this.store.state.choice) return this.open(choice, options);
    await this.pause();
    await this.exclusive(async (vae) => {
      await vae.reset(options);
      await this.begin(vae);
    });
  }

  /**
   * Other images, and a model with the same settings that starts anew; what was there stays when that fails.
   * `enginePixels` is a copy of the pixels to be given away.
   */
  async use(dataset: Dataset, enginePixels?: Float32Array): Promise<void> {
    await this.pause();
    await this.turn;
    await this.pause();
    if (this.destroyed) return;
    const { store } = this;
    const { options, target } = settingsOn(store.state, dataset);
    const change = { dataset, target, ...firstPicks(dataset), ...untrained() };
    if (!this.vae) {
      store.set(change);
      return this.open(store.state.choice, options);
    }
    await this.exclusive(async (vae) => {
      const pixels = enginePixels ?? dataset.images.pixels;
      await vae
        .setData({ ...dataset.images, pixels }, { move: enginePixels !== undefined })
        .catch((error: Error) => {
          throw new Error(`${error.message} The data loaded before stays.`);
        });
      store.set(change);
      // A proposal that can't be had leaves a model that can be used.
      await follow(vae, options).catch((error: unknown) => this.report(vae, error));
      await this.begin(vae);
    });
  }

  /** The model as a checkpoint file's bytes, as it is after the latest step; null where that fails, which is reported. */
  async save(): Promise<Uint8Array | null> {
    const { vae } = this;
    if (!vae) return null;
    try {
      return await vae.save();
    } catch (error) {
      this.report(vae, error);
      return null;
    }
  }

  /**
   * Goes on where a checkpoint stood, or starts anew with its weights; what was there stays when that fails. Where it
   * was trained on other images, `offers` are what can be done to have those.
   */
  async restore(file: File, { weightsOnly = false, offers = () => [] }: RestoreOptions = {}): Promise<void> {
    await this.pause();
    await this.exclusive(async (vae) => {
      const bytes = await readCheckpoint(file);
      const at = await vae.load(bytes, { weightsOnly }).catch((error: Error) => {
        if (error.name !== "DifferentDataError") throw new Error(text.modelFile.stays(error.message));
        const images = trainedOn(bytes);
        const anew = {
          label: text.modelFile.startAnew,
          run: () => void this.restore(file, { weightsOnly: true }),
        };
        const usable = sameSize(images, this.store.state.dataset) ? [anew] : [];
        const why = `${error.message} ${text.modelFile.trainedOn(images)}`;
        return this.fail(text.modelFile.stays(why), [...offers(images), ...usable]);
      });
      if (!at) return;
      this.store.set({ revision: this.store.state.revision + 1 });
      await this.begin(vae, at);
    });
  }

  /** Measures the model as it is after the latest step, while training goes on; `stopMeasuring` ends it early. */
  async measure(split: Split, samples: number): Promise<void> {
    const { vae, store } = this;
    if (!vae || store.state.measuring) return;
    const { step } = store.state;
    const measurement = (this.measurement = new AbortController());
    const { signal } = measurement;
    const show = (done: number, images: number) => store.set({ measuring: { samples, done, images } });
    show(0, 0);
    try {
      const onProgress = ({ images: done }: Statistics, images: number) => show(done, images);
      const result = await vae.statistics(split, samples, { signal, onProgress });
      // What a person stopped before it began says nothing.
      const nothing = result === null && signal.aborted;
      if (this.measurement === measurement && !nothing)
        store.set({ statistics: { split, samples, step, result } });
    } catch (error) {
      this.report(vae, error);
    } finally {
      store.set({ measuring: null });
    }
  }

  stopMeasuring(): void {
    this.measurement?.abort();
  }

  /** Takes effect on the next step, also while training. */
  async setTraining(training: TrainingOptions): Promise<void> {
    const { vae } = this;
    if (!vae) return;
    try {
      await vae.setTraining(training);
      if (this.vae === vae) this.store.set(inForce(vae));
    } catch (error) {
      this.report(vae, error);
    }
  }

  private exclusive(command: (vae: Vae) => Promise<void>): Promise<void> {
    return (this.turn = this.runAlone(command));
  }

  private async runAlone(command: (vae: Vae) => Promise<void>): Promise<void> {
    const { vae, store } = this;
    if (!vae || store.state.busy) return;
    store.set({ busy: true, problem: null });
    try {
      await command(vae);
    } catch (error) {
      this.report(vae, error);
    } finally {
      store.set({ busy: false });
    }
  }

  destroy(): void {
    this.ended.abort();
    this.stopTraining.abort();
    this.vae?.destroy();
    this.vae = null;
  }
}
