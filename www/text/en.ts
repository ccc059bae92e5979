/**
 * Every sentence of the interface, in English, by the room it is said in. What depends on a value is a function of it.
 * Another language is one more file of the type `Text`.
 */
const common = {};

const data = {};

const engine = {};

const run = {};

const panels = {};

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
    scale: {
      bernoulli: (meanPixel: string, entropy: string) =>
        `For scale: guessing each pixel’s mean costs ${meanPixel}; nothing gets below ${entropy}, the entropy of the pixels.`,
      discretisedLogistic:
        "Reconstruction is what the 256 values of the pixels cost; other likelihoods have other scales.",
      density:
        "A Gaussian likelihood is a density: reconstruction may fall below 0. Other likelihoods have other scales.",
    },
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
