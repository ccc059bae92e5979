import { counted, exact, fixed, number, percent, significant } from "../format";

const nats = (value: number) => fixed(value, 2);

/** What may help, as its button says it. */
const remedies = {
  rate: "Learning rate",
  rateAnew: "Learning rate",
  leakyRelu: "Leaky ReLU in place of ReLU",
  beta: "Beta",
  warmup: "Let beta rise slowly",
  freeBits: "Free bits: some KL at no price",
  moreDimensions: "Latent dimensions",
  sigmaVae: "Gaussian with a learned variance (σ-VAE)",
  stopAtBest: "Stop at epoch",
  smaller: "Layers half as wide",
  likelihood: "Gaussian with a learned variance",
};

export interface Offered {
  name: keyof typeof remedies;
  training?: { learningRate?: number; beta?: number };
  model?: { latent?: number };
  target?: number;
  anew: boolean;
}

/** Watches a run and says what is wrong with it. Rules and thresholds: docs/doctor.md. */
export const doctor = {
  title: "Doctor",
  caption:
    "Compares what is measured of the run with rules, whose thresholds and sources are in the documentation. It looks " +
    "while this card is on screen, and changes nothing by itself.",
  nothing: (step: string) => `Nothing wrong is found at step ${step}.`,
  found: (title: string) => `Found: ${title}.`,
  others: (titles: readonly string[]) =>
    `Found too, and may follow from it: ${titles.join(", ").toLowerCase()}. See to the first one first.`,
  notes: "Good to know",
  rule: (rule: string) => `Rule: ${rule}`,
  remedy({ name, training, model, target, anew }: Offered): string {
    const value = training?.learningRate ?? training?.beta ?? model?.latent ?? target;
    const said = value === undefined ? remedies[name] : `${remedies[name]} ${exact(value)}`;
    return `Try: ${said}${anew ? ", start anew" : ""}`;
  },
  tried: (remedy: string) => `${remedy.replace("Try: ", "Tried: ")}.`,
  undo: ({ remedy, model }: { remedy: { anew: boolean }; model: unknown }): string =>
    !remedy.anew
      ? "Undo: put the setting back"
      : model
        ? "Undo: bring the model back as it was"
        : "Undo: put the settings back and start anew",
  findings: {
    rateTooHigh: {
      title: "Learning rate too high",
      what: ({ ratio, jump }: { ratio: number | null; jump: number | null }) =>
        ratio !== null
          ? `Early steps changed the weights by ${significant(ratio, 2)} of their size, the median over blocks.`
          : jump !== null
            ? `The loss is ${significant(jump, 2)} times its median over the run.`
            : "The losses are no numbers any more.",
      rule: ({ loss, ratio, from, until }: { loss: number; ratio: number; from: number; until: number }) =>
        `losses that are not finite, a loss above ${exact(loss)} times its median, or a median change above ${exact(ratio)} in ` +
        `steps ${exact(from)} to ${exact(until)}.`,
    },
    rateTooLow: {
      title: "Learning rate too low",
      what: ({ ratio, falling }: { ratio: number; falling: number }) =>
        `A step changes the weights by ${significant(ratio, 2)} of their size, and the loss still falls: by ` +
        `${percent(falling)} over the latter half of the run.`,
      rule: ({ ratio, falling }: { ratio: number; falling: number }) =>
        `a median change below ${exact(ratio)} while the loss falls by more than ${percent(falling)}.`,
    },
    deadUnits: {
      title: "Dead units",
      what: ({ share, worst, images }: { share: number; worst: number; images: number }) =>
        `${percent(share)} of the ReLU units are 0 for all of ${counted(images, "image")}, the mean over layers ` +
        `(${percent(worst)} in the worst). No gradient reaches them, so they stay so.`,
      rule: ({ share, layer }: { share: number; layer: number }) =>
        `more than ${percent(share)} of the units at 0 for every image, the mean over ReLU layers, or more than ` +
        `${percent(layer)} of one layer’s.`,
    },
    collapse: {
      title: "Posterior collapse",
      what: ({
        kl,
        reconstruction,
        meanPixel,
        steps,
      }: {
        kl: number;
        reconstruction: number;
        meanPixel: number;
        steps: number;
      }) =>
        `KL is ${nats(kl)} nats and reconstruction ${nats(reconstruction)}, where every pixel’s mean costs ` +
        `${nats(meanPixel)}: for ${number(steps)} steps the code has said nothing of the image.`,
      rule: ({ kl, share, steps }: { kl: number; share: number; steps: number }) =>
        `KL below ${exact(kl)} and reconstruction at ${exact(share)} of the mean image’s or more, for ${exact(steps)} steps after ` +
        "any warm-up.",
    },
    notGenerative: {
      title: "Codes too far from the prior",
      what: ({
        negativeElbo,
        reconstruction,
        meanPixel,
      }: {
        negativeElbo: number;
        reconstruction: number;
        meanPixel: number;
      }) =>
        `Reconstruction is ${nats(reconstruction)}, but with KL at full weight the loss is ${nats(negativeElbo)}, more than ` +
        `the mean image’s ${nats(meanPixel)}. Samples of the prior land where no images are.`,
      rule: ({ reconstruction }: { reconstruction: number }) =>
        `−ELBO at beta 1 above the mean image’s cost while reconstruction is below ${exact(reconstruction)} of it.`,
    },
    overFit: {
      title: "Over-fitting",
      what: ({
        test,
        earlier,
        bestEpoch,
        gap,
      }: {
        test: number;
        earlier: number;
        bestEpoch: number;
        gap: number;
      }) =>
        `−ELBO on test images is ${nats(test)}, ${percent(gap)} above that on training images; at epoch ` +
        `${number(bestEpoch)} it was ${nats(earlier)}. More images help too.`,
      rule: ({
        nats: above,
        gap,
        still,
        stillGap,
      }: {
        nats: number;
        gap: number;
        still: number;
        stillGap: number;
      }) =>
        `test −ELBO ${exact(above)} nats above its least, and ${percent(gap)} above the training images’; or ` +
        `${percent(stillGap)} above theirs, and falling by less than ${percent(still)} over the latter half of the run.`,
    },
    blur: {
      title: "Blurred reconstructions",
      what: ({ edges, images }: { edges: number; images: number }) =>
        `Reconstructions keep ${percent(edges)} of the energy of the edges of ${counted(images, "image")}, and the loss hardly ` +
        "falls any more.",
      rule: ({ edges, still, steps }: { edges: number; still: number; steps: number }) =>
        `edge energy (squared Laplacian) below ${exact(edges)} of the images’ after ${exact(steps)} steps, the loss falling by less ` +
        `than ${percent(still)}.`,
    },
    someDeadUnits: {
      title: "Some dead units",
      what: ({ layers, images }: { layers: readonly { dead: number; units: number }[]; images: number }) =>
        `Of the ReLU layers, from the image on, ${layers.map(({ dead, units }) => `${dead} of ${units}`).join(", ")} units ` +
        `are 0 for all of ${counted(images, "image")}. A model does well without them; they are so much room unused.`,
      rule: ({ units }: { units: number }) => `${exact(units)} or more, and fewer than harm.`,
    },
    offPrior: {
      title: "All codes together are off the prior",
      what: ({ nats: each }: { nats: number }) =>
        `A Gaussian with their mean and variance is ${nats(each)} nats a dimension from the prior: many of its samples land ` +
        "where no images are.",
      rule: ({ nats: each }: { nats: number }) => `more than ${exact(each)} nats a dimension.`,
    },
    unusedDimensions: {
      title: "Unused dimensions",
      what: ({ unused, latent }: { unused: number; latent: number }) =>
        `${number(unused)} of ${counted(latent, "dimension")} ${unused === 1 ? "says" : "say"} nothing of any image. ` +
        "That is normal: they cost nothing.",
      rule: ({ kl, variance }: { kl: number; variance: number }) =>
        `KL below ${exact(kl)} nats, and a variance of the mean below ${exact(variance)}.`,
    },
    unfitLikelihood: {
      title: "Grey pixels under a Bernoulli likelihood",
      what: ({ grey }: { grey: number }) =>
        `${percent(grey)} of the pixel values lie between 0 and 1. Bernoulli’s cross-entropy works on them, but is no ` +
        "likelihood of grey values, and cannot fall below their own entropy.",
      rule: ({ grey }: { grey: number }) =>
        `more than ${percent(grey)} of the values strictly between 0 and 1.`,
    },
    untriedDevice: {
      title: "The other device could not be tried",
      what: ({ why }: { why: string }) =>
        `Auto times the model on the CPU and on the GPU, and takes the faster. This time it could not: ${why}`,
      rule: () =>
        "the other device fails to open, to take the model, or to take a few steps within a minute.",
    },
  },
};
