import { exact } from "../format";

/** Each setting by its path in the options, as `www/engine/limits.json` has it. */
const options = {
  epochs: {
    label: "Epochs",
    help: "Training stops by itself here. One epoch shows the network every training image once.",
  },
  seed: {
    label: "Seed",
    help: "Fixes the first weights, the order of images and the noise. The same seed gives the same run.",
  },
  device: {
    label: "Device",
    help:
      "Where the network is computed. Auto begins on the CPU, times some steps on a GPU too once it trains, and takes the " +
      "faster.",
    choices: { auto: "Auto", cpu: "CPU", webgpu: "WebGPU" },
  },

  "model.encoder": {
    label: "Hidden widths",
    help:
      "Dense layers of the encoder, separated by commas; empty for none. Wider and deeper ones can sort the latent " +
      "space better, and take longer.",
  },
  "model.latent": {
    label: "Latent dimensions",
    help: "How many numbers, z, the encoder may use for an image. With two, the map shows all of them.",
  },
  "model.channels": {
    label: "Channels",
    help:
      "Of each convolution, from the image inwards; each halves height and width. More of them find finer features, " +
      "and a step takes longer.",
  },
  "model.decoder": { label: "Decoder widths", help: "Dense layers from z outwards; empty for none." },
  "model.activation": {
    label: "Activation",
    help: "The bend between two layers. Smooth ones (GELU, SiLU, tanh) give a smoother latent space; ReLU is the fastest.",
    choices: { relu: "ReLU", leakyRelu: "Leaky ReLU", gelu: "GELU", silu: "SiLU", tanh: "tanh" },
  },
  "model.norm": {
    label: "Norm",
    help:
      "Rescales what each hidden layer gives. It lets deep networks learn faster; batch norm makes the place of an " +
      "image in latent space depend a little on the others in its batch.",
    choices: { none: "None", batch: "Batch norm", group: "Group norm" },
  },
  "model.likelihood.gaussian.variance": {
    label: "Variance",
    help:
      "Of each pixel around what the decoder draws. Small, and sharp drawings count for more; large, and the latent " +
      "space is pressed closer to the prior.",
  },

  "training.batchSize": {
    label: "Batch size",
    help: "Images a step. Small batches take more steps an epoch, and their gradients are noisier.",
  },
  "training.learningRate": {
    label: "Learning rate",
    help: "Size of a step of the optimiser. Too large and the loss jumps, too small and it crawls.",
  },
  "training.beta": {
    label: "Beta",
    help:
      "Weight of the KL term. Above 1 the latent space is pressed closer to the prior, at the cost of sharper " +
      "reconstructions; 1 is the plain VAE.",
    slider: "Beta, slider",
  },
  "training.clipNorm": {
    label: "Largest norm",
    help: "Length over all weights, at the mean loss of a batch.",
  },

  "training.objective.freeBits.nats": {
    label: "Free nats",
    help: "What each latent dimension may say about an image at no price.",
  },
  "training.objective.capacity.nats": {
    label: "Capacity, nats",
    help: "The KL that is aimed at in the end. More lets the latent space tell images apart better.",
  },
  "training.objective.capacity.steps": {
    label: "Capacity steps",
    help: "Steps in which the capacity rises from 0 to its value.",
  },
  "training.objective.capacity.gamma": {
    label: "Gamma",
    help: "How strongly KL is held at the capacity.",
  },
  "training.objective.iwae.samples": {
    label: "Samples",
    help: "Latents drawn for each image. More tighten the bound; a step takes that many times as long to decode.",
  },
  "training.objective.betaTcVae.mutualInformation": {
    label: "Mutual information",
    help: "Weight of what z says about the image. Below 1, images may be told apart more cheaply.",
  },
  "training.objective.betaTcVae.totalCorrelation": {
    label: "Total correlation",
    help: "Weight of what latent dimensions say about each other. Above 1, they are pressed to be independent.",
  },
  "training.objective.betaTcVae.dimensionWise": {
    label: "Dimension-wise KL",
    help: "Weight of each dimension’s distance from the prior, over all images together.",
  },
  "training.objective.infoVae.alpha": {
    label: "Alpha",
    help: "At 1 single images are not held to the prior at all, only all of them together; at 0 as in a plain VAE.",
  },
  "training.objective.infoVae.lambda": {
    label: "Lambda",
    help: "How strongly all images’ codes together are held to the prior.",
  },

  "training.betaSchedule.linear.steps": {
    label: "Rising steps",
    help: "Steps from 0 to beta, from the start of training.",
  },
  "training.betaSchedule.cyclical.period": {
    label: "Period",
    help: "Steps from one start at 0 to the next.",
  },
  "training.betaSchedule.cyclical.ratio": {
    label: "Rising part",
    help: "The share of a period in which beta rises; for the rest it stays.",
  },
  "training.rateSchedule.warmup": {
    label: "Warm-up steps",
    help:
      "The learning rate rises to its value over so many first steps; 0 for none. It keeps early steps from throwing " +
      "the latent space about.",
  },
  "training.rateSchedule.cosine.steps": {
    label: "Falling steps",
    help: "Steps until the rate has fallen; then it stays.",
  },
  "training.rateSchedule.cosine.floor": {
    label: "Floor",
    help: "What is left of the learning rate in the end, as a share of it.",
  },
  "training.rateSchedule.step.every": {
    label: "Steps between",
    help: "Steps from one fall to the next.",
  },
  "training.rateSchedule.step.factor": {
    label: "Factor",
    help: "What the learning rate is multiplied with at each fall.",
  },

  "training.optimizer.adam.beta1": {
    label: "Beta 1",
    help: "How long the mean gradient is remembered; nearer to 1 is longer.",
  },
  "training.optimizer.adam.beta2": {
    label: "Beta 2",
    help: "How long the gradient’s size is remembered; nearer to 1 is longer.",
  },
  "training.optimizer.epsilon": {
    label: "Epsilon",
    help: "Keeps steps small where gradients are almost 0. Seldom changed.",
  },
  "training.optimizer.adamW.weightDecay": {
    label: "Weight decay",
    help: "How much weights shrink, times the learning rate. More makes the latent space smoother.",
  },
  "training.optimizer.sgd.momentum": {
    label: "Momentum",
    help: "The share of the last step that the next one keeps.",
  },
  "training.optimizer.rmsProp.alpha": {
    label: "Decay",
    help: "How long the gradient’s size is remembered; nearer to 1 is longer.",
  },
};

/** Choices of which each has parameters of its own: what to call a kind, and what it does. */
const unions = {
  network: {
    label: "Network",
    help: "What stands between the image and the dense layers above.",
    kinds: {
      mlp: { name: "Dense (MLP)", about: "Each pixel is an input of its own." },
      convolutional: {
        name: "Convolutional",
        about: "Looks for the same strokes and edges at every place; suits larger images.",
      },
    },
  },
  decoder: {
    label: "Decoder",
    help: "The dense layers that lead from z back to the image.",
    kinds: {
      mirrored: { name: "Mirrored", about: "The encoder’s hidden widths in reverse." },
      own: {
        name: "Own widths",
        about: "A weaker decoder leaves more to the latent space, a stronger one less.",
      },
    },
  },
  likelihood: {
    label: "Likelihood",
    help: "How a pixel is distributed around what the decoder draws; it is what reconstruction is measured with.",
    kinds: {
      bernoulli: {
        name: "Bernoulli",
        about: "For black and white, or grey between them. Reconstruction is a cross-entropy.",
      },
      gaussian: { name: "Gaussian", about: "Squared error, with a variance that you set." },
      learnedGaussian: {
        name: "Gaussian, learned",
        about: "Squared error, with one variance that is learned: the balance with KL sets itself (σ-VAE).",
      },
      discretisedLogistic: {
        name: "Discretised logistic",
        about: "For photos: gives each of the 256 values of a pixel its probability; its scale is learned.",
      },
    },
  },
  objective: {
    label: "Objective",
    help: "What training lowers. All of them balance good reconstructions with a latent space like the prior.",
    kinds: {
      elbo: { name: "ELBO (β-VAE)", about: "Reconstruction plus beta times KL." },
      freeBits: {
        name: "Free bits",
        about: "A dimension’s KL costs nothing up to a limit, so that fewer dimensions are left unused.",
      },
      capacity: {
        name: "Capacity",
        about: "Holds KL at a value that rises slowly, so that factors enter the latent space one by one.",
      },
      iwae: {
        name: "IWAE",
        about: "Weighs several samples an image: a tighter bound, and posteriors that may be less simple.",
      },
      betaTcVae: {
        name: "β-TCVAE",
        about: "Weighs the three parts of KL apart, to make latent dimensions independent of each other.",
      },
      infoVae: {
        name: "InfoVAE (MMD)",
        about:
          "Holds all images together to the prior, by MMD, and single ones less: codes stay informative.",
      },
    },
  },
  betaSchedule: {
    label: "Beta schedule",
    help: "Beta may begin at 0, which lets the latent space fill with information before it is pressed together.",
    kinds: {
      constant: { name: "Constant", about: "Beta from the first step on." },
      linear: { name: "Linear", about: "Rises from 0 to beta, then stays." },
      cyclical: { name: "Cyclical", about: "Rises from 0 to beta again and again." },
    },
  },
  rateSchedule: {
    label: "Rate schedule",
    help: "A learning rate that falls lets the points of the latent space come to rest.",
    kinds: {
      constant: { name: "Constant", about: "The same at every step." },
      cosine: { name: "Cosine", about: "Falls on half a cosine, then stays." },
      step: { name: "Steps down", about: "Falls at once, again and again." },
    },
  },
  optimizer: {
    label: "Optimiser",
    help: "How gradients become steps. It changes how fast and how evenly the latent space sorts itself.",
    kinds: {
      adam: { name: "Adam", about: "Scales each weight’s step by itself; a good first choice." },
      adamW: { name: "AdamW", about: "Adam that also shrinks the weights a little at each step." },
      sgd: { name: "SGD", about: "Plain gradient steps. They need another learning rate than Adam." },
      rmsProp: { name: "RMSprop", about: "Scales each weight’s step by its gradients’ recent size." },
    },
  },
  clipping: {
    label: "Clipping",
    help: "Shortens gradients that are too long, so that one odd batch cannot throw the latent space about.",
    kinds: {
      off: { name: "Off", about: "Gradients are taken as they are." },
      norm: { name: "By norm", about: "All gradients together are no longer than this." },
    },
  },
};

const form = {
  name: "Settings",
  training: "Training",
  atOnce: "applies at once",
  model: "Model and device",
  onReset: "applies on reset",
  /** What few need, folded. */
  folds: { objective: "Objective", optimizer: "Optimiser", network: "Network", likelihood: "Likelihood" },
  proposed: (set: string) => `As ${set} proposes: network, batch size, learning rate and epochs.`,
  own: (set: string) => `Some of these are your own. ${set} proposes others.`,
  follow: "Take what it proposes",
  normLeavesNothing: (widths: readonly number[], groups: number) =>
    `A layer of up to ${groups} units has a group for each unit, and of one value its norm leaves nothing: what the ` +
    `layer gives is the same for every image. Here: ${widths.join(", ")} units. Take wider layers, or batch norm.`,
  notReset: (why: string) =>
    `Nothing was reset. ${why} Mend it and reset again, or go on with Train as before.`,
  pending:
    "These changes need a new start, which drops the weights learned so far: press “Apply and reset” beside Train.",
};

/** What is wrong with what was typed. */
const kit = {
  about: (label: string) => `About ${label.toLowerCase()}`,
  mustBeNumber(
    label: string,
    {
      least,
      most,
      whole,
      above,
      because = "",
    }: {
      least: number;
      most: number;
      whole: boolean;
      above: boolean;
      because?: string | undefined;
    },
  ): string {
    const allowed = above
      ? `a number above ${exact(least)}, at most ${exact(most)}`
      : `a ${whole ? "whole " : ""}number from ${exact(least)} to ${exact(most)}`;
    return `${label} must be ${[allowed, because].filter(Boolean).join(" ")}.`;
  },
  mustBeList(
    label: string,
    {
      fewest,
      most,
      largest,
      because = "",
      example,
    }: {
      fewest: number;
      most: number;
      largest: number;
      because?: string | undefined;
      example: string;
    },
  ): string {
    const count = fewest === 0 ? `at most ${most}` : `${fewest} to ${most}`;
    const allowed = [`${count} whole numbers from 1 to ${exact(largest)}`, because];
    return `${label} must be ${allowed.filter(Boolean).join(" ")}, like “${example}”.`;
  },
  /** What narrows a range, put after it. */
  because: {
    batchSize: "at this batch size",
    alpha: "at this alpha",
    betaTcVae: "with β-TCVAE",
    side: (pixels: number) => `for images of ${pixels} pixels`,
  },
};

export const settings = { options, unions, form, kit };
