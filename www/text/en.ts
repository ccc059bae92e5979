/**
 * Every sentence of the interface, in English, by the room it is said in. What depends on a value is a function of it.
 * Another language is one more file of the type `Text`.
 */
const common = {};

const data = {};

const engine = {};

const run = {
  openingDevice: "Opening the device",
  tryAgain: "Try again",
  trainOnCpu: "Train on the CPU instead",
  restart: "Restart",
  deviceStays: (kind: "cpu" | "webgpu") =>
    `The model on the ${kind === "cpu" ? "CPU" : "GPU"} stays as it was.`,
  learnedIsLost: "What the model had learned is lost; the settings are kept.",
  noModel: "There is no model to do this with. Reset to open one.",
  dataStays: "The data loaded before stays.",
  modelStays: "The model on this page stays as it was.",
  startWithWeights: "Start anew with its weights",
  diverged:
    "The losses are no longer finite numbers: training has diverged. Lower the learning rate and reset.",
  loading: "Loading",
  givingImages: "Giving the images to the model",
  checkpointTooLarge: (name: string) =>
    `${name} has more than 1 GiB: the checkpoint can't be used. Choose a smaller one.`,
  fileUnreadable: (name: string, why: string) => `${name} could not be read (${why}). Choose it again.`,
  likelihoods: {
    meanPixel: "mean pixel",
    entropyFloor: "pixel entropy",
    crossEntropy: (meanPixel: string, entropyFloor: string) =>
      `For scale: guessing each pixel’s mean costs ${meanPixel}; nothing gets below ${entropyFloor}, the entropy of ` +
      "the pixels.",
    density:
      "A Gaussian likelihood is a density: reconstruction may fall below 0. Other likelihoods have other scales.",
    levels: "Reconstruction is what the 256 values of the pixels cost; other likelihoods have other scales.",
  },
};

const panels = {
  noImages: "There are no images yet.",
  diverged:
    "Training has diverged: the model’s numbers are no longer finite. Lower the learning rate and reset.",
  className: (name: string) => `class ${name}`,
  imageNumber: (row: number) => `image ${row}`,
  latent: {
    title: "Latent space",
    caption:
      "Where the encoder puts each image: dots are training images, rings test images. The dashed circles are 1, 2 " +
      "and 3 standard deviations of the prior. Click two points to walk between them.",
    lasso: "Draw a line around points to select them.",
    inPart: (shown: string, all: string) => `${shown} of ${all} are shown.`,
    image: "image",
  },
  dimensions: {
    horizontal: "Horizontal dimension",
    vertical: "Vertical dimension",
    by: "by",
  },
  manifold: {
    title: "Decoded grid",
    caption:
      "What the decoder draws at each place of the same plane, from −3 to 3. Point at an image to see where it lies " +
      "in the map, click to mark the place.",
    others: (count: number) =>
      count === 1
        ? "The other dimension is held at 0, the mean of the prior."
        : `The other ${count} dimensions are held at 0, the mean of the prior.`,
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
  interpolation: {
    title: "Interpolation",
    caption:
      "The straight line from A to B in latent space, decoded at eleven places. Both ends are reconstructions.",
    random: "Random pair",
    empty: "Interpolation, no images yet",
    slot: (slot: string, name: string, row: number) => `${slot} ${name}, image ${row}`,
    hint: (slot: string) => `Your next pick, in the map or among the images, becomes ${slot}.`,
    strip: (count: number, from: string, to: string) => `${count} decoded images from ${from} to ${to}`,
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
    bound: (samples: string) => `Bound of ${samples}`,
    drawing: (samples: string, done: string, images: string) =>
      `Drawing ${samples} an image: ${done} of ${images} done.`,
    notMeasured: "Not measured yet.",
    measured: (images: string, steps: string) =>
      `${images}, after ${steps}. In nats per image, lower is better.`,
    partOf: (done: string, images: string) => `${done} of ${images}`,
    none: (split: string) => `There are no ${split} images.`,
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

const settings = {};

const shell = {
  title: "VAE Playground",
  intro:
    "A variational autoencoder squeezes each image into a few numbers, z, and learns to draw it again from them. Press Train.",
  controls: "Controls",
  data: "Data",
  settings: "Settings",
  credit: "Source",
  dropHere: "Drop images, or a saved model",
  onlyModels: "Only a saved model can be dropped here.",
  dismiss: "Dismiss",
  theme: { dark: "Dark theme", light: "Light theme" },
  workspaces: {
    train: { title: "Train", short: "Train" },
    latent: { title: "Latent space", short: "Latent" },
  },
  band: {
    label: "The model, part by part",
    parts: {
      image: { name: "Image", short: "Image" },
      encoder: { name: "Encoder", short: "Encoder" },
      latent: { name: "Latent z", short: "z" },
      decoder: { name: "Decoder", short: "Decoder" },
      reconstruction: { name: "Reconstruction", short: "Output" },
    },
    leadsTo: (workspace: string) => `Opens ${workspace}`,
    linear: "one linear layer",
    maps: (channels: string) => `${channels} maps`,
    numbers: (count: number) => `z: ${count}`,
  },
  run: {
    label: "Run",
    train: "Train",
    trainMore: (epochs: number) => `Train ${epochs} more`,
    trainKey: "Space bar",
    pause: "Pause",
    step: "Step",
    oneStep: "One optimiser step",
    reset: "Reset",
    applyAndReset: "Apply and reset",
    settings: "Settings",
    opening: "Opening…",
    stopped: "Stopped",
    firstStep: "Preparing the first step…",
    training: "Training",
    working: "Working…",
    done: "Target reached",
    ready: "Ready",
    paused: "Paused",
    epochsTrained: "Epochs trained",
    epoch: (epoch: string, target: string) => `epoch ${epoch} of ${target}`,
    losses: "Nats per image, lower is better",
    onTrain: "Train",
    atEpoch: (epoch: string) => `at epoch ${epoch}`,
    onTest: "Test",
    reconstruction: "Reconstruction",
    kl: "KL",
    negativeElbo: "−ELBO",
  },
  figures: {
    label: "Figures",
    epoch: "Epoch",
    epochOf: (epoch: string, target: string) => `${epoch} of ${target}`,
    speed: "Images/s",
    steps: "Steps",
    parameters: "Parameters",
    memory: "Memory to train",
    memoryHelp: "An estimate: weights, gradients, the optimiser’s memory and a batch, without the images",
    mebibytes: (size: string) => `≈ ${size} MiB`,
    muchMemory:
      "Training may end for want of memory: a browser gives the engine 4 GiB at most. Choose fewer or narrower layers, " +
      "or a smaller batch.",
  },
  modelFile: {
    label: "Model file",
    save: "Save model",
    open: "Open model",
    input: "Saved model file",
    about:
      "One file with weights, settings and training, to go on from later. Drop one on the page to open it.",
    saved: (file: string, steps: string) => `Saved ${file}, after ${steps}.`,
    opening: (file: string) => `Opening ${file}…`,
    opened: (file: string, steps: string) => `Opened ${file}, after ${steps}.`,
    notReady: (file: string) =>
      `${file} was not opened: there is no model that is ready yet. Try again soon.`,
    replaces: (file: string, steps: string) =>
      `Opening ${file} replaces the model on this page, whose ${steps} are not saved.`,
    openIt: "Open it",
    step: "step",
  },
};

const views = {
  train: "train",
  test: "test",
  z: (values: string[]) => `z = ${values.join(", ")}`,
  map: {
    role: "scatter plot",
    none: "Latent space, no images embedded yet.",
    about: (train: number, test: number, extent: number) =>
      `Posterior means of ${train} training and ${test} test images, within ${extent} of the origin. ` +
      "Arrow keys move from image to image, Enter picks one.",
    selecting: " Shift and Enter select one more, Escape none.",
    className: (name: string) => `Class ${name}`,
    image: (row: number, test: boolean) => `${test ? "test" : "train"} image ${row}`,
    picked: (what: string) => `Picked: ${what}`,
    gathered: "All images lie near 0: the encoder does not tell them apart yet.",
  },
  legend: {
    label: "Classes: press to mute or show",
    className: (name: string) => `Class ${name}`,
    more: (count: number) => `and ${count} more`,
  },
  grid: {
    role: "grid of decoded images",
    none: "Decoded images, none yet.",
    about: (count: number, extent: number) =>
      `${count} decoded images over latent space from −${extent} to ${extent}. Arrow keys move the cursor.`,
  },
  pairs: {
    label: (test: boolean) => `${test ? "Test images" : "Images"} and their reconstructions`,
    image: (row: number, test: boolean) => `${test ? "Test image" : "Image"} ${row}`,
    ofClass: (name: string) => `, class ${name}`,
    picked: (slot: string) => `, picked as ${slot}`,
  },
  losses: {
    about: (title: string, train: string, test: string) =>
      `${title} in nats per image over epochs: train ${train}, test ${test}.`,
  },
  bars: {
    about: (used: number, all: number) =>
      `KL of each latent dimension in nats; ${used} of ${all} are in use. Arrow keys go from bar to bar.`,
    hint: "Point at a bar, or use the arrow keys, to read it. Filled bars are dimensions in use.",
    one: (dimension: number, kl: string, active: boolean) =>
      `z${dimension}: ${kl} nats, ${active ? "in use" : "not in use"}.`,
  },
};

const hosts = {
  attributes: {
    names: (names: readonly string[]) => names.map((name) => `“${name}”`).join(", "),
    unknown: (attribute: string, value: string, choices: string) =>
      `The attribute ${attribute}="${value}" names nothing here. Take one of ${choices}.`,
    notWhole: (attribute: string, value: string, least: string, most: string) =>
      `The attribute ${attribute}="${value}" must be a whole number from ${least} to ${most}.`,
    noFolder: (set: string) =>
      `${set} lies in files, and the playground was not told where: set its attribute “data”.`,
    unknownView: (value: string, view: string, views: string) =>
      `The attribute view="${value}" names a view that there is not: “${view}”. Take “all”, or some of ${views}.`,
  },
  notebook: {
    noModel: "The model is gone. Restart it in the widget.",
    closed: "The widget was closed.",
    modelFile: "The model from Python",
    elsewhere: "This widget now runs in another page, which was opened later. Here it is as it was.",
    kernelGone:
      "The kernel of this widget is gone. Its model stays here until the page is loaded anew: you can go on " +
      "training, and save it. For Python, run the cell again.",
  },
  pageTitle: (workspace: string) => `${workspace} – VAE Playground`,
};

export const en = {
  /** For formats of numbers and dates, and the `lang` of what is shown. */
  locale: "en",
  common,
  data,
  engine,
  run,
  panels,
  settings,
  shell,
  views,
  hosts,
};
