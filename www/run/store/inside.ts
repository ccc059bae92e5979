import type { Edit, SaliencyOf, Split, UnitStatistics } from "../../engine/protocol";
import type { Recorded } from "../recording";
import type { Templates, Traced } from "../traces";

/** One value of a block's output. */
export interface Unit {
  /** The encoder's blocks, then the decoder's, counted from 0. */
  block: number;
  /** A channel of a convolution, a value of a dense layer, also where it gives an image. */
  unit: number;
  /** Of a convolution's output, row-major; 0 of a dense layer's. */
  place: number;
}

/** What one colour scale is for. */
export type ScaleOf = "unit" | "layer" | "network";

export interface InsideState {
  /** The noise that its latent vector is drawn with; null for none, which gives the posterior's mean. */
  insideNoise: Float32Array | null;
  /** What the decoder is given in place of the image's own latent vector; null for that. */
  insideZ: Float32Array | null;
  /** Outputs that are held at a value, as units that are switched off. */
  insideEdits: readonly Edit[];
  /** What is looked at more closely; null where nothing is. */
  insideUnit: Unit | null;
  insideScale: ScaleOf;
  /** The number whose derivative by each pixel is shown; null for none. */
  insideSaliency: SaliencyOf | null;
  /** The units whose templates are shown; null for none. */
  insideTemplates: Templates | null;
  /** The rows that the step after `step` learns from, where the image is chosen from these. */
  insideBatch: { rows: Uint32Array; step: number } | null;
  /** The image's way through the model, with all of the above in force; null before it is known. */
  traced: Traced | null;
  /** How the hidden units answered to a split's images, at a step of training; null before someone asked. */
  unitStatistics: { split: Split; step: number; result: UnitStatistics } | null;
  /** A step of training with all that happened in it; null where none is kept. */
  recorded: Recorded | null;
}

const none = () => ({
  insideNoise: null,
  insideZ: null,
  insideEdits: [],
  insideUnit: null,
  insideSaliency: null,
  insideTemplates: null,
  insideBatch: null,
  traced: null,
  unitStatistics: null,
  recorded: null,
});

export const inside = {
  initial: (): InsideState => ({ insideScale: "layer", ...none() }),
  /** Another model, which may have other blocks. */
  reset: (): Partial<InsideState> => none(),
};
