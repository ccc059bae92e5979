import type { Block, PartKind, Plan, Trace } from "../engine/protocol";

/** What the last stage of a block gives, which the next block takes. */
export const lastStage = ({ norm, activation }: Block): PartKind =>
  activation ? "activation" : norm ? "norm" : "layer";

/** All blocks of a model, the encoder's first. */
export const blocksOf = ({ encoder, decoder }: Plan): readonly Block[] => [...encoder, ...decoder];

/** Units of a block, and places at which each has a value: of a dense layer all values are units, at one place. */
export function unitsOf({ layer, output }: Block): { units: number; places: number } {
  const size = "features" in output ? { height: 1, width: 1, channels: output.features } : output;
  const places = size.height * size.width;
  return layer.kind === "dense"
    ? { units: places * size.channels, places: 1 }
    : { units: size.channels, places };
}

/** A block's output as the next one takes it: an image of some channels, or features, as channels of one pixel. */
export function sizeOf({ output }: Block): { height: number; width: number; channels: number } {
  return "features" in output ? { height: 1, width: 1, channels: output.features } : output;
}

/** The values of one image in a trace, by block and stage. Views of the trace, nothing is copied. */
export class Reading {
  readonly blocks: readonly Block[];
  private readonly width: number;

  /** `decoded` is the decoder's side in place of the trace's own, where another latent vector was given. */
  constructor(
    readonly plan: Plan,
    private readonly pixels: Float32Array,
    private readonly trace: Trace,
    private readonly decoded: Trace | null = null,
    private readonly image = 0,
  ) {
    this.blocks = blocksOf(plan);
    this.width = widthOf(trace);
  }

  /** Whether a part belongs to the decoder's side. */
  private after(kind: PartKind, block: number | null): boolean {
    if (block !== null) return block >= this.plan.encoder.length;
    return kind === "latent" || kind === "image" || kind === "logScale";
  }

  /** The values of a part; null where the trace has none such. */
  part(kind: PartKind, block: number | null = null): Float32Array | null {
    const decoded = this.decoded && this.after(kind, block);
    const trace = decoded ? this.decoded! : this.trace;
    const found = trace.parts.find((part) => part.kind === kind && part.block === block);
    if (!found) return null;
    const at = decoded ? found.offset : this.image * this.width + found.offset;
    return trace.values.subarray(at, at + found.values);
  }

  /** What a block gives to the next. */
  output(block: number): Float32Array | null {
    const planned = this.blocks[block];
    return planned ? this.part(lastStage(planned), block) : null;
  }

  /** What a block takes: the image, the latent vector, or the output of the block before. */
  input(block: number): Float32Array | null {
    if (block === 0) return this.pixels;
    return block === this.plan.encoder.length ? this.part("latent") : this.output(block - 1);
  }

  /** The posterior of the image: means and log-variances. */
  posterior(): { mean: Float32Array; logVariance: Float32Array } {
    const parameters = this.output(this.plan.encoder.length - 1)!;
    const latent = parameters.length / 2;
    return { mean: parameters.subarray(0, latent), logVariance: parameters.subarray(latent) };
  }
}

/** Values that a trace has of each image. */
export const widthOf = ({ parts }: Trace): number => parts.reduce((sum, { values }) => sum + values, 0);
