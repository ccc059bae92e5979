import type { BlockTensors, Edit, SaliencyOf, SessionOptions, Structure, Trace } from "../engine/protocol";
import type { Vae } from "../engine/vae";
import { same, type Scheduler, type Seat } from "./scheduler";
import type { State, Store } from "./store";

/** What a panel shows beside the values of a trace, of the same step of training. */
export interface ReadWith {
  /** The blocks whose weights it needs. */
  weights?: readonly number[];
  saliency?: SaliencyOf | null;
  templates?: Templates | null;
}

/** Units of a block of the encoder, at one place. */
export interface Templates {
  block: number;
  units: readonly number[];
  place: number;
}

/** A panel that shows something of the trace. */
export interface Tracing {
  traces?: true | ((state: Readonly<State>) => ReadWith);
}

/** One image's way through the model, all of it read between the same two steps of training. */
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
  /** Of the block that is looked at more closely, and of those that panels on screen need. */
  tensors: ReadonlyMap<number, BlockTensors>;
  /** The derivative of a number by each pixel, where one is chosen. */
  saliency: { of: SaliencyOf; values: Float32Array } | null;
  /** What some units look for in the image, `units * pixels` values. */
  templates: { of: Templates; values: Float32Array } | null;
  /** The optimiser steps that the model had taken. */
  step: number;
}

/** The way of the image that is looked into, which all panels share that show something of it. */
export class SharedTrace {
  private readonly seat: Seat;
  private readonly seeing = new Set<Tracing>();
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
        const { dataset, a, insideImage, insideNoise, insideZ, insideEdits } = store.state;
        if (!dataset) return null;
        const { weights, saliency, templates } = this.readWith();
        return {
          key: [dataset, a, insideImage, insideNoise, insideZ, insideEdits, saliency, templates, ...weights],
          ask: (vae) => this.trace(vae),
        };
      },
      answered: (traced) => store.set({ traced: traced as Traced }),
    });
    this.seat.see(false);
  }

  /** Tells whether someone who shows it is on screen. */
  see(who: Tracing, seen: boolean): void {
    if (seen) this.seeing.add(who);
    else this.seeing.delete(who);
    this.seat.see(this.seeing.size);
  }

  /** What all on screen need together. */
  private readWith() {
    const { state } = this.store;
    const all = Array.from(this.seeing, ({ traces }) => (typeof traces === "function" ? traces(state) : {}));
    const blocks = new Set(all.flatMap(({ weights = [] }) => weights));
    if (state.insideUnit) blocks.add(state.insideUnit.block);
    return {
      weights: [...blocks].toSorted((one, other) => one - other),
      saliency: all.find(({ saliency }) => saliency)?.saliency ?? null,
      templates: all.find(({ templates }) => templates)?.templates ?? null,
    };
  }

  private structureOf(vae: Vae): Promise<Structure> {
    const { options } = vae;
    if (this.structure?.options !== options) this.structure = { options, known: vae.structure() };
    return this.structure.known;
  }

  private async trace(vae: Vae): Promise<Traced> {
    const { dataset, a, insideImage, insideNoise, insideZ, insideEdits, step } = this.store.state;
    const { weights, saliency, templates } = this.readWith();
    const { pixels: all, shape } = dataset!.images;
    const size = shape[1] * shape[2] * shape[3];
    // Copies, for the engine takes what it is given.
    const pixels = insideImage?.pixels ?? all.slice(a * size, (a + 1) * size);
    const noise = insideNoise ?? new Float32Array(vae.options.model.latent);
    const edits = [...insideEdits];
    const key = [vae, vae.options, step, dataset, a, insideImage, insideNoise, insideEdits];
    const own = this.own && same(this.own.key, key) ? this.own.trace : null;
    // All at once, so that no step of training comes between them.
    const [structure, trace, decoded, derivatives, found, ...tensors] = await Promise.all([
      this.structureOf(vae),
      own ?? vae.trace(pixels, { noise, edits }),
      insideZ && vae.decodeTrace(insideZ, { edits }),
      saliency && vae.saliency(pixels, saliency, { noise }),
      templates && vae.templates(pixels, templates),
      ...weights.map((block) => vae.weights(block)),
    ]);
    this.own = { key, trace };
    return {
      structure,
      pixels,
      noise,
      edits,
      trace,
      decoded,
      tensors: new Map(weights.map((block, i) => [block, tensors[i]!])),
      saliency: saliency && { of: saliency, values: derivatives! },
      templates: templates && { of: templates, values: found! },
      step,
    };
  }
}
