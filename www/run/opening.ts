import type { Dataset } from "../data/dataset";
import type { DeviceChoice, DeviceKind, SessionOptions } from "../engine/protocol";
import type { EngineError } from "../engine/client";
import { createVae, type Vae } from "../engine/vae";
import { text } from "../text";
import type { Current } from "./current";
import { loadMoment, type Moment } from "./moment";
import { fail, offeringBatch } from "./problem";
import { settingsOn } from "./proposing";
import { recovery, type Again } from "./recovery";
import type { Problem, Store } from "./store";

interface Plan {
  store: Store;
  current: Current;
  /** The images to begin with. */
  load(): Promise<Dataset>;
  /** Opens again, when its turn comes. */
  again(choice: DeviceChoice, options: SessionOptions, from?: Moment): void;
  /** The model is in use, with its data. */
  begin(from?: Moment): void;
  /** Trains as soon as a model is ready. */
  train(): void;
}

/** Opens devices, and says what became of one that could not be opened or has died. */
export class Opening {
  private readonly ended = new AbortController();
  /** What was last said of an engine that does not answer. */
  private silence: Problem | undefined;

  constructor(private readonly plan: Plan) {}

  /**
   * Opens a device and puts the data on it, or goes on there `from` a moment; the model before stays in use when that
   * fails, which is said and returned.
   */
  async open(choice: DeviceChoice, options: SessionOptions, from?: Moment): Promise<Error | null> {
    const { store, current, load, begin } = this.plan;
    const { signal } = this.ended;
    if (signal.aborted) return null;
    store.set({
      stage: { text: text.run.openingDevice },
      problem: null,
      ...(current.vae ? {} : { phase: "opening" }),
    });
    let opened: Vae | undefined;
    let wanted = options;
    try {
      // Both downloads at once; a failure of the first to finish is reported when it is awaited.
      const loading = from?.dataset ?? store.state.dataset ?? load();
      if (loading instanceof Promise) loading.catch(() => {});
      const vae = await createVae({
        device: choice,
        cpuFirst: true,
        ...options,
        signal,
        onStage: (stage) => store.set({ stage }),
        onFatal: (error) => opened && this.die(opened, error),
        onSilence: (seconds) => opened && this.silent(opened, seconds),
      });
      opened = vae;
      const dataset = await loading;
      if (!from && !store.state.dataset) {
        const proposed = settingsOn({ ...store.state, options: vae.options }, dataset);
        store.reset(["latent", "walks"], { dataset, ...proposed });
        wanted = proposed.options;
      }
      await vae.setData(dataset.images, wanted);
      if (from) await loadMoment(vae, from);
      if (signal.aborted) {
        vae.destroy();
        return null;
      }
      current.replace(vae);
      store.set({ choice, device: vae.device, phase: "idle" });
      begin(from);
      return null;
    } catch (error) {
      opened?.destroy();
      if (!signal.aborted) this.refuse(choice, wanted, error as Error, from);
      return error as Error;
    } finally {
      store.set({ stage: null });
    }
  }

  /** A device beside the one in use, for the same model without images; nothing is said of it before it is in use. */
  async beside(kind: DeviceKind, signal: AbortSignal): Promise<Vae> {
    const { store, current } = this.plan;
    let opened: Vae | undefined;
    const used = () => opened !== undefined && current.vae === opened;
    const vae = await createVae({
      device: "auto",
      cpuFirst: kind === "cpu",
      ...store.state.options,
      signal,
      onStage: (stage) => used() && store.set({ stage }),
      onFatal: (error) => used() && this.die(opened!, error),
      onSilence: (seconds) => used() && this.silent(opened!, seconds),
    });
    if (vae.device.kind === kind) return (opened = vae);
    vae.destroy();
    throw new Error(vae.device.reason);
  }

  private refuse(choice: DeviceChoice, options: SessionOptions, error: Error, from?: Moment): void {
    const { store, current, again } = this.plan;
    const { vae } = current;
    const withBatch = (batchSize: number) => {
      const smaller = { ...options, training: { ...options.training, batchSize } };
      again(choice, smaller, from && { ...from, options: smaller });
    };
    const { message, actions = [] } = offeringBatch(error, withBatch);
    const retry = { label: text.run.tryAgain, run: () => again(choice, options, from) };
    const cpu = { label: text.run.trainOnCpu, run: () => this.takeCpu(options, from) };
    const told = vae ? `${message} ${text.run.deviceStays(vae.device.kind)}` : message;
    fail(store, told, [...actions, ...(choice === "webgpu" ? [cpu, retry] : [retry])]);
    if (!vae) store.set({ phase: "dead", device: null });
  }

  private takeCpu(options: SessionOptions, from?: Moment): void {
    const { store, current, again } = this.plan;
    store.reset(["settings"], { choice: "cpu", problem: null });
    if (current.vae?.device.kind !== "cpu" || from) again("cpu", options, from);
  }

  private die(vae: Vae, { message, kind }: EngineError): void {
    const { store, current } = this.plan;
    if (current.vae !== vae || this.ended.signal.aborted) return;
    const { told, actions } = recovery(kind, store.state, this.goingOn());
    current.replace(null);
    store.set({ phase: "dead", stage: null });
    fail(store, told ? `${message} ${told}` : message, actions);
  }

  /** Opens again, and trains on where it trained. */
  private goingOn(): Again {
    const { store, again, train } = this.plan;
    const training = store.state.phase === "training";
    return (choice, options, from) => {
      again(choice, options, from);
      if (training) train();
    };
  }

  /** It has not answered for so many seconds, or does again. */
  private silent(vae: Vae, seconds: number | null): void {
    const { store } = this.plan;
    if (this.ended.signal.aborted) return;
    if (seconds === null) {
      if (store.state.problem === this.silence) store.set({ problem: null });
      return;
    }
    const { choice, options, moment } = store.state;
    const goOn = this.goingOn();
    const words = text.run.silence;
    const end = {
      label: moment ? words.goOn(moment.epoch) : words.restart,
      run() {
        vae.end();
        goOn(choice, moment?.options ?? options, moment ?? undefined);
      },
    };
    this.silence = {
      message: words.told(seconds),
      actions: [{ label: words.wait, run: () => vae.wait() }, end],
    };
    store.set({ problem: this.silence });
  }

  /** Ends an opening that is under way; nothing is said any more. */
  destroy(): void {
    this.ended.abort();
  }
}
