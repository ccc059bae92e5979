import type { Found, SceneLosses, SceneOptions, SceneSetup } from "../../../engine/protocol";
import type { Vae } from "../../../engine/vae";
import type { State, Store } from "../../../run/store";
import { noRows, withRow, type Thinned } from "../../../run/thinned";

/** Scenes, one after another. */
export interface Scenes {
  pixels: Float32Array;
  shape: [count: number, height: number, width: number, channels: number];
}

export interface LossRow {
  step: number;
  losses: SceneLosses;
}

/** Where a scene VAE stands. */
export interface Standing {
  setup: SceneSetup;
  step: number;
  /** Milliseconds a step, of the latest; null before the first. */
  stepMs: number | null;
  losses: Thinned<LossRow>;
}

/** A pull takes about so long: whoever wants the model waits no longer. */
const pullMs = 250;
const mostSteps = 50;
const mostRows = 400;

const free = ({ phase, busy }: Readonly<State>) => phase === "idle" && !busy;

/** Steps of the next pull, after one that took so long. */
export const nextSteps = (stepMs: number) =>
  Math.min(mostSteps, Math.max(1, Math.floor(pullMs / Math.max(stepMs, 1e-3))));

/** Trains the scene VAE in short pulls. While the model itself trains, or has a command to do, it waits. */
export class Learner {
  private vae: Vae | null = null;
  private stopping: AbortController | null = null;
  private running: Promise<void> = Promise.resolve();
  /** Null before there are scenes. */
  standing: Standing | null = null;

  constructor(
    private readonly store: Store,
    private readonly tell: { onPull(): void; onChange(): void; onFail(error: Error): void },
  ) {}

  /** It is to train, though it may have to wait. */
  get active(): boolean {
    return this.stopping !== null;
  }

  get waits(): boolean {
    return this.active && !free(this.store.state);
  }

  /** The model whose worker has it. */
  get home(): Vae | null {
    return this.vae;
  }

  /** Begins on other scenes; what was there stays when that fails. */
  async begin(vae: Vae, { pixels, shape }: Scenes, options: Partial<SceneOptions>): Promise<void> {
    await this.pause();
    this.adopt(vae, await vae.setScenes(pixels, shape, options));
  }

  /** Goes on where a file's scene VAE stood; what was there stays when that fails. */
  async open(bytes: Uint8Array): Promise<void> {
    await this.pause();
    this.adopt(this.vae!, await this.vae!.loadScene(bytes));
  }

  private adopt(vae: Vae, setup: SceneSetup): void {
    this.vae = vae;
    this.standing = { setup, step: setup.step, stepMs: null, losses: noRows() };
    this.tell.onChange();
  }

  save(): Promise<Uint8Array> {
    return this.vae!.saveScene();
  }

  detect(pixels: Float32Array): Promise<Found> {
    return this.vae!.detectScene(pixels);
  }

  go(): void {
    if (this.stopping || !this.vae) return;
    const own = (this.stopping = new AbortController());
    this.running = this.loop(this.vae, own.signal)
      .catch((error: Error) => this.tell.onFail(error))
      .finally(() => {
        if (this.stopping === own) this.stopping = null;
        this.tell.onChange();
      });
    this.tell.onChange();
  }

  /** Resolves when the last pull is done. */
  async pause(): Promise<void> {
    this.stopping?.abort();
    await this.running;
  }

  private async loop(vae: Vae, signal: AbortSignal): Promise<void> {
    let steps = 1;
    for (;;) {
      await this.turn(signal);
      if (signal.aborted) return;
      const began = performance.now();
      const { step, losses } = await vae.trainScene(steps);
      const stepMs = (performance.now() - began) / steps;
      steps = nextSteps(stepMs);
      const { standing } = this;
      if (!standing || this.vae !== vae) return;
      this.standing = {
        ...standing,
        step,
        stepMs,
        losses: withRow(standing.losses, { step, losses }, mostRows),
      };
      this.tell.onPull();
    }
  }

  /** Resolves when nothing else wants the model, or it is to stop. */
  private async turn(signal: AbortSignal): Promise<void> {
    const { store } = this;
    if (free(store.state) || signal.aborted) return;
    const part = store.part();
    this.tell.onChange();
    await new Promise<void>((resolve) => {
      part.listen(() => free(store.state) && resolve());
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
    part.destroy();
    this.tell.onChange();
  }

  /** Nothing of it is left: the scenes, and what it learned of them. */
  async end(): Promise<void> {
    const { vae } = this;
    this.stopping?.abort();
    this.vae = this.standing = null;
    // Where its worker is gone, so is it.
    await vae?.endScene().catch(() => {});
  }
}
