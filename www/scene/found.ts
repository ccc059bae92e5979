import type { Outline, SoftMask } from "./outline";
import type { Box, Scene } from "./scene";

/** One object that was found in a scene, and what the model makes of it. */
export interface FoundObject {
  box: Box;
  /** How much better the model explains it than the background does, in nats. */
  score: number;
  mask: SoftMask;
  /** The posterior's mean. */
  latent: Float32Array;
  /** What the decoder makes of it: an image of the model's size. */
  image: Float32Array;
  /** What it is taken for; null where it is unlike all that is known. */
  name: string | null;
  /** Which class's colour it has; that of no class where it is below 0. */
  color: number;
  /** The same in all frames; null where it is not followed. */
  identity: number | null;
  /** Where its middle was, oldest first, as `x, y`. */
  trail: readonly number[];
}

/** All that was found in a scene. */
export interface Found {
  scene: Scene;
  objects: readonly FoundObject[];
  /** How long the search took, in milliseconds. */
  ms: number;
  /** Optimiser steps that the model had taken. */
  step: number;
}

/** How an object is drawn over its scene: by its identity where it is followed, else by its number in the list. */
export function outlineOf(
  { box, mask, name, color, identity, trail }: FoundObject,
  place: number,
  unknown: string,
): Outline {
  const number = identity === null ? place + 1 : identity;
  return { box, mask, color, trail, label: `${number} ${name ?? unknown}` };
}

/** What is known to be in a composed scene, as it is drawn over it. */
export const truthOf = ({ truth = [] }: Scene): Outline[] =>
  truth.map(({ box, label }) => ({ box, label: "", color: label, dashed: true }));
