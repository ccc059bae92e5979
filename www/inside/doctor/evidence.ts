import type { SessionOptions } from "../../engine/protocol";

/** Losses at a step, in nats an image. */
export interface LossPoint {
  step: number;
  reconstruction: number;
  kl: number;
}

/** What is known of a run. What was not measured is null, or empty, and says nothing. */
export interface Evidence {
  options: SessionOptions;
  /** Optimiser steps taken. */
  step: number;
  /** The weights are no longer numbers. */
  diverged: boolean;
  /** Training losses so far, the latest last. */
  losses: readonly LossPoint[];
  /** Losses on test images, and on training images at the same time. */
  tests: readonly { epoch: number; test: LossPoint; train: LossPoint }[];
  /** What a model reaches that draws every pixel's mean whatever the image, in nats of the model's likelihood. */
  meanPixel: number | null;
  /** Of steps that were looked at: the median over blocks of a change's norm as a share of the weights', and what weighed KL and the change. */
  updates: readonly { step: number; ratio: number; rate: number; beta: number }[];
  /** Of each latent dimension, over the images on the map. */
  latents: {
    step: number;
    kl: readonly number[];
    /** Variance of the posterior mean, and mean and variance of all posteriors together. */
    meanVariance: readonly number[];
    mean: readonly number[];
    variance: readonly number[];
  } | null;
  /** Of each layer that ends in a ReLU, from the image on, how many of its units were 0 for every image. */
  dead: { step: number; images: number; layers: readonly { dead: number; units: number }[] } | null;
  /** Mean over images of the energy of their edges, and of their reconstructions'. */
  edges: { step: number; images: number; image: number; reconstruction: number } | null;
  /** Of the pixels' values, how many lie strictly between 0 and 1. */
  grey: number | null;
  /** Why the device that is not in use could not be tried, where it was to be. */
  untried: string | null;
}
