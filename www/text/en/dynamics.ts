import { counted } from "../format";

/** How training goes, step by step. */
export const dynamics = {
  title: "Training dynamics",
  caption:
    "What the next step does to each block: the norm of the loss’s gradient, and how large the change is beside the " +
    "weights. It is measured while this card is on screen, without taking the step. Blocks as far from z have the same " +
    "colour, the decoder’s with broken lines. In the plane, the broken line joins places of equal loss at this beta.",
  waiting: "Nothing measured yet.",
  looked: (step: string, rate: string) => `At step ${step}, learning rate ${rate}.`,
  encoder: (layer: number) => `Encoder ${layer}`,
  decoder: (layer: number) => `Decoder ${layer}`,
  gradients: "Gradient norm",
  ratios: "Update ratio",
  usual: "0.001, a usual size",
  about: (title: string, values: string) => `${title} at the latest step: ${values || "nothing yet"}`,
  blocks: {
    title: (step: string) => `Blocks at step ${step}, norms over all their parameters`,
    columns: ["Block", "Gradient", "Change", "Weights", "Change ÷ weights"],
  },
  bands: "KL of each dimension, nats",
  dimension: {
    name: (dimension: number) => `z${dimension}`,
    others: (count: number) => counted(count, "other"),
  },
  plane: {
    title: "Rate and distortion",
    x: "KL, nats",
    y: "reconstruction, nats",
    about: (end: readonly string[] | undefined, earlier: number) =>
      `${end ? `The run is at KL ${end[0]}, reconstruction ${end[1]}` : "No losses yet"}; ` +
      `${counted(earlier, "earlier run")} shown.`,
  },
  beta: {
    label: "Beta",
    slider: "Beta, from the next step on",
    amount: (beta: string) => `${beta}, from the next step on`,
    inForce: (beta: string) => `Its schedule makes it ${beta} now.`,
    unused: "The objective has weights of its own: beta is not used.",
  },
  runs: {
    title: "Runs on these images, training losses at their ends",
    columns: ["Run", "Beta", "z", "Epochs", "KL", "Reconstruction", "−ELBO"],
    now: "This one",
    earlier: (run: number) => `Earlier, ${run}`,
  },
};
