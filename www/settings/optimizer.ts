import { range } from "../engine/limits";
import type { Optimizer, RateSchedule } from "../engine/protocol";
import { text } from "../text";
import { createFieldEditors } from "./kit/field-editors";
import { union } from "./kit/union";
import { option } from "./option";

export type Clipping = { kind: "off" } | { kind: "norm"; clipNorm: number };

/** With what clipping begins when it is switched on; the engine's default is none. */
const firstNorm = 10;

/** How gradients become steps. */
export function createOptimizerSettings(signal: AbortSignal) {
  const { number } = createFieldEditors(signal);
  const { options, unions } = text.settings;

  const warmup = number(option("training.rateSchedule.warmup"));
  const rateSchedule = union<RateSchedule>(
    unions.rateSchedule,
    {
      constant: { warmup },
      cosine: {
        steps: number(option("training.rateSchedule.cosine.steps")),
        floor: number(option("training.rateSchedule.cosine.floor")),
        warmup,
      },
      step: {
        every: number(option("training.rateSchedule.step.every")),
        factor: number(option("training.rateSchedule.step.factor")),
        warmup,
      },
    },
    signal,
  );

  const epsilon = number(option("training.optimizer.epsilon"));
  const adam = {
    beta1: number(option("training.optimizer.adam.beta1")),
    beta2: number(option("training.optimizer.adam.beta2")),
    epsilon,
  };
  const optimizer = union<Optimizer>(
    unions.optimizer,
    {
      adam,
      adamW: { ...adam, weightDecay: number(option("training.optimizer.adamW.weightDecay")) },
      sgd: { momentum: number(option("training.optimizer.sgd.momentum")) },
      rmsProp: { alpha: number(option("training.optimizer.rmsProp.alpha")), epsilon },
    },
    signal,
  );

  const clipNorm = number({
    ...options["training.clipNorm"],
    initial: firstNorm,
    range: range("training.clipNorm"),
  });
  const clipping = union<Clipping>(unions.clipping, { off: {}, norm: { clipNorm } }, signal);

  return { rateSchedule, optimizer, clipping };
}
