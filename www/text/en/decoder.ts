import { number } from "../format";

const pages = {
  page: (from: number, to: number, all: number) => `Dimensions ${from} to ${to} of ${all}`,
  previous: "Previous dimensions",
  next: "Next dimensions",
};

/** From a latent vector to an image: the decoder's input, its layers, what it says, and how that changes. */
export const decoder = {
  map: "map of pixels",
  waiting: "Not known yet.",
  dimension: (dimension: number) => `z${dimension}`,
  at: (row: number, column: number) => `row ${row}, column ${column}`,
  numbers: "Numbers",
  hint: "Point at a pixel, or use the arrow keys, to read it.",
  input: {
    title: "Latent vector",
    caption:
      "The numbers that the decoder makes the image from. Move one, or two on the pad, and all of this workspace shows " +
      "what becomes of it. The ring and the small line are where the encoder puts the image itself; a double click or " +
      "the Home key goes back there. KL is what a dimension says about an image on average, the most telling one first.",
    pad: "pad of two latent dimensions",
    padAbout: (values: string) =>
      `${values}. Arrow keys move by 0.1, with Shift by 1; Home goes back to the image’s own place.`,
    sliderAbout: (value: string, own: string) => `${value}; the image’s own is ${own}`,
    own: "The image’s own",
    centre: "The prior’s centre",
    draw: "Draw from the prior",
    marked: "The marked place",
    from: {
      own: (name: string) => `The latent vector of ${name}, where the encoder puts it.`,
      noise: (name: string) => `A latent vector drawn from the posterior of ${name}.`,
      given: "A latent vector of your own choice.",
    },
    decoded: "What the decoder draws",
    kl: (nats: string) => `${nats} nats`,
    ...pages,
  },
  output: {
    title: "What the decoder says",
    caption: (spread: string) =>
      "The decoder’s image beside the one that was looked into, and what each pixel costs. The error is the decoder’s " +
      "value minus the image’s: green where it is higher, purple where it is lower. " +
      `${spread} The entropy is what a pixel costs on average if it is as the decoder says.`,
    spreads: {
      bernoulli:
        "A pixel x costs −x log p − (1 − x) log(1 − p) nats, where p is the decoder’s value for it; a grey one never " +
        "costs nothing.",
      gaussian:
        "A pixel x costs (x − m)² / 2v + log(2πv) / 2 nats, where m is the decoder’s value for it and v the variance " +
        "that was chosen. These are nats of a density, so they can lie below 0.",
      learnedGaussian:
        "A pixel x costs (x − m)² / 2v + log(2πv) / 2 nats, where m is the decoder’s value for it and v a variance that " +
        "is learned. These are nats of a density, so they can lie below 0.",
      discretisedLogistic:
        "A pixel costs −log of the mass that a logistic distribution around the decoder’s value has within the pixel’s " +
        "step of 1/255; its scale is learned.",
    },
    output: "Decoder",
    original: "Image",
    error: "Error",
    nats: "Cost, nats",
    entropy: "Entropy, nats",
    pixel: (place: string, image: string, output: string, error: string, nats: string, entropy: string) =>
      `${place}: image ${image}, decoder ${output}, error ${error}; costs ${nats} nats, entropy ${entropy}`,
    sum: (nats: string, entropy: string) => `All pixels cost ${nats} nats; their entropy is ${entropy}.`,
    engine: (nats: string, difference: string) =>
      `The engine’s reconstruction term is ${nats}: a difference of ${difference}.`,
    otherZ:
      "This is the cost of the image under another latent vector than its own, which no term of the loss is.",
    scale: (sigma: string) => `The learned scale is ${sigma}.`,
    colours: "Costs and entropies are sums over a pixel’s three colours, errors their mean.",
    about: (name: string, least: string, most: string) => `${name}, from ${least} to ${most}`,
    aboutImage: (name: string) => `${name}, as it is`,
    table: { row: "Row, column", costly: "The 40 pixels that cost most" },
  },
  layers: {
    title: "Decoder, layer by layer",
    caption:
      "What each layer gives to the next, from the latent vector to the image. A square is one value, a map one channel " +
      "over all its places. Click a unit, or press Enter on it, to look at it more closely, switch it off, or hold it at " +
      "another value.",
    latent: "z, the latent vector",
    last: (name: string, outputs: string) => `${name}, ${outputs}`,
    outputs: {
      bernoulli: "logits of the pixels",
      gaussian: "means of the pixels",
      learnedGaussian: "means of the pixels",
      discretisedLogistic: "means of the pixels",
    },
    drawn: "The image",
    values: "Output",
    ofChannel: (channel: number) => `Colour ${channel}`,
    pixel: (place: string, output: string, image: string) => `${place}: ${output} makes ${image}`,
  },
  hold: {
    layer: (number: number) => `Layer ${number}`,
    none: "No unit is chosen: click one below.",
    encoder: "The unit that is chosen is one of the encoder.",
    chosen: (layer: string, unit: number, place: string, value: string) =>
      `${layer}, unit ${unit}${place}: ${value}`,
    place: (place: string) => ` at ${place}`,
    off: "Switch off",
    free: "Let go",
    at: "Hold at",
    onlyPlace: "Only at this place",
    allOn: "All on again",
    held: "Held units",
    edit: (layer: string, unit: number, place: string, value: string) =>
      `${layer}, unit ${unit}${place} at ${value}`,
    forget: (what: string) => `Let go ${what}`,
    before: "Before",
    after: "Now",
    difference: "Difference",
    nothing: "no unit is held",
    changed: (most: string) => `at most ${most}`,
    pixel: (place: string, before: string, after: string, difference: string) =>
      `${place}: ${before} before, ${after} now, difference ${difference}`,
  },
  strokes: {
    title: "Strokes",
    caption:
      "The decoder’s last layer adds up pictures: each of its inputs times its own weights, one stroke, and all of them " +
      "and the bias make the pixels’ logits or means. Here the largest come first; a stroke’s size is the root of its " +
      "summed squares, its share that size among all.",
    count: "Strokes added",
    carried: (count: number, all: number, share: string) =>
      `${number(count)} of ${number(all)} strokes carry ${share}.`,
    reach: (eighty: number, ninetyFive: number) =>
      `80% are carried by the first ${number(eighty)}, 95% by the first ${number(ninetyFive)}.`,
    bias: "No stroke yet: the bias alone.",
    show: "Show",
    shows: { strokes: "strokes", weights: "weights" },
    soFar: "So far",
    whole: "All of them",
    missing: "Still missing",
    unit: (unit: number) => `unit ${unit}`,
    note: (value: string, share: string) => `× ${value}, ${share}`,
    mapNote: (share: string) => share,
    about: (unit: number, share: string) =>
      `What unit ${unit} paints, ${share} of all. Enter looks at the unit more closely.`,
    aboutWeights: (unit: number) => `The weights of unit ${unit}. Enter looks at the unit more closely.`,
    pixel: (unit: number, place: string, value: string) => `Unit ${unit}, ${place}: ${value}`,
    sums: (place: string, soFar: string, whole: string, missing: string) =>
      `${place}, before it is made a pixel: ${soFar} so far, ${whole} with all strokes, ${missing} still missing`,
    some: (shown: number, all: number) =>
      shown < all ? `The ${number(shown)} largest of ${number(all)} strokes:` : "All strokes:",
    checked: (difference: string) =>
      `Bias and strokes added up here: a difference of at most ${difference} to the engine’s output.`,
    table: { unit: "Unit", value: "Largest value", share: "Share with those before" },
  },
  jacobian: {
    title: "What each dimension changes here",
    caption:
      "How each pixel changes with one latent dimension at this latent vector, all others held: the derivative of the " +
      "image, green where it rises and purple where it falls. Scaled by the posterior’s σ, it is the change over one " +
      "standard deviation of what the encoder leaves open.",
    order: "Order by",
    orders: { norm: "change", kl: "KL" },
    scaled: "Scaled by σ",
    note: (norm: string) => `size ${norm}`,
    about: (dimension: number, norm: string) => `What z${dimension} changes, size ${norm}`,
    pixel: (dimension: number, place: string, value: string) => `z${dimension}, ${place}: ${value}`,
    held: "Units that are held are not held here: these are the model’s own derivatives.",
    perUnit: "per unit of z",
    perSigma: "per σ",
    colours: "Of colours, the mean of a pixel’s three is shown.",
    table: { dimension: "Dimension", norm: "Size", kl: "KL, nats", sigma: "σ here", z: "z here" },
    unknown: "–",
    ...pages,
  },
};
