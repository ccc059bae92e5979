import { splitCounts } from "../data/split-counts";
import type { Losses, Progress, Split } from "../engine/protocol";
import type { Vae } from "../engine/vae";
import { telling } from "./axes";
import type { Current } from "./current";
import { HistoryRecorder, type HistoryRecord } from "./history";
import { report } from "./problem";
import type { Scheduler } from "./scheduler";
import type { Store } from "./store";
import { reached } from "./target";

/** To measure a model that has taken no step on more images than this would keep a person waiting who presses Train. */
const fewImages = 10_000;

/** Takes steps in another place than the engine that is here, which has the model as it is by each progress. */
export interface Elsewhere {
  /** At most until an epoch; ends early where training is ended there, or `signal` aborts. */
  train(vae: Vae, target: number, signal: AbortSignal): AsyncIterable<Progress>;
}

/** Trains the current model step by step, and keeps its losses. */
export class Training {
  private readonly recorder = new HistoryRecorder();
  private stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  /** Train was asked for and has not begun: the model is not ready. */
  private wanted = false;
  elsewhere: Elsewhere | null = null;
  /** The latent dimensions that say most are known. */
  private ranked = false;

  constructor(
    private readonly store: Store,
    private readonly current: Current,
    private readonly views: Scheduler,
  ) {
    // After all who listen to what makes the model ready.
    store.listen(() => this.wanted && queueMicrotask(() => this.beginWanted()));
  }

  /** It takes steps, and nobody has stopped it. */
  get going(): boolean {
    return this.store.state.phase === "training" && !this.stopping.signal.aborted;
  }

  /** Begins, or goes on; while a model is opened or a command is under way, afterwards. */
  train(): void {
    // A run that takes no more steps may not be at its end yet: another one follows.
    if (this.going) return;
    this.wanted = true;
    this.beginWanted();
  }

  private beginWanted(): void {
    const { store, current } = this;
    const { phase, busy } = store.state;
    if (!this.wanted || phase !== "idle" || busy) return;
    this.wanted = false;
    const { signal } = (this.stopping = new AbortController());
    store.set({ phase: "training", problem: null });
    const { generation } = current;
    this.running = current
      .ask((vae) => this.loop(vae, signal))
      .catch((error: Error) => report(store, error))
      .then(() => {
        if (generation === current.generation) store.set({ phase: "idle" });
      });
  }

  /** Resolves when the last step is done and the panels are up to it. */
  async pause(): Promise<void> {
    this.wanted = false;
    await this.stop();
  }

  /** The same for a command's sake: what is asked for after it begins all the same. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** After a step that was taken alone. */
  async stepped(vae: Vae, progress: Progress): Promise<void> {
    this.record(progress, true);
    await this.settle(vae);
  }

  private async loop(vae: Vae, signal: AbortSignal): Promise<void> {
    const { store, views, elsewhere } = this;
    // The target may move while training, and a new batch size changes how many steps are left.
    while (!signal.aborted && !reached(store.state)) {
      const epochs = Math.max(store.state.target - store.state.epoch, 1 / vae.stepsPerEpoch);
      const { target } = store.state;
      const steps = elsewhere ? elsewhere.train(vae, target, signal) : vae.train({ epochs, signal });
      for await (const progress of steps) {
        this.record(progress);
        // Panels wait for training and training for a panel, so that neither can starve the other.
        await views.turn();
        if (reached(store.state)) break;
      }
      if (elsewhere) break;
    }
    this.stopping.abort();
    await this.settle(vae);
  }

  private record(progress: Progress, always = false): void {
    const { step, epoch, imagesPerSecond, test } = progress;
    const train = this.recorder.add(progress, always);
    this.store.set({
      step,
      epoch,
      imagesPerSecond,
      ...(train && { train, history: this.recorder.curves }),
      ...(test && { test, testEpoch: epoch }),
    });
  }

  /** Brings everything up to the last step, once nothing runs. */
  private async settle(vae: Vae): Promise<void> {
    const { store, recorder } = this;
    const { epoch, testEpoch, test: known } = store.state;
    // An epoch's end brings them along.
    const test = this.finite(testEpoch === epoch ? known : await vae.evaluate("test"));
    const train = recorder.close(epoch, test);
    store.set({ ...(train && { train }), test, testEpoch: test && epoch, history: recorder.curves });
    await this.rank(vae);
    await this.views.rest();
  }

  /** Shows the two dimensions that say most, the first time that they are known and unless a person has chosen. */
  private async rank(vae: Vae): Promise<void> {
    const { store } = this;
    const { latent } = vae.options.model;
    const { dimensionsChosen, diverged, mapRows, step } = store.state;
    if (this.ranked || diverged || step === 0 || latent <= 2) return;
    this.ranked = true;
    if (dimensionsChosen) return;
    const posterior = await vae.embed(mapRows);
    // A person may have chosen meanwhile.
    if (!store.state.dimensionsChosen) store.set({ dimensions: telling(posterior, latent) });
  }

  /** The curves so far, and what the epoch has come to. */
  get recorded(): HistoryRecord {
    return this.recorder.record;
  }

  /** Another model, trained so far or not at all: its curves begin with its losses as it is. */
  begin(): void {
    this.ranked = false;
    this.recorder.clear(this.store.state.epoch);
    this.measure((...measured) => this.start(...measured));
  }

  /** A model that stands where it stood when this was recorded: its curves go on. */
  goOn(record: HistoryRecord): void {
    this.ranked = true;
    this.recorder.goOn(record);
    if (!this.store.state.test) this.measure((train, test) => this.close(train, test));
  }

  /** Tells the losses of the model as it is, unless it has gone on by then. */
  private measure(tell: (train: Losses | null, test: Losses | null) => void): void {
    const { store, current } = this;
    current
      .ask(async (vae) => {
        const { step, dataset } = store.state;
        const images = splitCounts(dataset!.images);
        const measure = (split: Split) => (images[split] > fewImages ? null : vae.evaluate(split));
        const measured = await Promise.all([measure("train"), measure("test")]);
        if (store.state.step === step) tell(...measured);
      })
      .catch((error: Error) => report(store, error));
  }

  private start(...measured: [Losses | null, Losses | null]): void {
    const { store, recorder } = this;
    const { epoch } = store.state;
    const [train, test] = measured.map((losses) => this.finite(losses)) as typeof measured;
    recorder.start(epoch, train, test);
    store.set({ train, test, testEpoch: test && epoch, history: recorder.curves });
  }

  private close(train: Losses | null, measured: Losses | null): void {
    const { store, recorder } = this;
    const { epoch } = store.state;
    const test = this.finite(measured);
    recorder.close(epoch, test);
    store.set({ train, test, testEpoch: test && epoch, history: recorder.curves });
  }

  /** Losses, or nothing where they are not numbers any more, which is said. */
  private finite(losses: Losses | null): Losses | null {
    if (!losses || Object.values(losses).every(Number.isFinite)) return losses;
    this.store.set({ diverged: true });
    return null;
  }

  destroy(): void {
    this.wanted = false;
    this.stopping.abort();
  }
}
