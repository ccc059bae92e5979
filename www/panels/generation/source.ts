import { prior } from "../../instrument/prior";
import type { InstrumentClient, WorkOptions } from "../../instrument/client";
import { limits } from "../../instrument/limits";
import type { Covariance, Mixture } from "../../instrument/protocol";
import type { LatentMixture, State } from "../../run/store";
import { text } from "../../text/later";
import { trainingCodes } from "../codes";
import { aggregateOf } from "./aggregate";

const words = text.generate.source;

/** What draws come from. */
export type Source =
  | { kind: "prior" }
  | { kind: "mixture" }
  /** So many Gaussians fitted to a class. */
  | { kind: "class"; label: number; components: number }
  /** The posterior of image A, its standard deviations times `width`. */
  | { kind: "image"; width: number };

/** Full covariances in more dimensions have more entries than most sets tell of. */
const mostForFull = 16;
const covarianceIn = (dimensions: number): Covariance => (dimensions > mostForFull ? "diagonal" : "full");

/** A Gaussian of independent dimensions as a mixture of one. */
const gaussian = (means: number[], covariances: number[]): Mixture => ({
  dimensions: means.length,
  covariance: "diagonal",
  weights: [1],
  means,
  covariances,
});

type Known = Pick<State, "dataset" | "latents" | "mixture" | "a" | "options">;

/** Why nothing can be drawn from it; null where something can. */
export function lacking({ kind }: Source, { dataset, latents, mixture, a }: Readonly<Known>): string | null {
  if (kind === "prior") return null;
  if (kind === "mixture") return mixture ? null : words.noMixture;
  if (kind === "class" && !dataset?.images.labels) return words.noClasses;
  const known = kind === "class" ? latents : latents?.rows.includes(a);
  return known ? null : words.noLatents;
}

/** What of the state a draw depends on; while that is the same, so is the draw, but for training. */
export function dependsOn(source: Source, state: Readonly<Known>): unknown[] {
  const { mixture, a, options, dataset } = state;
  const of = { prior: options.model.latent, mixture, class: dataset?.images.labels, image: a };
  return [of[source.kind], lacking(source, state)];
}

/** The mixture that is drawn from, and the step of the model whose encoder was asked for it; null where none was. */
export async function distribution(
  source: Source,
  state: Readonly<Known>,
  instrument: InstrumentClient,
  work: WorkOptions,
): Promise<{ mixture: Mixture; step: number | null }> {
  const { latent } = state.options.model;
  switch (source.kind) {
    case "prior":
      return { mixture: prior(latent), step: null };
    case "mixture":
      return { mixture: await aggregateOf(state.mixture!, state.dataset!.images, instrument), step: null };
    case "class": {
      const { dataset, latents } = state;
      const codes = trainingCodes(latents!, dataset!.images, source.label);
      const { points } = codes;
      if (codes.rows.length === 0) throw new Error(words.emptyClass);
      const options = { components: source.components, covariance: covarianceIn(latent) };
      // Of the means alone: as wide as their posteriors, classes that lie close would run into each other.
      const { mixture } = await instrument.call("fitMixture", { points, options }, work);
      return { mixture, step: latents!.step };
    }
    case "image": {
      const { rows, mean, logVariance, step } = state.latents!;
      const from = rows.indexOf(state.a) * latent;
      const own = (values: Float32Array) => Array.from(values.subarray(from, from + latent));
      const variances = own(logVariance).map((value) => source.width ** 2 * Math.exp(value));
      return { mixture: gaussian(own(mean), variances), step };
    }
  }
}

/**
 * A mixture of as many Gaussians as there are classes, or ten, fitted to the training images' posterior means; of fewer
 * where there are fewer images, or the instrument fits no more.
 */
export async function fit(
  { dataset, latents }: Readonly<Pick<State, "dataset" | "latents">>,
  instrument: InstrumentClient,
  work: WorkOptions,
): Promise<LatentMixture> {
  const { points } = trainingCodes(latents!, dataset!.images);
  const covariance = covarianceIn(latents!.latent);
  const images = points.values.length / points.dimensions;
  const wanted = dataset!.classNames.length || 10;
  const components = Math.min(wanted, images, limits.mixtureComponents.most);
  const options = { components, covariance };
  const fitted = await instrument.call("fitMixture", { points, options }, work);
  return { ...fitted, latents: latents!, step: latents!.step };
}
