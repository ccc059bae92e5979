import type { BlockTensors, Edit, SessionOptions, Structure, Trace } from "../engine/protocol";
import type { Vae } from "../engine/vae";
import { same, type Scheduler, type Seat } from "./scheduler";
import type { Store } from "./store";

/** One image's way through the model, at one step of training. */
export interface Traced {
  structure: Structure;
  /** The image, values in [0, 1]. */
  pixels: Float32Array;
  /** What its latent vector was drawn with; all 0 for the posterior's mean. */
  noise: Float32Array;
  edits: readonly Edit[];
  trace: Trace;
  /** The way of another latent vector through the decoder, where one was given. */
  decoded: Trace | null;
  /** Of the block that is looked at more closely, at the same step; null where there is none. */
  tensors: { block: number; of: BlockTensors } | null;
  /** The optimiser steps that the model had taken. */
  step: number;
}

/** The way of the image that is looked into, which all panels share that show something of it. */
export class SharedTrace {
  private readonly seat: Seat;
  private readonly seeing = new Set<unknown>();
  /** That of the options in force. */
  private structure: { options: SessionOptions; known: Promise<Structure> } | null = null;
  /** The image's own way, and all that decides it: it stays while another latent vector is decoded. */
  private own: { key: readonly unknown[]; trace: Trace } | null = null;

  constructor(
    private readonly store: Store,
    views: Scheduler,
  ) {
    this.seat = views.add({
      question: () => {
        const { dataset, a, insideImage, insideNoise, insideZ, insideEdits, insideUnit } = store.state;
        if (!dataset) return null;
        return {
          key: [dataset, a, insideImage, insideNoise, insideZ, insideEdits, insideUnit?.block],
          ask: (vae) => this.trace(vae),
        };
      },
      answered: (traced) => store.set({ traced: traced as Traced }),
    });
    this.seat.see(false);
  }

  /** Tells whether someone who shows it is on screen. */
  see(who: unknown, seen: boolean): void {
    if (seen) this.seeing.add(who);
    else this.seeing.delete(who);
    this.seat.see(this.seeing.size > 0);
  }

  private structureOf(vae: Vae): Promise<Structure> {
    const { options } = vae;
    if (this.structure?.options !== options) this.structure = { options, known: vae.structure() };
    return this.structure.known;
  }

  private async trace(vae: Vae): Promise<Traced> {
    const { dataset, a, insideImage, insideNoise, insideZ, insideEdits, insideUnit, step } = this.store.state;
    const block = insideUnit?.block ?? null;
    const { pixels: all, shape } = dataset!.images;
    const size = shape[1] * shape[2] * shape[3];
    // Copies, for the engine takes what it is given.
    const pixels = insideImage?.pixels ?? all.slice(a * size, (a + 1) * size);
    const noise = insideNoise ?? new Float32Array(vae.options.model.latent);
    const edits = [...insideEdits];
    const key = [vae, vae.options, step, dataset, a, insideImage, insideNoise, insideEdits];
    const own = this.own && same(this.own.key, key) ? this.own.trace : null;
    const [structure, trace, decoded, tensors] = await Promise.all([
      this.structureOf(vae),
      own ?? vae.trace(pixels, { noise, edits }),
      insideZ && vae.decodeTrace(insideZ, { edits: edits }),
      block === null ? null : vae.weights(block).then((of) => ({ block, of })),
    ]);
    this.own = { key, trace };
    return { structure, pixels, noise, edits, trace, decoded, tensors, step };
  }
}
