import { counted, fixed, number } from "../format";

/** A run on one page. */
export const report = {
  title: (set: string) => `A variational autoencoder of ${set}`,
  made: (when: string) => `Made with VAE Playground on ${when}. This page needs nothing from elsewhere.`,
  run: "The run",
  set: "Images",
  images: (all: number, tests: number, size: string) =>
    `${counted(all, "image")} of ${size}, ${number(tests)} of them to test on`,
  trained: "Trained for",
  epochs: (epoch: string, steps: number) => `${epoch} epochs, ${counted(steps, "step")}`,
  parameters: "Parameters",
  device: "Device",
  losses: "Losses, in nats per image",
  split: { train: "Training", test: "Test" },
  columns: ["", "Reconstruction", "KL", "−ELBO"],
  loss: (value: number) => fixed(value, 3),
  settings: "Settings",
  figures: "Figures",
  curves: "Curves as numbers (CSV)",
  whole: "All settings (JSON)",
};
