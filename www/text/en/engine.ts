import { exact, fixed, number } from "../format";

/** What a person calls a setting, at the start of a sentence, by its path in the options. */
const names: Record<string, string> = {
  "model.encoder": "The encoder's widths",
  "model.decoder": "The decoder's widths",
  "model.channels": "The convolutions' channels",
  "model.latent": "The number of latent dimensions",
  "model.likelihood.gaussian.variance": "The likelihood's variance",
  "training.batchSize": "The batch size",
  "training.learningRate": "The learning rate",
  "training.beta": "Beta",
  "training.clipNorm": "The largest norm of the gradient",
  "training.objective.freeBits.nats": "The free nats of a dimension",
  "training.objective.capacity.nats": "The capacity, in nats,",
  "training.objective.capacity.steps": "The number of steps to the full capacity",
  "training.objective.capacity.gamma": "The capacity's weight gamma",
  "training.objective.iwae.samples": "The number of samples an image",
  "training.objective.iwae.decoded": "The number of decoded draws a step",
  "training.objective.betaTcVae.mutualInformation": "The mutual information's weight",
  "training.objective.betaTcVae.totalCorrelation": "The total correlation's weight",
  "training.objective.betaTcVae.dimensionWise": "The dimension-wise KL's weight",
  "training.objective.betaTcVae.batchSize": "The batch size with β-TCVAE",
  "training.objective.infoVae.alpha": "InfoVAE's alpha",
  "training.objective.infoVae.lambda": "InfoVAE's lambda at this alpha",
  "training.betaSchedule.linear.steps": "Beta's warm-up, in steps,",
  "training.betaSchedule.cyclical.period": "The period of beta's cycles, in steps,",
  "training.betaSchedule.cyclical.ratio": "The rising part of beta's cycles",
  "training.rateSchedule.warmup": "The learning rate's warm-up, in steps,",
  "training.rateSchedule.cosine.steps": "The length of the learning rate's cosine, in steps,",
  "training.rateSchedule.cosine.floor": "The floor of the learning rate's cosine",
  "training.rateSchedule.step.every": "The number of steps between the learning rate's falls",
  "training.rateSchedule.step.factor": "The factor of the learning rate's falls",
  "training.optimizer.adam.beta1": "Adam's beta 1",
  "training.optimizer.adam.beta2": "Adam's beta 2",
  "training.optimizer.epsilon": "The optimiser's epsilon",
  "training.optimizer.adamW.weightDecay": "The weight decay",
  "training.optimizer.sgd.momentum": "The momentum",
  "training.optimizer.rmsProp.alpha": "RMSprop's decay",
  seed: "The seed",
  epochs: "The number of epochs",
  "statistics.samples": "The number of samples an image",
};

export interface OutOfRange {
  field: string;
  name: string;
  value: number;
  least: number;
  most: number;
  whole: boolean;
  above: boolean;
}

export interface ListOutOfRange {
  field: string;
  name: string;
  values: string;
  count: number;
  most: number;
}

export interface TooLarge {
  what: string;
  needed: number;
  limit: number;
  device: string;
}

export interface Size {
  height: number;
  width: number;
  channels: number;
}

const gibibytes = (bytes: number) => `${fixed(bytes / 2 ** 30, 1)} GiB`;
const named = ({ field, name }: { field: string; name: string }) => names[field] ?? name;
const size = ({ height, width, channels }: Size) => `${height} x ${width} x ${channels}`;

/**
 * What went wrong in the engine, by its code (`src/error.rs`), whose values have the names that they have there. What
 * is missing here is said in the engine's own English.
 */
const errors = {
  outOfRange(values: OutOfRange): string {
    const { value, least, most, whole, above } = values;
    const [from, to] = [exact(least), exact(most)];
    const allowed = above
      ? `above ${from} and at most ${to}`
      : `${whole ? "a whole number " : ""}between ${from} and ${to}`;
    return `${named(values)} is ${exact(value)}; it must be ${allowed}.`;
  },
  listOutOfRange(values: ListOutOfRange): string {
    const { count, most } = values;
    return `${named(values)} are ${values.values}; they must be at most ${count} whole numbers between 1 and ${exact(most)}.`;
  },
  tooLarge: ({ what, needed, limit, device }: TooLarge) =>
    `The memory that ${what} takes is ${gibibytes(needed)}; it must be below ${gibibytes(limit)} on the ${device}: use ` +
    "fewer or narrower layers, smaller batches, or fewer images.",
  emptyImages: ({ count, ...image }: Size & { count: number }) =>
    `The images have the shape ${number(count)} x ${size(image)}; every size must be at least 1.`,
  pixelCount: ({ values, count, ...image }: Size & { values: number; count: number }) =>
    `${number(values)} pixel values don't make ${number(count)} images of ${size(image)}.`,
  pixelRange: ({ pixel, image, value }: { pixel: number; image: number; value: number }) =>
    `Pixel ${number(pixel)} of image ${number(image)} is ${exact(value)}; pixel values must lie between 0 and 1.`,
  noSuchRow: ({ row, count }: { row: number; count: number }) =>
    `Row ${number(row)} is outside the ${number(count)} images.`,
  noSuchTestRow: ({ row, count }: { row: number; count: number }) =>
    `Test row ${number(row)} is outside the ${number(count)} images.`,
  testRowTwice: ({ row }: { row: number }) => `Test row ${number(row)} is named twice.`,
  onlyTestImages: () => "Every image is a test image; leave some to train on.",
  noData: () => "There are no images yet. Load a data set first.",
  diverged: ({ step }: { step: number }) =>
    `The loss is no longer a finite number (step ${number(step)}). Lower the learning rate and reset.`,
  differentImages: () =>
    "The checkpoint was trained on other images than these, or with other test images. Load those to go on, or start " +
    "anew with its weights.",
  differentSize: ({
    found: [height, width, channels],
    ...image
  }: Size & { found: [number, number, number] }) =>
    `The checkpoint's images are ${size(image)}, these are ${size({ height, width, channels })} (height x width x ` +
    "channels). Load images of its size.",
};

export const engine = { names, errors };
