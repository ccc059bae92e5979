/** What the page and the worker say to each other. The client is the only sender, the worker the only receiver. */

/** Which device a person asks for; `auto` takes a real GPU where there is one, else the CPU. */
export type DeviceChoice = "auto" | "cpu" | "webgpu";
/** Where a session runs. */
export type DeviceKind = "cpu" | "webgpu";

/** The device that a session runs on, and why that one. */
export interface DeviceInfo {
  kind: DeviceKind;
  /** The GPU's name as the browser gives it, or what the CPU module uses. */
  adapter: string;
  /** One sentence for a person: why this device was taken. */
  reason: string;
}

/** What follows each hidden layer. */
export type Activation = "relu" | "leakyRelu" | "gelu" | "silu" | "tanh";
/** What comes before it. */
export type Norm = "none" | "batch" | "group";

/** How a pixel is distributed around what the decoder says. */
export type Likelihood =
  | { kind: "bernoulli" }
  | { kind: "gaussian"; variance: number }
  | { kind: "learnedGaussian" }
  | { kind: "discretisedLogistic" };

/**
 * An encoder `image -> convolutions -> widths -> 2 x latent` and a decoder
 * `latent -> widths -> transposed convolutions -> image`.
 */
export interface ModelOptions {
  encoder: number[];
  decoder: number[];
  latent: number;
  /** Channels of the convolutions, from the image inwards, each of which halves it; none for an MLP. */
  channels?: number[];
  activation?: Activation;
  norm?: Norm;
  likelihood?: Likelihood;
}

/** What is minimised; each as its paper has it (`src/train/objective`). */
export type Objective =
  | { kind: "elbo" }
  | { kind: "freeBits"; nats: number }
  | { kind: "capacity"; nats: number; steps: number; gamma: number }
  | { kind: "iwae"; samples: number }
  | { kind: "betaTcVae"; mutualInformation: number; totalCorrelation: number; dimensionWise: number }
  | { kind: "infoVae"; alpha: number; lambda: number };

/** What beta is multiplied with, over the steps. */
export type BetaSchedule =
  | { kind: "constant" }
  | { kind: "linear"; steps: number }
  | { kind: "cyclical"; period: number; ratio: number };

/** What the learning rate is multiplied with, over the steps. */
export type RateSchedule =
  | { kind: "constant"; warmup?: number }
  | { kind: "cosine"; steps: number; floor?: number; warmup?: number }
  | { kind: "step"; every: number; factor: number; warmup?: number };

/** What makes steps of gradients; Adam unless told. */
export type Optimizer =
  | { kind: "adam"; beta1?: number; beta2?: number; epsilon?: number }
  | { kind: "adamW"; beta1?: number; beta2?: number; epsilon?: number; weightDecay?: number }
  | { kind: "sgd"; momentum?: number }
  | { kind: "rmsProp"; alpha?: number; epsilon?: number };

/** How a model is trained. */
export interface TrainingOptions {
  batchSize: number;
  learningRate: number;
  /** Weight of the KL term: loss = reconstruction + beta * KL. */
  beta: number;
  objective?: Objective;
  betaSchedule?: BetaSchedule;
  rateSchedule?: RateSchedule;
  optimizer?: Optimizer;
  /** Largest norm of the gradient over all parameters; not clipped where there is none. */
  clipNorm?: number | null;
}

/** A model and its training. */
export interface SessionOptions {
  model: ModelOptions;
  training: TrainingOptions;
  /** Fixes initial weights, batch order and noise. */
  seed: number;
}

/** Images, with classes and a held-out part where there are such. */
export interface ImageData {
  /** Values in [0, 1], row-major, `count * height * width * channels` of them. */
  pixels: Float32Array;
  /** `[count, height, width, channels]` */
  shape: [number, number, number, number];
  /** One class a row, where there are classes. */
  labels?: Uint8Array | Uint32Array;
  /** Rows held out of training; the others are trained on. */
  testRows?: Uint32Array;
}

/** The rows trained on, or those held out. */
export type Split = "train" | "test";

/** Nats per image, averaged over the images they were measured on. */
export interface Losses {
  reconstruction: number;
  kl: number;
  /** reconstruction + beta * kl, what training lowers; at beta = 1 the negative ELBO. */
  loss: number;
}

/** How far training is. */
export interface Progress {
  /** Optimiser steps since the last progress. */
  steps: number;
  /** Optimiser steps since the last reset. */
  step: number;
  /** Epochs completed, a fraction while inside one. */
  epoch: number;
  /** Training images seen a second over the latest chunk of steps, evaluation left out. */
  imagesPerSecond: number;
  /** Mean over the training batches since the last progress. */
  train: Losses;
  /** The whole test set, present when an epoch has just ended and there is a test set. */
  test: Losses | null;
}

/** The size of what was set up. */
export interface Setup {
  /** Trainable parameters. */
  parameters: number;
  /** Bytes that training will hold beside the data, an estimate. */
  trainingBytes: number;
  /** Optimiser steps an epoch. */
  stepsPerEpoch: number;
}

/** What came out of a checkpoint. */
export interface Loaded extends SessionOptions {
  step: number;
  epoch: number;
  setup: Setup;
}

/** A model on a set of images. Losses in nats, means over the images; lower is better. */
export interface Statistics {
  images: number;
  /** Latents drawn an image. */
  samples: number;
  negativeElbo: number;
  reconstruction: number;
  kl: number;
  klPerDimension: number[];
  /** The importance-weighted bound of `samples` draws on the negative log-likelihood. */
  importanceWeightedBound: number;
  /** Variance over the images of the posterior mean, for each latent dimension. */
  meanVariances: number[];
  /** Latent dimensions whose posterior mean varies by more than 0.01. */
  activeUnits: number;
  /** Moments of all images' posteriors together; the covariance row-major. */
  aggregatePosterior: { mean: number[]; covariance: number[]; momentMatchedKl: number | null };
}

/** What a training call of the wasm session did. */
export interface Trained {
  /** Steps taken in the call. */
  steps: number;
  /** Steps since the last reset. */
  step: number;
  epoch: number;
  epochEnded: boolean;
  /** Training images seen in the call. */
  images: number;
  losses: Losses;
}

/** Posterior parameters, `rows * latent` values each, row-major. */
export interface Posterior {
  mean: Float32Array;
  logVariance: Float32Array;
}

/** What a long wait is for. */
export interface Stage {
  text: string;
  /** How many of what the text names there have been; how many there will be is not known. */
  count?: number;
}

/** A failure as it crosses the worker's border. */
export interface Failure {
  name: string;
  message: string;
}

/** Each command, what it takes and what it gives. */
export interface Commands {
  open: { args: { device: DeviceChoice; options: SessionOptions }; result: DeviceInfo };
  setData: { args: ImageData; result: Setup };
  /** Trains for at most `steps` steps, at most to the end of the epoch, and for about `budgetMs`. */
  train: { args: { steps: number; budgetMs: number }; result: Progress };
  /** New weights from the seed; other options where given. Data stays. */
  reset: { args: { options: SessionOptions }; result: Setup };
  /** Takes effect on the next step; weights stay. */
  setTraining: { args: TrainingOptions; result: Setup };
  /** `null` where the split is empty. */
  evaluate: { args: { split: Split }; result: Losses | null };
  /** Posteriors of the rows given, or of every row in order. */
  embed: { args: { rows?: Uint32Array }; result: Posterior };
  encode: { args: { pixels: Float32Array }; result: Posterior };
  /** `n * latent` values to `n` images: pixel probabilities in [0, 1]. */
  decode: { args: { z: Float32Array }; result: Float32Array };
  /** Decoded posterior means of the rows given. */
  reconstruct: { args: { rows: Uint32Array }; result: Float32Array };
  /**
   * `size * size` images over [-extent, extent] of two latent dimensions, top row first; one row where both
   * dimensions are the same.
   */
  manifold: { args: { size: number; extent: number; dimensions: [number, number] }; result: Float32Array };
  /** `steps` decoded images on the line between the posterior means of two rows, both ends included. */
  interpolate: { args: { from: number; to: number; steps: number }; result: Float32Array };
  /** Begins to measure the model as it is now; how many images there are. */
  beginStatistics: { args: { split: Split; samples: number }; result: number };
  /** Some more images: what all so far give, `null` when the data was changed since. */
  continueStatistics: { args: Record<never, never>; result: Statistics | null };
  endStatistics: { args: Record<never, never>; result: void };
  /** A checkpoint: one safetensors file (docs/checkpoint.md). */
  save: { args: Record<never, never>; result: Uint8Array };
  /** Goes on where a checkpoint stood, on the same data; or starts anew with its weights, on other data. */
  load: { args: { bytes: Uint8Array; weightsOnly: boolean }; result: Loaded };
  /** `count` images decoded from draws of the prior. */
  sample: { args: { count: number }; result: Float32Array };
}

export type CommandName = keyof Commands;
export type Args<C extends CommandName> = Commands[C]["args"];
export type Result<C extends CommandName> = Commands[C]["result"];

/** Page to worker. */
export type Request = { [C in CommandName]: { id: number; command: C; args: Args<C> } }[CommandName];

/** Worker to page. `stage` is null when the wait is over, before the result; `fatal` is the worker's last word. */
export type Response =
  | { type: "result"; id: number; value: unknown }
  | { type: "failure"; id: number; failure: Failure }
  | { type: "stage"; stage: Stage | null }
  | { type: "fatal"; failure: Failure };
