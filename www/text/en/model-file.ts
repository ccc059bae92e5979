import { counted, number } from "../format";

export interface Images {
  height: number;
  width: number;
  images: number;
  trainingImages: number;
}

/** Saving a model as a file, and opening one. */
export const modelFile = {
  region: "Model file",
  about:
    "One file with weights, settings and training, to go on from later. Drop one on the page to open it. For Python " +
    "there is a program with the model's layers and its weights, which needs torch alone.",
  save: "Save model",
  open: "Open model",
  torch: "Save as PyTorch",
  torchSaved: (name: string) => `Saved ${name}: a Python program with this model and its weights.`,
  report: "Save report",
  reportSaved: (name: string) =>
    `Saved ${name}: this run with its settings, its losses and the views of this workspace.`,
  notWritten: (why: string) => `The file could not be made: ${why}`,
  input: "Saved model file",
  saved: (name: string, steps: number) => `Saved ${name}, after ${counted(steps, "step")}.`,
  opening: (name: string) => `Opening ${name}…`,
  opened: (name: string, steps: number) => `Opened ${name}, after ${counted(steps, "step")}.`,
  notReady: (name: string) => `${name} was not opened: there is no model that is ready yet. Try again soon.`,
  tooLarge: (name: string) =>
    `${name} has more than 1 GiB: the checkpoint can't be used. Choose a smaller one.`,
  unreadable: (name: string, why: string) => `${name} could not be read (${why}). Choose it again.`,
  stays: (why: string) => `${why} The model on this page stays as it was.`,
  trainedOn: ({ images, trainingImages, height, width }: Images) =>
    `It was trained on ${counted(images, "image")} of ${height} × ${width}, ${number(trainingImages)} of them to train on.`,
  startAnew: "Start anew with its weights",
  loadAndOpen: (set: string) => `Load ${set} and open it`,
};
