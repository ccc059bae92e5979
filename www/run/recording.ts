import type { SessionOptions, StepRecord, Structure, Trace } from "../engine/protocol";
import type { Vae } from "../engine/vae";
import type { Current } from "./current";
import type { Store } from "./store";
import type { Training } from "./training";

/** A step of training that was taken, with all that happened in it to its first images. */
export interface Recorded {
  structure: Structure;
  /** In force in the step. */
  options: SessionOptions;
  record: StepRecord;
  /** The images, `images * size` values. */
  pixels: Float32Array;
  images: number;
  /** The same images with the same noise once the step was taken, as in evaluation. */
  after: Trace;
}

/** Takes a step as training does, and keeps it. */
export class Recording {
  constructor(
    private readonly store: Store,
    private readonly current: Current,
    private readonly training: Training,
  ) {}

  async take(vae: Vae, most: number): Promise<void> {
    const { store } = this;
    // The engine keeps one of them.
    store.set({ recorded: null });
    const { options } = vae;
    const record = await vae.recordStep(most);
    const { steps, step, epoch, epochEnded, losses } = record.trained;
    await this.training.stepped(vae, {
      steps,
      step,
      epoch,
      // A step that is looked at says nothing of how fast others are.
      imagesPerSecond: store.state.imagesPerSecond,
      train: losses,
      test: epochEnded ? await vae.evaluate("test") : null,
    });
    const images = record.noise.length / options.model.latent;
    const pixels = await this.pixelsOf(vae, record.rows.slice(0, images));
    const [structure, after] = await Promise.all([
      vae.structure(),
      // A copy, for the engine takes what it is given.
      vae.trace(pixels.slice(), { noise: record.noise.slice() }),
    ]);
    store.set({ recorded: { structure, options, record, pixels, images, after } });
  }

  private async pixelsOf(vae: Vae, rows: Uint32Array): Promise<Float32Array> {
    const { pixels, shape, stored } = this.store.state.dataset!.images;
    if (stored) return vae.images(rows);
    const size = shape[1] * shape[2] * shape[3];
    const taken = new Float32Array(rows.length * size);
    rows.forEach((row, i) => taken.set(pixels.subarray(row * size, (row + 1) * size), i * size));
    return taken;
  }

  async end(): Promise<void> {
    this.store.set({ recorded: null });
    await this.current.ask((vae) => vae.endRecord());
  }
}
