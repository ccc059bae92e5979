import { defaults } from "../engine/limits";
import type { ModelOptions, SessionOptions, TrainingOptions } from "../engine/protocol";
import type { SessionChange } from "../engine/vae";
import { same } from "../same";
import { catalogue, type SetId } from "./catalogue";
import type { Dataset } from "./dataset";
import { splitCounts } from "./split-counts";

/** What suits a data set: the network, how it is trained, and where that stops. A person's own choices go before it. */
export interface Proposal {
  model: ModelOptions;
  training: Pick<TrainingOptions, "batchSize" | "learningRate">;
  epochs: number;
}

/** What proposals are about, as the playground has it in force. */
export interface Settings extends SessionOptions {
  epochs: number;
}

/** What holds where nothing is proposed: what suits the digits. */
const standard: Proposal = {
  model: defaults.model,
  training: { batchSize: defaults.training.batchSize, learningRate: defaults.training.learningRate },
  epochs: defaults.epochs,
};

/** What suits images of up to so many values, and how many of them are seen in a minute or two of training on a CPU. */
interface Suit {
  values: number;
  layers: Partial<Pick<ModelOptions, "encoder" | "channels" | "activation">>;
  learningRate: number;
  imagesSeen: number;
}

/** Small images need no more than the digits. */
const small: Suit = {
  values: 16 * 16,
  layers: {},
  learningRate: standard.training.learningRate,
  imagesSeen: 600_000,
};

/**
 * On 10,000 images of MNIST this comes to 148 nats in 16 epochs, the digits' network to 155 in 32, which take as long; on
 * all 70,000 to 142 in 9.
 */
const medium: Suit = {
  values: 32 * 32,
  layers: { encoder: [128, 128, 64], activation: "gelu" },
  learningRate: 2e-3,
  imagesSeen: 600_000,
};

/** Convolutions: dense layers have too many weights for the few images that people have of this size. */
const large: Suit = {
  values: Infinity,
  layers: { encoder: [128], channels: [8, 16, 32], activation: "gelu" },
  learningRate: standard.training.learningRate,
  imagesSeen: 60_000,
};

/**
 * The same on images of 32 x 32 in colour, of which a CPU trains some 1,700 a second. In 20 seconds the faces come to 1,525
 * nats at this rate, to 1,549 at half of it.
 */
const colour: Suit = { ...large, values: 3 * 32 * 32, learningRate: 2e-3, imagesSeen: 160_000 };

/** Two latent dimensions, unless told: the map shows all of them. */
const latents: Partial<Record<SetId, (values: number) => number>> = {
  // As in the papers on dSprites (Higgins et al. 2017, Burgess et al. 2018), for its five factors.
  sprites: () => 10,
  // One for each known factor, and some to spare; parts of faces and kinds of things are more than those.
  landscapes: () => 8,
  animals: () => 10,
  faces: () => 16,
  things: () => 16,
  own: (values) => (values > medium.values ? 16 : standard.model.latent),
};

/** Sets with more training images than this have steps to spare for larger batches, which are faster. */
const [manyImages, largeBatch] = [20_000, 128];

/** The most epochs of these are proposed that fit. */
const epochChoices = [standard.epochs, 200, 100, 60, 40, 20, 10];

/** What suits images of this shape, of this set, with so many to train on. */
export function propose(id: SetId, shape: Dataset["images"]["shape"], training: number): Proposal {
  const [, height, width, channels] = shape;
  const values = height * width * channels;
  // A toy has two factors, however large its images are.
  const toy = catalogue[id].kind === "toy";
  const suit = toy ? small : [small, medium, colour, large].find((one) => values <= one.values)!;
  const latent = latents[id]?.(values) ?? standard.model.latent;
  const model = { ...standard.model, ...suit.layers, latent };
  const batchSize = training > manyImages ? largeBatch : standard.training.batchSize;
  const fits = (epochs: number) => epochs * training <= suit.imagesSeen;
  return {
    model: { ...model, decoder: model.encoder.toReversed() },
    training: { batchSize, learningRate: suit.learningRate },
    epochs: epochChoices.find(fits) ?? epochChoices.at(-1)!,
  };
}

/** A data set with what is proposed for it. */
export function withProposal(id: SetId, dataset: Dataset): Dataset {
  const { images } = dataset;
  return { ...dataset, proposal: propose(id, images.shape, splitCounts(images).train) };
}

/** What whoever put the playground on a page has chosen for its first set. */
export interface Choices extends SessionChange {
  epochs?: number;
}

/** The set with these choices as a part of its proposal. */
export function withChoices(dataset: Dataset, { model, training = {}, epochs }: Choices): Dataset {
  const { proposal } = dataset;
  if (!proposal) return dataset;
  const { batchSize = proposal.training.batchSize, learningRate = proposal.training.learningRate } = training;
  return {
    ...dataset,
    proposal: {
      // What a choice leaves out of a member, the engine completes.
      model: { ...proposal.model, ...model } as ModelOptions,
      training: { batchSize, learningRate },
      epochs: epochs ?? proposal.epochs,
    },
  };
}

/** `mine`, of which what is as it was proposed before becomes what is proposed now. */
function follow<T extends object>(mine: T, before: Partial<T>, now: Partial<T>): T {
  const names = (Object.keys(now) as (keyof T)[]).filter(
    (name) => !same(now[name], before[name]) && same(mine[name], before[name]),
  );
  return { ...mine, ...Object.fromEntries(names.map((name) => [name, now[name]])) };
}

/**
 * The settings on another set: what is as it was proposed for the set before becomes what is proposed for this one; all
 * else is a person's own and stays.
 */
export function adopt(settings: Settings, before: Proposal = standard, now: Proposal): Settings {
  const { model, training, epochs } = settings;
  return {
    ...settings,
    model: follow(model, before.model, now.model),
    training: follow(training, before.training, now.training),
    epochs: epochs === before.epochs ? now.epochs : epochs,
  };
}

/** Whether settings are all as they are proposed. */
export function isAsProposed({ model, training, epochs }: Settings, proposal: Proposal): boolean {
  const agrees = <T extends object>(mine: T, proposed: Partial<T>) =>
    (Object.keys(proposed) as (keyof T)[]).every((name) => same(mine[name], proposed[name]));
  return agrees(model, proposal.model) && agrees(training, proposal.training) && epochs === proposal.epochs;
}
