import type { Comparison } from "../../instrument/protocol";

/** Places in latent space that are decoded, or why there are none. */
export type Drawn =
  | {
      /** `latent` values each. */
      z: Float32Array;
      latent: number;
      /** Steps that the model had taken whose encoder said where to draw; null where it was not asked. */
      step: number | null;
    }
  | { problem: string };

/** What is compared with training images. */
export type ComparedSet = "prior" | "mixture" | "reconstructions" | "floor";

/** How near sets of images are to training images. */
export interface Compared {
  /** Of each set. */
  images: number;
  /** Optimiser steps that the model had taken at the beginning and, where it trained on meanwhile, at the end. */
  steps: [number, number];
  /** Steps that it had taken when the mixture was fitted; null where there is none. */
  mixtureStep: number | null;
  /** Whether the floor is of test images, or of training images that are in no other set. */
  floor: "test" | "training";
  sets: Partial<Record<ComparedSet, Comparison>>;
}

export interface GenerationState {
  /** Null before the first draw. */
  drawn: Drawn | null;
  /** How the model was last compared. */
  compared: Compared | null;
}

export const generation = {
  initial: (): GenerationState => ({ drawn: null, compared: null }),
  /** Another model, of which nothing was drawn yet. */
  reset: (): Partial<GenerationState> => ({ drawn: null, compared: null }),
};
