import { range } from "../../engine/limits";
import type { SessionOptions } from "../../engine/protocol";
import type { Remedy } from "./finding";

/** A number as people would type it, within its range. */
function tidy(name: Parameters<typeof range>[0], value: number): number {
  const [least, most] = range(name);
  return Number(Math.min(most, Math.max(least, value)).toPrecision(2));
}

export const rate = ({ training }: SessionOptions, times: number, anew = false): Remedy => ({
  name: anew ? "rateAnew" : "rate",
  training: { learningRate: tidy("training.learningRate", training.learningRate * times) },
  anew,
});

export const leakyRelu: Remedy = { name: "leakyRelu", model: { activation: "leakyRelu" }, anew: true };

/** A schedule would go on weighing by its own share of beta. */
export const beta = (value: number): Remedy => ({
  name: "beta",
  training: { beta: tidy("training.beta", value) },
  anew: false,
});

/** Beta rises over so many steps, in which the decoder learns to use the codes. */
const warmupSteps = 2000;
export const warmup: Remedy = {
  name: "warmup",
  training: { betaSchedule: { kind: "linear", steps: warmupSteps } },
  anew: true,
};

const freeNats = 0.5;
export const freeBits: Remedy = {
  name: "freeBits",
  training: { objective: { kind: "freeBits", nats: freeNats } },
  anew: false,
};

export const moreDimensions = ({ model }: SessionOptions): Remedy => ({
  name: "moreDimensions",
  model: { latent: tidy("model.latent", model.latent * 2) },
  anew: true,
});

export const sigmaVae: Remedy = {
  name: "sigmaVae",
  model: { likelihood: { kind: "learnedGaussian" } },
  anew: true,
};

export const stopAt = (epoch: number): Remedy => ({ name: "stopAtBest", target: epoch, anew: true });

const half = (widths: readonly number[]) => widths.map((width) => Math.max(1, Math.round(width / 2)));

export const smaller = ({ model }: SessionOptions): Remedy => ({
  name: "smaller",
  model: { encoder: half(model.encoder), decoder: half(model.decoder), channels: half(model.channels) },
  anew: true,
});
