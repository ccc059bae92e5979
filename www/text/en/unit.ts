import type { Activation } from "../../engine/protocol";
import { counted, number } from "../format";

const ordinalPlace = (row: number, column: number) => `row ${row}, column ${column}`;

/** One value of a model, opened down to the arithmetic. */
export const unit = {
  fullScreen: { back: "Back to the layers" },
  title: "Down to the arithmetic",
  caption:
    "One value of the model, computed again with this image’s numbers: what goes in, the weights it is multiplied with, and " +
    "each step to what the next layer takes. Nothing is retold: every result is computed here, in 64 bits, from the numbers " +
    "shown, and its distance from the model’s own, which has 32, is said. Numbers are rounded on screen; “All digits” " +
    "shows those that are computed with.",
  choose: "Choose a layer here, or a value in a picture of the layers above, to see how it is computed.",
  waiting: "The layer’s numbers are on their way.",
  allDigits: "All digits",
  address: {
    name: "Address",
    layer: "Layer",
    none: "choose a layer",
    encoder: "Encoder",
    decoder: "Decoder",
    unit: "Unit",
    channel: "Channel",
    of: (count: number) => `of ${number(count)}`,
    row: "Row",
    column: "Column",
    previous: "Previous unit",
    next: "Next unit",
    close: "Close",
    escape: "Escape closes it, too",
  },
  layer: {
    dense: "dense",
    convolution: "convolution",
    transposedConvolution: "transposed convolution",
  },
  block: (index: number, kind: string, from: string, to: string) => `${index}: ${kind}, ${from} to ${to}`,
  size: (height: number, width: number, channels: number) => `${height} × ${width} × ${channels}`,
  features: (count: number) => number(count),
  /** What an output value is called. */
  value: (layer: string, unit: number, place: [number, number] | null) =>
    `${layer}, unit ${unit}${place ? `, ${ordinalPlace(...place)}` : ""}`,
  mean: (dimension: number) => `the posterior’s mean of z${dimension}`,
  logVariance: (dimension: number) => `the logarithm of the posterior’s variance of z${dimension}`,
  gives: (what: string, value: string, step: number) =>
    `${what}: it gives ${value} for this image, after ${counted(step, "training step")}.`,
  gaveAs: (what: string, as: string, value: string, step: number) =>
    `${what}, ${as}: it is ${value} for this image, after ${counted(step, "training step")}.`,
  held: (value: string) => `Its output is held at ${value} now, whatever it computes.`,
  check: (recomputed: string, difference: string) =>
    `Recomputed here: ${recomputed}, difference ${difference}.`,
  code: "In PyTorch",
  sum: {
    title: "Products and their sum",
    dense: (inputs: number) =>
      `Each of the ${counted(inputs, "input")} is multiplied with this unit’s weight for it; the products are added up, and the bias to them.`,
    convolution: (size: number, channels: number) =>
      `The window of ${size} by ${size} places lies on ${channels === 1 ? "the input" : `all ${number(channels)} input channels`}; what is ` +
      "under it is multiplied with the kernel, cell by cell, and all products are added up, and the bias to them. Hatched cells " +
      "lie past the edge and count as 0.",
    transposed: (windows: number, size: number) =>
      `Each input value lays ${size} by ${size} products on the output, around its own place. ${
        windows === 1 ? "One window covers" : `${windows} windows cover`
      } this place, each with another cell of the kernel; what they lay here is added up, and the bias to it.`,
    result: (products: string, bias: string, total: string) =>
      `The products sum to ${products}; with the bias of ${bias} that is ${total}.`,
    terms: (count: number, all: number) =>
      count < all ? `The ${count} largest of ${number(all)} products` : `All ${counted(all, "product")}`,
    head: { input: "Input", value: "Value", weight: "Weight", product: "Product" },
    others: (count: number) => `other ${number(count)} sum to`,
    bias: "bias",
    total: "sum",
    unit: (unit: number) => `unit ${unit}`,
    latent: (dimension: number) => `z${dimension}`,
    pixel: (row: number, column: number, channel: number | null) =>
      ordinalPlace(row, column) + (channel === null ? "" : `, channel ${channel}`),
    maps: { input: "input", weight: "weights", product: "products" },
    map: (what: string, channel: number) => `${what} of channel ${channel}`,
    channel: (channel: number, sum: string) => `Channel ${channel}: products sum to ${sum}`,
    only: (sum: string) => `Products sum to ${sum}`,
    ranked: (shown: number, all: number) =>
      shown < all
        ? `${shown} of ${number(all)} channels, those that add most first.`
        : "Channels that add most first.",
    otherChannels: (count: number) => `${counted(count, "other channel")} sum to`,
    shownChannels: (count: number) => `${counted(count, "channel")} shown sum to`,
    pages: {
      previous: "Channels before",
      next: "Further channels",
      page: (from: number, to: number, all: number) => `Channels ${from} to ${to} of ${number(all)}`,
    },
    window: { convolution: "under the window", transposed: "laid on this cell" },
    kernel: "kernel",
    product: "products",
    past: "past the edge, counts as 0",
    inputMap: (channel: number, boxes: string) => `Input channel ${channel}, ${boxes}`,
    box: (row: number, column: number) => `the window’s first cell at ${ordinalPlace(row, column)}`,
    covers: (places: string[]) => `used at ${places.join("; ")}`,
    place: ordinalPlace,
    outputMap: (place: string, value: string) =>
      `What this unit gives at each place; ${place}: ${value}. Arrow keys go to the places around.`,
    outputs: "what the unit gives",
    role: "map of places",
    play: "Move the window over the map",
    stop: "Stop",
    scale: (weights: string, products: string) =>
      `Green is above 0, purple below: weights up to ±${weights}, products up to ±${products}.`,
  },
  norm: {
    batch: "Batch norm",
    group: "Group norm",
    batchSaid: (mean: string, variance: string) =>
      `The value is moved and scaled by the channel’s mean ${mean} and variance ${variance}, which are running averages over ` +
      "training batches: this is evaluation mode. In training each batch’s own take their place.",
    groupSaid: (first: number, last: number, values: number, mean: string, variance: string) =>
      `The value is moved and scaled by the mean ${mean} and the variance ${variance} of its group in this image: channels ` +
      `${first} to ${last} at all places, ${counted(values, "value")}.`,
    scaled: (gamma: string, beta: string, result: string) =>
      `Then it is multiplied with γ = ${gamma} and β = ${beta} is added, both learned: ${result}.`,
  },
  activation: {
    title: (name: string) => `Activation: ${name}`,
    names: {
      relu: "ReLU",
      leakyRelu: "leaky ReLU",
      gelu: "GELU",
      silu: "SiLU",
      tanh: "tanh",
    } satisfies Record<Activation, string>,
    said: {
      relu: (x: string, y: string, below: boolean) =>
        below
          ? `${x} is below 0, so nothing passes: ${y}.`
          : `${x} is not below 0, so it passes as it is: ${y}.`,
      leakyRelu: (x: string, y: string, below: boolean) =>
        below
          ? `${x} is below 0, so a hundredth of it passes: ${y}.`
          : `${x} is not below 0, so it passes as it is: ${y}.`,
      gelu: (x: string, y: string) =>
        `${x} times the share of a standard normal distribution below it is ${y}.`,
      silu: (x: string, y: string) => `${x} times its sigmoid is ${y}.`,
      tanh: (x: string, y: string) => `${x} is bent into the range from −1 to 1: ${y}.`,
    } satisfies Record<Activation, (x: string, y: string, below: boolean) => string>,
    label: (name: string, x: string, y: string) =>
      `The curve of ${name}, with a dot at ${x}, where it is ${y}`,
    along: "what goes in",
  },
  draw: {
    title: (dimension: number) => `A draw of z${dimension}`,
    said: (mean: string, deviation: string, noise: string, z: string) =>
      `The posterior’s mean ${mean}, plus its standard deviation ${deviation} times the noise ${noise}, is ${z}.`,
    none: "The noise is 0 now, so z is the posterior’s mean.",
    ownZ: "The decoder is given another latent vector now; this is the image’s own.",
    again: "Draw noise anew",
    zero: "No noise",
  },
  kl: {
    title: (dimension: number) => `KL of z${dimension}`,
    said: (mean: string, variance: string, kl: string) =>
      `A posterior with mean ${mean} and variance ${variance} is ${kl} nats from the prior, which has mean 0 and variance 1.`,
    area: (area: string) =>
      `The curve is q log(q / p) at each z, with q the posterior’s density and p the prior’s. Its area, green less purple, is ${area} ` +
      "here, summed over 2,000 steps: that is the KL. The area between the two densities is not.",
    all: "All dimensions together:",
    along: (dimension: number) => `z${dimension}`,
    label: (kl: string) => `q log(q / p) along z; its area above zero less that below is ${kl}`,
  },
  pixel: {
    title: "The pixel",
    bernoulli: (output: string, p: string) =>
      `The decoder gives a logit of ${output}; its sigmoid is the probability of 1: ${p}.`,
    mean: (output: string, p: string) =>
      `The decoder gives a mean of ${output}; held in [0, 1], the pixel shown is ${p}.`,
  },
  cost: {
    title: "What the pixel costs",
    bernoulli: (x: string, p: string, cost: string) =>
      `The image has ${x} here and the decoder says ${p}: that costs ${cost} nats.`,
    mean: (x: string, mean: string, deviation: string, cost: string) =>
      `The image has ${x} here, the decoder’s mean is ${mean} and its standard deviation ${deviation}: that costs ${cost} nats.`,
    logistic: (x: string, mean: string, scale: string, cost: string) =>
      `The image has ${x} here; the decoder’s logistic distribution has mean ${mean} and scale ${scale}, and the probability ` +
      `of the 8-bit value ${x} costs ${cost} nats.`,
    least: {
      bernoulli: (least: string) =>
        `No answer costs less than H(x) = ${least}, the dashed line: a grey pixel costs something even where it is met exactly.`,
      gaussian: (least: string) =>
        `No mean costs less than ${least}, the dashed line, with this variance; as a density’s logarithm it may be below 0.`,
      learnedGaussian: (least: string) =>
        `No mean costs less than ${least}, the dashed line, with this learned scale; as a density’s logarithm it may be below 0.`,
      discretisedLogistic: (least: string) =>
        `No mean costs less than ${least}, the dashed line, with this learned scale.`,
    },
    all: "All pixels together:",
    along: { bernoulli: "probability that the decoder says", mean: "mean that the decoder says" },
    label: (x: string, at: string, cost: string) =>
      `What each answer costs where the image has ${x}; a dot at ${at}: ${cost} nats`,
  },
  excite: {
    title: "What excites it",
    split: "Images",
    splits: { test: "held-out images", train: "training images" },
    find: "Find them",
    stop: "Stop",
    working: "Going through the images",
    idle: "The nine images to which this unit answers most strongly, and how often it is active: on request, since every image has to go through the model.",
    noSplit: "There are no such images.",
    active: (share: string, images: number, places: boolean, mean: string, step: number) =>
      `Above 0 at ${share} of ${places ? "all places of " : ""}${counted(images, "image")}, ${mean} on average, after ${counted(step, "training step")}.`,
    never: "It was never above 0 on these images: it may be a dead unit.",
    image: (image: string, value: string) => `${image}: ${value}`,
    images: "The images that excite it most, strongest first",
  },
};
