import type { State } from "../../run/store";
import type { Traced } from "../../run/traces";
import { Reading } from "../../inside/reading";
import { nameOf } from "../panel";
import { text } from "../../text/later";

/** The image that is looked into: a copy, for the engine takes what it is given. */
export function pixelsOf({ dataset, a, insideImage }: Readonly<State>): Float32Array {
  if (insideImage) return insideImage.pixels.slice();
  const { pixels, shape } = dataset!.images;
  const size = shape[1] * shape[2] * shape[3];
  return pixels.slice(a * size, (a + 1) * size);
}

/** What it is called. */
export const calledOf = ({ dataset, a, insideImage }: Readonly<State>): string =>
  insideImage?.name ?? nameOf(dataset!, a);

/** What decides how the decoder's side goes, beside the model: another of these is another question. */
export const wayOf = ({ dataset, a, insideImage, insideNoise, insideZ }: Readonly<State>) => [
  dataset,
  a,
  insideImage,
  insideNoise,
  insideZ,
];

/** Its way through the model, the decoder's side with the latent vector in force. */
export const readingOf = ({ structure, pixels, trace, decoded }: Traced): Reading =>
  new Reading(structure.plan, pixels, trace, decoded);

/** The image's own latent vector, whatever the decoder is given. */
export const ownZ = ({ structure, pixels, trace }: Traced): Float32Array =>
  new Reading(structure.plan, pixels, trace).part("latent")!;

/** A pixel by its place, as people count. */
export const placeName = (place: number, width: number): string =>
  text.decoder.at(Math.floor(place / width) + 1, (place % width) + 1);
