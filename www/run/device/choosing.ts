import type { DeviceKind } from "../../engine/protocol";
import type { Vae } from "../../engine/vae";
import { text } from "../../text";
import type { Current } from "../current";
import type { State, Store } from "../store";
import { movable } from "./moving";
import { paceOf, stepMs } from "./pace";
import { faster, keyOf, recall, remember, type Timings } from "./timings";

/** To open a device, compile for it and take some steps on it, in milliseconds. */
const patienceMs = 60_000;

interface Plan {
  store: Store;
  current: Current;
  /** A model on this device beside the one in use, which nobody sees. */
  open(kind: DeviceKind, signal: AbortSignal): Promise<Vae>;
  /** Goes on there in place of the one in use: `move`. */
  move(from: Vae, to: Vae): Promise<boolean>;
}

/** What a decision depends on; it is looked at again when one of them changes. */
const decisive: readonly (keyof State)[] = [
  "phase",
  "busy",
  "choice",
  "options",
  "dataset",
  "device",
  "recorded",
];

/**
 * Where a person leaves the device open and there is a real GPU: once a model trains, takes some of its steps on the
 * device that is not in use, and where that is clearly faster, the model moves there between two steps. What it found
 * for a model is kept, and holds until the model, its images or its batches are others.
 */
export class Choosing {
  private readonly ended = new AbortController();
  /** What was decided or is being decided; null where nothing is. */
  private key: string | null = null;
  private under = false;

  constructor(private readonly plan: Plan) {
    plan.store.listen((changed) => decisive.some((name) => changed.has(name)) && this.look());
  }

  /** Of the model in use; null where there is nothing to choose from. */
  private get question(): string | null {
    const { store, current } = this.plan;
    const { choice, options, dataset } = store.state;
    const gpu = current.vae?.gpu;
    return choice === "auto" && gpu && dataset ? keyOf(gpu, dataset.images.shape, options) : null;
  }

  private look(): void {
    const { store, current } = this.plan;
    const key = this.question;
    if (key !== this.key) {
      this.key = null;
      store.set({ devices: null });
    }
    const vae = current.vae!;
    if (!key || this.key || this.under || store.state.phase !== "training" || !movable(vae, store.state))
      return;
    this.key = key;
    this.under = true;
    void this.choose(key, vae).finally(() => {
      this.under = false;
      if (!this.ended.signal.aborted) this.look();
    });
  }

  private async choose(key: string, vae: Vae): Promise<void> {
    const { store, current, open, move } = this.plan;
    const { kind } = vae.device;
    const other = kind === "cpu" ? "webgpu" : "cpu";
    const stop = AbortSignal.any([this.ended.signal, AbortSignal.timeout(patienceMs)]);
    let rival: Vae | undefined;
    const opened = async () => (rival ??= await open(other, stop));
    stop.addEventListener("abort", () => current.vae !== rival && rival?.destroy());
    const stale = () => current.vae !== vae || this.question !== key;
    try {
      const timings = recall(key) ?? (await this.time(vae, opened));
      if (stale()) return;
      // Nothing was trained long enough to tell: it is asked again.
      if (!timings) return void (this.key = null);
      remember(key, timings);
      const moves = faster(timings, kind) !== kind;
      if (moves && !(await move(vae, await opened()))) return void (this.key = null);
      if (this.question === key) store.set({ devices: timings });
    } catch (error) {
      const why = stop.aborted ? text.run.devices.tooLong : (error as Error).message;
      if (!this.ended.signal.aborted && !stale()) store.set({ devices: { why } });
    } finally {
      if (current.vae !== rival) rival?.destroy();
    }
  }

  /** Steps on the other device beside those that are being taken on the one in use. */
  private async time(vae: Vae, opened: () => Promise<Vae>): Promise<Timings | null> {
    const { store } = this.plan;
    const { options, dataset } = store.state;
    const watching = store.part();
    // The first chunk takes memory, and may be one step.
    let [chunks, fastest] = [0, 0];
    watching.listen((changed) => {
      if (changed.has("imagesPerSecond") && chunks++ > 0)
        fastest = Math.max(fastest, store.state.imagesPerSecond);
    });
    try {
      const rival = await opened();
      const theirs = stepMs(await paceOf(rival, dataset!.images, options), options);
      if (fastest === 0) return null;
      const ours = stepMs(fastest, options);
      return vae.device.kind === "cpu" ? { cpu: ours, webgpu: theirs } : { cpu: theirs, webgpu: ours };
    } finally {
      watching.destroy();
    }
  }

  /** Ends what is under way. */
  destroy(): void {
    this.ended.abort();
  }
}
