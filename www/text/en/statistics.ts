import { counted, number } from "../format";

/** What is measured of a model when a person asks for it. */
export const statistics = {
  title: "Statistics",
  caption:
    "KL per dimension tells how much each of them says about an image; one that hardly varies is not in use. The " +
    "bound weighs many samples by their importance, and is nearer to the negative log-likelihood than −ELBO.",
  images: "Images",
  imagesHelp: "Test images show how well the model does on what it has not been trained on.",
  splits: { test: "Test", train: "Training" },
  samples: "Samples an image",
  samplesHelp:
    "How many latents are drawn for each image. More bring the importance-weighted bound nearer to the likelihood, " +
    "and take that many times as long.",
  order: "Order of bars",
  orderHelp: "By number, or the dimension that says most about an image first.",
  orders: { index: "By number", size: "Largest first" },
  measure: "Measure",
  stop: "Stop",
  measuring: "Measuring",
  negativeElbo: "−ELBO",
  reconstruction: "Reconstruction",
  kl: "KL",
  units: "Active units",
  unitsOf: (active: number, all: number) => `${active} of ${all}`,
  bound: (samples: number) => `Bound of ${counted(samples, "sample")}`,
  drawing: (samples: number, done: number, images: number) =>
    `Drawing ${counted(samples, "sample")} an image: ${number(done)} of ${counted(images, "image")} done.`,
  notMeasured: "Not measured yet.",
  measured: (split: "train" | "test", done: number, all: number, steps: number) =>
    `${done < all ? `${number(done)} of ` : ""}${counted(all, `${split} image`)}, after ${counted(steps, "step")}. ` +
    "In nats per image, lower is better.",
  none: (split: "train" | "test") => `There are no ${split} images.`,
  bars: {
    about: (used: number, all: number) =>
      `KL of each latent dimension in nats; ${used} of ${all} are in use. Arrow keys go from bar to bar.`,
    hint: "Point at a bar, or use the arrow keys, to read it. Filled bars are dimensions in use.",
    one: (dimension: number, kl: string, active: boolean) =>
      `z${dimension}: ${kl} nats, ${active ? "in use" : "not in use"}.`,
  },
  moments: {
    mean: (mean: string) => `their mean is ${mean}`,
    farthest: (mean: string, dimension: number) =>
      `their mean is ${mean} where it is farthest from 0 (z${dimension})`,
    deviation: (deviation: string) => `their standard deviation is ${deviation}`,
    deviations: (least: string, most: string) => `their standard deviations are ${least} to ${most}`,
    correlation: (value: string, one: number, other: number) =>
      `, and the strongest correlation is ${value} (z${one} and z${other})`,
    together: (centre: string, spread: string, correlation: string) =>
      `All images’ codes together: ${centre}, ${spread}${correlation}. The prior has 0, 1${correlation && " and 0"}.`,
    unused: "No dimension is in use: all images have nearly the same code.",
    unbounded: "Some direction is not used at all, so the distance from the prior has no bound.",
    distance: (nats: string) => `A Gaussian with these moments is ${nats} nats from it.`,
    near: "That is near the prior: its samples land where images are.",
    off: "That is a little off the prior: some of its samples land where few images are.",
    far: "That is far from the prior: many of its samples land where no images are.",
  },
};
