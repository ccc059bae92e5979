import type { FittedMixture } from "../../instrument/protocol";
import type { Latents } from "../latents";

/** A place in latent space where codes are rare, and the nearest one where they are not. */
export interface Hole {
  z: Float32Array;
  /** Null where there is none. */
  dense: Float32Array | null;
  /** Density of the prior and of the codes at the hole, on the map's plane. */
  prior: number;
  codes: number;
}

/** A mixture fitted to the means of the training images' posteriors, and the posteriors, of the model at this step. */
export interface LatentMixture extends FittedMixture {
  latents: Latents;
  step: number;
}

export interface InstrumentState {
  /** Null where none was fitted. */
  mixture: LatentMixture | null;
  /** Where the prior is dense on the map's plane and codes are rare; null where that was not looked for. */
  holes: readonly Hole[] | null;
  /** What the map colours each image by in place of its class; null where by its class. */
  mapNames: { labels: Uint32Array; names: string[] } | null;
}

const nothing = (): InstrumentState => ({ mixture: null, holes: null, mapNames: null });

export const instrument = {
  initial: nothing,
  /** Another model: what was fitted to the one before says nothing of it. */
  reset: (): Partial<InstrumentState> => nothing(),
};
