import { counted, fixed, number, fiveDigits } from "../format";

/** One step of training, recorded and shown stage by stage. */
export const slowMotion = {
  title: "A step in slow motion",
  caption:
    "One real step of training: it counts as any other, and afterwards the model is where Step would have brought it. All " +
    "that is shown here was recorded in it, forward and on the way back. Purple is below zero, green above; the number below " +
    "each sheet is its strongest colour.",
  record: "Record",
  again: "Record another",
  recordHelp: "Takes one step of training, after a pause, and keeps what happens in it",
  none: "Nothing is recorded yet. Record takes one step of training and keeps all that happens in it, to be looked at slowly.",
  recording: "Recording a step.",
  player: "Replay: space plays and pauses, arrow keys go from stage to stage",
  play: "Play",
  backwards: { short: "Backward", name: "Play backward" },
  pause: "Pause",
  previous: { short: "←", name: "Previous stage" },
  next: { short: "→", name: "Next stage" },
  speed: "Speed",
  speeds: { "0.25": "¼×", "0.5": "½×", "1": "1×", "2": "2×", "4": "4×" },
  stageList: "Stages",
  at: (stage: number, all: number, name: string) => `${stage} of ${all}: ${name}`,
  images: "Images of the batch",
  image: (row: number, name: string) => `Image ${number(row)}, ${name}`,
  way: "The image’s way through the model and back",
  waysParts: { image: "Image", latent: "z", reconstruction: "Drawn" },
  encoderBlock: (i: number) => `Encoder ${i}`,
  decoderBlock: (i: number) => `Decoder ${i}`,
  values: (name: string) => `${name}, values`,
  gradient: (name: string) => `${name}, the loss’s gradient`,
  toScale: (most: number, signed: boolean) => `${signed ? "±" : "0 to "}${fiveDigits(most)}`,
  gradientScale: (most: number) => `∂L: ±${fiveDigits(most)}`,
  ratio: (share: number) => `weight moved by ${fixed(100 * share, 3)}%`,
  detail: "This stage in numbers",
  stages: {
    batch: "Pick the batch",
    encode: "Encode",
    posterior: "Mean and spread",
    sample: "Draw z",
    decode: "Decode",
    measure: "Measure",
    output: "Back: output",
    decoderBack: "Back: decoder",
    byZ: "Back: z",
    split: "Two pulls",
    encoderBack: "Back: encoder",
    update: "Update",
    again: "The same again",
  },
  batch: (size: number, shown: number, step: number) =>
    `Step ${number(step)} took ${counted(size, "image")} by chance from those to train on. ` +
    `${counted(shown, "of them is", "of them are")} shown.`,
  encode:
    "Each block takes what the one before gives. What the last one gives are the numbers of the posterior.",
  decode:
    "The decoder knows z alone. Its last numbers say for each pixel what it expects; the image of that is on the right.",
  blocks: "Blocks",
  block: "Block",
  takes: "takes",
  gives: "gives",
  length: "length of the gradient",
  valuesCount: "values",
  posterior:
    "What the encoder says of the image: for each dimension of z a mean μ and a variance, as its logarithm.",
  sample: "Chance, ε, is drawn from a standard normal distribution, and moves z away from μ by so many σ.",
  dimension: "dimension",
  engine: "the engine’s",
  difference: "difference",
  here: (most: number) => `Recomputed here from the numbers shown: at most ${fiveDigits(most)} apart.`,
  measure:
    "What the drawn image costs, in nats: reconstruction, pixel by pixel, and KL, dimension by dimension.",
  pixelCosts: "Cost of each pixel",
  sums: "Sums over pixels and dimensions",
  summed: "summed here",
  kl: "KL",
  klNats: "KL, nats",
  reconstruction: "Reconstruction",
  ofImage: "this image",
  ofBatch: (size: number) => `mean of all ${number(size)}`,
  losses: "Loss, nats an image",
  weighted: (beta: number) => `Reconstruction + ${fiveDigits(beta)} × KL`,
  otherObjective:
    "The objective is another one than the ELBO with one draw: its loss is not the sum of these two, and what follows are " +
    "the engine’s gradients alone.",
  noPixels: "For this likelihood or objective only the engine’s sum is shown.",
  output:
    "How the loss changes with each number that the decoder gave: where too much was drawn it is green, where too little purple.",
  outputElse: "Here the engine’s gradient by the decoder’s output alone, for this likelihood or objective.",
  drawn: "p",
  original: "x",
  outputGradient: "(p − x) / n",
  engineGradient: "the engine’s",
  decoderBack: "From block to block backward: how the loss changes with what each of them gave.",
  byZ: "All that the decoder wants of this image comes down to these numbers: how the loss changes with z.",
  byZFormula: "∂L/∂z, through the decoder alone",
  split:
    "Two pulls meet at the posterior: reconstruction wants a code that is told from others, KL one near the prior. The " +
    "map, where it stands beside this, shows from each code the way that each pull goes.",
  inputs: "What they follow from",
  splitElse:
    "The gradient falls into these two parts for the ELBO with one draw alone. For this objective here is the engine’s as a whole.",
  pulls: { reconstruction: "reconstruction’s pull", prior: "KL’s pull" },
  pullScale: (times: number) => `Arrows are ${fiveDigits(times)} times as long as the gradients.`,
  byMean: "∂L/∂μ",
  byLogVariance: "∂L/∂log σ²",
  parts: { reconstruction: "from reconstruction", prior: "from KL", sum: "sum", engine: "the engine’s" },
  encoderBack:
    "From the posterior back through the encoder, to the image. Images are given, so the way ends there.",
  update: (optimizer: string, rate: number) =>
    `Each weight has a gradient, gathered over the whole batch. ${optimizer} makes of it what is added to the weight, at a learning ` +
    `rate of ${fiveDigits(rate)}.`,
  clipped:
    "Gradients are shown as they were before all of them were shortened to the longest that is allowed.",
  optimizers: { adam: "Adam", adamW: "AdamW", sgd: "SGD", rmsProp: "RMSprop" },
  tensors: "Lengths",
  tensor: "numbers",
  weight: "weight",
  before: "before",
  after: "after",
  change: "change",
  byGradient: "gradient",
  ratioHead: "change / weight",
  plain: "−rate × gradient",
  largestChanges: (count: number, name: string) =>
    `The ${counted(count, "largest change", "largest changes")} in ${name}`,
  place: "place",
  sheets: { before: "weight", gradient: "gradient", change: "change" },
  sheet: (what: string, rows: number, columns: number, corner: number | null) =>
    `${what}, ${number(rows)} × ${number(columns)}${corner === null ? "" : `, its first ${corner} each way`}`,
  waiting: "Reading what the step did to this block.",
  gone: "What the step did to the weights is no longer kept.",
  same: "The same images with the same ε, once more, with the weights that the step has left.",
  incomparable: {
    batchNorm:
      "Before, batch norm took the batch’s own mean and variance; after, it takes the running ones, as in evaluation. So the " +
      "difference is not the step’s alone, and is not shown.",
    draws:
      "Before, several draws an image went into the loss; after, there is the first. So the difference is not shown.",
  },
  ofShown: (count: number) => `Mean of the ${counted(count, "image")} shown`,
};
