import { counted, number } from "../format";

export const panels = {
  noImages: "There are no images yet.",
  diverged:
    "Training has diverged: the model’s numbers are no longer finite. Lower the learning rate and reset.",
  className: (name: string) => `class ${name}`,
  imageNumber: (row: number) => `image ${row}`,
  latent: {
    title: "Latent space",
    caption:
      "Where the encoder puts each image: dots are training images, rings test images. The dashed circles are 1, 2 " +
      "and 3 standard deviations of the prior. Click two points to walk between them, or another place to mark it. " +
      "Draw a line around points to select them; hold Shift to move the map.",
    unlabelled: "The images have no classes; blue are training images, orange test images.",
    inPart: (shown: number, all: number) =>
      `While the model trains, ${counted(shown, "image")} of ${number(all)} are shown.`,
  },
  dimensions: {
    horizontal: "Horizontal dimension",
    vertical: "Vertical dimension",
    by: "by",
  },
  components: {
    button: "Components",
    help:
      "The plane in which the codes vary most: their first two principal components, and how much of all variance " +
      "each has",
    axis: (component: number, share: string) => `PC ${component} (${share})`,
  },
  loss: {
    title: "Loss",
    caption:
      "Reconstruction is how many nats the decoder misses an image by; KL is how much the code says about it beyond " +
      "the prior. Their sum, −ELBO, is what training lowers at beta = 1, unless you choose another objective.",
    unit: "nats per image, by epoch",
    reconstruction: "Reconstruction",
    kl: "KL",
  },
  reconstructions: {
    title: "Images and reconstructions",
    testTitle: "Test images and reconstructions",
    caption:
      "Training images, since there is no test set, each above what is left of it after passing through z. Press one " +
      "to pick it for the interpolation.",
    testCaption:
      "Images the model has not been trained on, each above what is left of it after passing through z. Press one to " +
      "pick it for the interpolation.",
    others: "Other images",
  },
  statistics: {
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
