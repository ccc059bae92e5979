import type { Demand, EngineFailure } from "../../engine/wire";
import { exact, fixed, given, number } from "../format";

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
  "trainSteps.steps": "The number of steps",
  "sample.count": "The number of images",
  "recordStep.images": "The number of images to record",
  "manifold.size": "The grid's size",
  "manifold.extent": "The grid's extent",
  "interpolate.steps": "The number of steps between two images",
  "scene.what": "The latent dimensions of an object",
  "scene.background": "The latent dimensions of the background",
  "scene.objectSize": "The usual object's side, in pixels,",
  "scene.deviation": "The standard deviation of a pixel",
  "scene.batchSize": "The number of scenes a step",
  "scene.learningRate": "The scene VAE's learning rate",
  "scene.presence": "The prior probability of an object",
  "scene.dreams": "The number of steps on dreams",
  "scene.steps": "The number of steps of the scene VAE",
  "trainScene.steps": "The number of the scene VAE's steps",
  "clip.side": "The longer side of a clip's frames",
  "clip.latent": "The latent dimensions of the light",
  "clip.batchSize": "The number of frames a step",
  "clip.learningRate": "The background VAE's learning rate",
  "clip.steps": "The number of steps of the background VAE",
  "trainClip.steps": "The number of the background VAE's steps",
  "tiles.stride": "The tiles' stride",
  "detect.scales": "A size of the windows",
  "detect.stride": "The windows' stride",
  "detect.price": "The price of an object",
  "detect.objects": "The number of objects",
};

/** The values of a failure by its code. */
export type Values<C extends EngineFailure["code"]> =
  Extract<EngineFailure, { code: C }> extends { values: infer V } ? V : void;

export type Size = Pick<Values<"differentSize">, "height" | "width" | "channels">;

const gibibytes = (bytes: number) => `${fixed(bytes / 2 ** 30, 1)} GiB`;
const named = ({ field, name }: { field: string; name: string }) => names[field] ?? name;
const size = ({ height, width, channels }: Size) => `${height} x ${width} x ${channels}`;

/** What memory is wanted for. */
const demands: Record<Demand, string> = {
  training: "training takes",
  tensor: "one tensor of this training takes",
  images: "the images asked for take",
};

/** What went wrong in the engine, by its code (`src/error.rs`). */
const errors: { [C in EngineFailure["code"]]: (values: Values<C>) => string } = {
  outOfRange({ field, name, value, least, most, whole, above }) {
    const [from, to] = [exact(least), exact(most)];
    const allowed = above
      ? `above ${from} and at most ${to}`
      : `${whole ? "a whole number " : ""}between ${from} and ${to}`;
    return `${named({ field, name })} is ${given(value)}; it must be ${allowed}.`;
  },
  listOutOfRange({ field, name, values, count, most }) {
    const allowed = `at most ${count} whole numbers between 1 and ${exact(most)}`;
    return `${named({ field, name })} are ${values}; they must be ${allowed}.`;
  },
  invalidOption: ({ name, value, allowed }) => `${name} is ${value}; it must be ${allowed}.`,
  invalidArgument: ({ argument, problem }) => `${argument} can't be used: ${problem}.`,
  tooLarge({ what, needed, limit, device, batch }) {
    const advice = batch
      ? `a batch of ${number(batch)} fits.`
      : "use fewer or narrower layers, smaller batches, or fewer images.";
    return `The memory that ${demands[what]} is ${gibibytes(needed)}; it must be below ${gibibytes(limit)} on the ${device}: ${advice}`;
  },
  emptyImages: ({ count, ...image }) =>
    `The images have the shape ${number(count)} x ${size(image)}; every size must be at least 1.`,
  pixelCount: ({ values, count, ...image }) =>
    `${number(values)} pixel values don't make ${number(count)} images of ${size(image)}.`,
  pixelRange: ({ pixel, image, value }) =>
    `Pixel ${number(pixel)} of image ${number(image)} is ${exact(value)}; pixel values must lie between 0 and 1.`,
  noSuchRow: ({ row, count }) => `Row ${number(row)} is outside the ${number(count)} images.`,
  noSuchTestRow: ({ row, count }) => `Test row ${number(row)} is outside the ${number(count)} images.`,
  testRowTwice: ({ row }) => `Test row ${number(row)} is named twice.`,
  onlyTestImages: () => "Every image is a test image; leave some to train on.",
  tooFewImages: ({ count, least }) =>
    `There is ${number(count)} training image; batch norm needs at least ${least}. Load more images, or take another norm.`,
  ragged: ({ values, what, size: each }) =>
    `${number(values)} values don't make whole ${what}s of ${number(each)}.`,
  notFinite: ({ place, what, index, value }) =>
    `Value ${number(place)} of ${what} ${number(index)} is ${exact(value)}.`,
  unreadable: ({ reason }) =>
    `The images can't be read any more: ${reason}. The model is as the last step left it. Load the images again to go on.`,
  noData: () => "There are no images yet. Load a data set first.",
  noScenes: () => "There are no scenes yet. Compose or load some first.",
  noClip: () => "There is no clip yet. Take some frames of one first.",
  diverged: ({ step }) =>
    `The loss is no longer a finite number (step ${number(step)}). Go back to weights that were, and lower the learning rate.`,
  invalidCheckpoint: ({ problem }) => `The checkpoint can't be used: ${problem}`,
  differentImages: () =>
    "The checkpoint was trained on other images than these, or with other test images. Load those to go on, or start " +
    "anew with its weights.",
  differentSize: ({ found: [height, width, channels], ...image }) =>
    `The checkpoint's images are ${size(image)}, these are ${size({ height, width, channels })} (height x width x ` +
    "channels). Load images of its size.",
  device: ({ device, reason }) => `The ${device} device failed: ${reason}`,
  deviceLost: ({ device, reason }) => `The ${device} device was lost: ${reason}`,
};

/** What the one that says why has said, where it has, inside a sentence. */
const because = (why: string) => (why === "" ? "" : ` (${why.replace(/\.$/, "")})`);

/** How its worker ended. */
const ends = {
  closed: "The engine was closed.",
  deviceLost: (why: string) =>
    `The GPU is gone${because(why)}: the browser or its driver has reset it, or other programs need it.`,
  memory: () => "The engine stopped: the browser gives it no more memory.",
  trap: (why: string) => `The engine stopped at a mistake of its own${because(why)}.`,
  script: (why: string) => `The engine stopped${because(why)}.`,
  noScript: () => "The engine stopped: its script could not be loaded.",
  unreadable: () => "The engine stopped: an answer could not be read.",
  gone: () => "The browser has ended the engine.",
  silent: () => "The engine did not answer, and was ended.",
};

/** A value that should have been a number, as it was given. */
const shown = (value: unknown) => (typeof value === "number" ? exact(value) : String(value));

/** What can't be asked of a model. */
const asked = {
  noDimension: (dimension: unknown, count: number) =>
    `There is no dimension ${shown(dimension)}; there are ${number(count)}, counted from 0.`,
  wrongSteps: (steps: unknown, most: number) =>
    `The number of steps must be a whole number from 1 to ${number(most)}, not ${shown(steps)}.`,
  wrongEpochs: (epochs: unknown) => `The number of epochs must be a number from 0, not ${shown(epochs)}.`,
  wrongVector: (latent: number) => `A latent vector must be a Float32Array of ${number(latent)} values.`,
};

export const engine = { names, errors, ends, asked };
