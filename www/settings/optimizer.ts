import type { Optimizer, RateSchedule } from "../engine/protocol";
import { createFieldEditors } from "./kit/field-editors";
import { union } from "./kit/union";

export type Clipping = { kind: "off" } | { kind: "norm"; clipNorm: number };

/** Closer to 1 is 1 in 32-bit numbers. */
const mostDecay = 0.999999;

/** How gradients become steps. */
export function createOptimizerSettings(signal: AbortSignal) {
  const { number, steps } = createFieldEditors(signal);
  const decay = (label: string, help: string, initial: number) =>
    number({ label, help, initial, range: [0, mostDecay] });

  const warmup = steps(
    "Warm-up steps",
    "The learning rate rises to its value over so many first steps; 0 for none. It keeps early steps from throwing " +
      "the latent space about.",
    0,
    0,
  );
  const rateSchedule = union<RateSchedule>(
    {
      label: "Rate schedule",
      help: "A learning rate that falls lets the points of the latent space come to rest.",
    },
    {
      constant: { name: "Constant", about: "The same at every step.", parameters: { warmup } },
      cosine: {
        name: "Cosine",
        about: "Falls on half a cosine, then stays.",
        parameters: {
          steps: steps("Falling steps", "Steps until the rate has fallen; then it stays.", 10_000),
          floor: number({
            label: "Floor",
            help: "What is left of the learning rate in the end, as a share of it.",
            initial: 0,
            range: [0, 1],
          }),
          warmup,
        },
      },
      step: {
        name: "Steps down",
        about: "Falls at once, again and again.",
        parameters: {
          every: steps("Steps between", "Steps from one fall to the next.", 3000),
          factor: number({
            label: "Factor",
            help: "What the learning rate is multiplied with at each fall.",
            initial: 0.5,
            range: [0.001, 1],
          }),
          warmup,
        },
      },
    },
    signal,
  );

  const adam = {
    beta1: decay("Beta 1", "How long the mean gradient is remembered; nearer to 1 is longer.", 0.9),
    beta2: decay("Beta 2", "How long the gradient’s size is remembered; nearer to 1 is longer.", 0.999),
    epsilon: number({
      label: "Epsilon",
      help: "Keeps steps small where gradients are almost 0. Seldom changed.",
      initial: 1e-8,
      range: [1e-12, 1],
    }),
  };
  const optimizer = union<Optimizer>(
    {
      label: "Optimiser",
      help: "How gradients become steps. It changes how fast and how evenly the latent space sorts itself.",
    },
    {
      adam: {
        name: "Adam",
        about: "Scales each weight’s step by itself; a good first choice.",
        parameters: adam,
      },
      adamW: {
        name: "AdamW",
        about: "Adam that also shrinks the weights a little at each step.",
        parameters: {
          ...adam,
          weightDecay: number({
            label: "Weight decay",
            help: "How much weights shrink, times the learning rate. More makes the latent space smoother.",
            initial: 0.01,
            range: [0, 1],
          }),
        },
      },
      sgd: {
        name: "SGD",
        about: "Plain gradient steps. They need another learning rate than Adam.",
        parameters: {
          momentum: decay("Momentum", "The share of the last step that the next one keeps.", 0.9),
        },
      },
      rmsProp: {
        name: "RMSprop",
        about: "Scales each weight’s step by its gradients’ recent size.",
        parameters: {
          alpha: decay("Decay", "How long the gradient’s size is remembered; nearer to 1 is longer.", 0.99),
          epsilon: adam.epsilon,
        },
      },
    },
    signal,
  );
  const clipping = union<Clipping>(
    {
      label: "Clipping",
      help: "Shortens gradients that are too long, so that one odd batch cannot throw the latent space about.",
    },
    {
      off: { name: "Off", about: "Gradients are taken as they are.", parameters: {} },
      norm: {
        name: "By norm",
        about: "All gradients together are no longer than this.",
        parameters: {
          clipNorm: number({
            label: "Largest norm",
            help: "Length over all weights, at the mean loss of a batch.",
            initial: 10,
            range: [1e-6, 1e6],
          }),
        },
      },
    },
    signal,
  );

  return { rateSchedule, optimizer, clipping };
}
