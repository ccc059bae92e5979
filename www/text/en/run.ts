import { number } from "../format";

export const run = {
  openingDevice: "Opening the device",
  tryAgain: "Try again",
  trainOnCpu: "Train on the CPU instead",
  restart: "Restart",
  deviceStays: (kind: "cpu" | "webgpu") =>
    `The model on the ${kind === "cpu" ? "CPU" : "GPU"} stays as it was.`,
  learnedIsLost: "What the model had learned is lost; the settings are kept.",
  notKept: (epoch: number, why: string) =>
    `What was trained until epoch ${number(Math.floor(epoch * 10) / 10)} can’t be kept to go back to (${why}). Go on, and it is lost.`,
  loseIt: "Go on",
  noModel: "There is no model to do this with. Reset to open one.",
  dataStays: "The data loaded before stays.",
  diverged:
    "The losses are no longer finite numbers: training has diverged. Lower the learning rate and reset.",
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
