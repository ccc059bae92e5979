import type { FittedMixture } from "../../instrument/protocol";

export interface InstrumentState {
  /** The mixture fitted to training latents, of the model at this step; null where none was. */
  mixture: (FittedMixture & { step: number }) | null;
  /** What the map colours each image by in place of its class; null where by its class. */
  mapNames: { labels: Uint32Array; names: string[] } | null;
}

export const instrument = {
  initial: (): InstrumentState => ({ mixture: null, mapNames: null }),
  /** Another model: what was fitted to the one before says nothing of it. */
  reset: (): Partial<InstrumentState> => ({ mixture: null, mapNames: null }),
};
