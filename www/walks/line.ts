import { stepDistances, summed } from "./distances";

/** Places of a line that are shown, and the parts that a step between two of them is measured in. */
export const shownPlaces = 11;
const parts = 4;

/** Vectors that a line is decoded at. */
export const linePlaces = (shownPlaces - 1) * parts + 1;

/** A line through latent space as the decoder draws it. */
export interface Line {
  /** `linePlaces` vectors, `latent` values each. */
  points: Float32Array;
  /** The images at the places that are shown. */
  images: Float32Array;
  /** How much the image changes from one shown place to the next, measured in parts; and in all. */
  changes: number[];
  total: number;
}

/** The line through these points, of which these are the images, `size` values each. */
export function lineOf(points: Float32Array, images: Float32Array, size: number): Line {
  const shown = new Float32Array(shownPlaces * size);
  for (let i = 0; i < shownPlaces; i++) {
    const at = i * parts * size;
    shown.set(images.subarray(at, at + size), i * size);
  }
  const changes = summed(stepDistances(images, size), parts);
  return { points, images: shown, changes, total: changes.reduce((sum, change) => sum + change, 0) };
}
