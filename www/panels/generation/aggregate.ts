import type { ImageData } from "../../engine/protocol";
import type { InstrumentClient } from "../../instrument/client";
import type { Mixture } from "../../instrument/protocol";
import type { LatentMixture } from "../../run/store";
import { trainingCodes, type Codes } from "../codes";

type Instrument = Pick<InstrumentClient, "call">;

/**
 * The mixture of images' posteriors, of one that was fitted to their means. Draws of this one are decoded: posteriors lie
 * around their means, and the decoder has learned from draws of them.
 */
function aggregate(
  mixture: Mixture,
  { points: means, logVariance }: Codes,
  instrument: Instrument,
): Promise<Mixture> {
  const variances = { values: logVariance.map(Math.exp), dimensions: means.dimensions };
  return instrument.call("aggregate", { mixture, means, variances });
}

const known = new WeakMap<LatentMixture, Promise<Mixture>>();

/** The same of the mixture in the state, worked out once. */
export function aggregateOf(
  fitted: LatentMixture,
  images: ImageData,
  instrument: Instrument,
): Promise<Mixture> {
  const before = known.get(fitted);
  if (before) return before;
  const found = aggregate(fitted.mixture, trainingCodes(fitted.latents, images), instrument);
  known.set(fitted, found);
  found.catch(() => known.delete(fitted));
  return found;
}
