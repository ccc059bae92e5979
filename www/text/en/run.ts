import { counted, number, significant } from "../format";

const inUse = { cpu: "CPU", webgpu: "GPU" };

const tenth = (epoch: number) => number(Math.floor(epoch * 10) / 10);

export const run = {
  openingDevice: "Opening the device",
  tryAgain: "Try again",
  trainOnCpu: "Train on the CPU instead",
  deviceStays: (kind: "cpu" | "webgpu") => `The model on the ${inUse[kind]} stays as it was.`,
  /** What `auto` has found. */
  devices: {
    timed: ({ cpu, webgpu }: { cpu: number; webgpu: number }, kind: "cpu" | "webgpu") =>
      `CPU: ${significant(cpu, 2)} ms a step, GPU: ${significant(webgpu, 2)} ms a step. It runs on the ${inUse[kind]}.`,
    failed: (why: string, kind: "cpu" | "webgpu") =>
      `It stays on the ${inUse[kind]}, for the other device could not be tried: ${why}`,
    tooLong: "it took more than a minute.",
  },
  learnedIsLost: "What the model had learned is lost; the settings are kept.",
  notKept: (epoch: number, why: string) =>
    `What was trained until epoch ${tenth(epoch)} can’t be kept to go back to (${why}). Go on, and it is lost.`,
  loseIt: "Go on",
  noModel: "There is no model to do this with. Reset to open one.",
  dataStays: "The data loaded before stays.",
  diverged:
    "The losses are no longer finite numbers: training has diverged. Go back to where they were, with a lower learning " +
    "rate or clipped gradients.",
  nothingFinite: "The model can’t be saved: its numbers are no longer finite, and none were kept before.",
  divergence: {
    back: (epoch: number, remedy: string) => `Back to epoch ${tenth(epoch)}, ${remedy}`,
    anew: (remedy: string) => `Begin anew, ${remedy}`,
    rate: (rate: string) => `learning rate ${rate}`,
    clip: (norm: string) => `gradients clipped at ${norm}`,
  },
  /** After the engine ended; `how` is one of those below, or nothing. */
  recovery: {
    kept: (epoch: number) => `The model of epoch ${tenth(epoch)} is kept.`,
    goOn: (epoch: number, how: string) => `Go on from epoch ${tenth(epoch)}${how}`,
    restart: (how: string) => `Restart${how}`,
    withBatch: (size: number) => ` with a batch of ${number(size)}`,
    onCpu: " on the CPU",
    sameSettings: " with the same settings",
  },
  silence: {
    told: (seconds: number) =>
      `The engine has not answered for ${counted(seconds, "second")}. It may be at a long step, or hang.`,
    wait: "Wait",
    goOn: (epoch: number) => `End it and go on from epoch ${tenth(epoch)}`,
    restart: "End it and restart",
  },
  useBatch: (size: number) => `Use batch ${number(size)}`,
  loading: "Loading",
  givingImages: "Giving the images to the model",
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
