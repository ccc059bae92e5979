import { counted, number } from "../format";

const after = "after activation";

const activations = { relu: "ReLU", leakyRelu: "LeakyReLU", gelu: "GELU", silu: "SiLU", tanh: "tanh" };

/** The workspace in which an image's way to its code is seen. */
export const encoder = {
  dimension: (dimension: number) => `z${dimension}`,
  page: (from: number, to: number, all: number) => `Dimensions ${from} to ${to} of ${number(all)}`,
  previous: "Previous dimensions",
  next: "Next dimensions",
  layers: {
    title: "Encoder layers",
    caption:
      "Every number that the encoder makes of this image, layer by layer; the last layer gives the mean and the " +
      "log-variance of each latent dimension. Point at a square to read its number, press it to look into how it came about. Layers are seen as in " +
      "evaluation: a batch norm uses its running moments.",
    stage: "Values",
    stages: { layer: "before norm and activation", norm: "after the norm", activation: after },
    stagesWithoutNorm: { layer: "before activation", activation: after },
    scale: "Scale",
    scales: { unit: "each unit", layer: "each layer", network: "all layers" },
    activations,
    norms: { batch: "batch norm", group: "group norm" },
    kinds: { dense: "Dense", convolution: "Convolution", transposedConvolution: "Transposed convolution" },
    head: "Means and log-variances",
    units: (count: number) => counted(count, "unit"),
    maps: (height: number, width: number, channels: number) =>
      `${counted(channels, "map")} of ${height} × ${width}`,
    name: (number: number, kind: string, size: string) => `${number} · ${kind}, ${size}`,
    values: (name: string, stage: string) => `${name}, ${stage}`,
    mean: (dimension: number) => `mean of z${dimension}`,
    logVariance: (dimension: number) => `log-variance of z${dimension}`,
    atStep: (image: string, step: number) => `${image}, at step ${number(step)}.`,
    none: "The layers are shown once the model has looked at the image.",
    first: {
      kernels: "Kernels",
      weights: "Weights",
      products: "Image × weights",
      shown: "Shown",
      kernelsAbout: "What each map’s window is multiplied with: the most active maps first, as above.",
      weightsAbout: "What each unit multiplies each pixel with, the most active units first.",
      productsAbout:
        "Each pixel times its weight, the most active units first. With the bias, a unit’s products add up to its value " +
        "before norm and activation.",
      colours: "Red, green and blue stand one below the other.",
    },
    templates: {
      button: "What units look for",
      title: "Templates",
      about: (units: number) =>
        `Of ${counted(units, "unit")}, the most active ones when this was opened: how much each one’s value before norm and ` +
        "activation changes with each pixel of this image. Where all layers up to it are ReLU or LeakyReLU without " +
        "group norm, these are the layers’ weights multiplied with one another, by way of the units that are active now.",
    },
  },
  image: {
    label: "The image that is looked into",
    others: "Images to look into",
    imageA: (name: string) => `Image A, ${name}`,
    random: "Random image",
    batch: "Training batch",
    fromBatch: (shown: number, images: number, step: number) =>
      `${shown < images ? `${number(shown)} of the` : "The"} ${counted(images, "image")} that step ${number(step)} learns from.`,
    draw: "Draw",
    clear: "Clear",
    upload: "Open a picture",
    uploading: (name: string) => `Reading ${name}.`,
    back: "Back to image A",
    drawn: "Your drawing",
    uploaded: (name: string, inverted: boolean) =>
      `${name}${inverted ? ", with dark and light exchanged, as these images are ink on an empty ground" : ""}`,
    wrongSize: (name: string, found: string, wanted: string) =>
      `${name} is ${found} pixels, and the model takes ${wanted}. Crop it to that shape, then open it again.`,
    failed: (why: string) => `The picture could not be read: ${why}`,
  },
  saliency: {
    button: "Saliency",
    of: "Of",
    kinds: {
      mean: "a mean",
      logVariance: "a log-variance",
      kl: "the KL",
      loss: "the loss",
      unit: "the chosen unit",
    },
    dimension: "Dimension",
    names: {
      mean: (dimension: number) => `the mean of z${dimension}`,
      logVariance: (dimension: number) => `the log-variance of z${dimension}`,
      kl: "the KL",
      loss: "the loss",
      unit: (unit: number, layer: number) => `unit ${unit} of layer ${layer}`,
    },
    about: (what: string) =>
      `How ${what} changes with each pixel: green raises it when the pixel grows, purple lowers it.`,
    title: (what: string) => `Derivative of ${what} by each pixel`,
    colours: ["red", "green", "blue"],
    pixel: "pixel",
    noUnit: "Press a unit of a layer first.",
  },
  posterior: {
    title: "Posterior of the image",
    caption:
      "The encoder gives a normal distribution q for each latent dimension, beside the prior p, which has mean 0 and " +
      "standard deviation 1 (dashed). A dimension’s KL is the whole area under q log(q/p), where it lies below zero " +
      "counted as negative; the area between the two densities is something else.",
    order: "Order",
    orders: { kl: "largest KL first", index: "by number" },
    draw: "Draw ε anew",
    drawKey: "With the focus in this card, R does the same",
    take: "Take the mean",
    state: (drawn: boolean): string =>
      drawn
        ? "z = μ + σ × ε, with an ε that was drawn from a standard normal distribution."
        : "z = μ: no noise is added, so ε is 0.",
    total: (sum: string, model: string, difference: string) =>
      `KL of the image: ${sum} nats, the sum over its dimensions. The model’s own: ${model}; they differ by ${difference}.`,
    none: "The posterior is shown once the model has looked at the image.",
    bars: {
      mean: "mean μ",
      sigma: "standard deviation σ",
      about: (count: number) =>
        `Mean and standard deviation of ${counted(count, "latent dimension")}. Arrow keys go from one to the next.`,
      hint: "Point at a bar, or use the arrow keys, to read it. Dashed lines are the prior’s.",
      one: (dimension: number, mean: string, sigma: string, kl: string) =>
        `z${dimension}: mean ${mean}, standard deviation ${sigma}, KL ${kl} nats.`,
    },
    plot: {
      name: (name: string, kl: string) => `${name}: ${kl} nats`,
      drawn: (mean: string, sigma: string, noise: string, z: string) =>
        `z = ${mean} + ${sigma} × ${noise} = ${z}`,
      area: (above: string, below: string, sum: string) => `area ${above} − ${below} = ${sum}`,
      about: (name: string, mean: string, sigma: string, kl: string, z: string) =>
        `${name}: posterior with mean ${mean} and standard deviation ${sigma} beside the prior, and the integrand of ` +
        `its KL, ${kl} nats. The latent value is ${z}.`,
    },
    map: {
      about: (names: readonly [string, string], mean: string, sigma: string, z: string) =>
        `The image on ${names[0]} and ${names[1]}: mean ${mean}, standard deviations ${sigma}, drawn at ${z}; ellipses ` +
        "at one and two standard deviations, circles of the prior, dots for other images.",
      caption: "Ellipses at 1σ and 2σ of q; the dot is z, the square μ.",
    },
    table: "Numbers",
    tableOf: "Posterior of the image",
    head: ["Dimension", "μ", "σ", "log σ²", "ε", "z", "KL (nats)"],
  },
};
