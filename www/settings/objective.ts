import { range } from "../engine/limits";
import type { BetaSchedule, Objective } from "../engine/protocol";
import { text } from "../text";
import { createFieldEditors, type Range } from "./kit/field-editors";
import { union } from "./kit/union";
import { option } from "./option";

/** What training lowers, and how beta gets to its value. `batchSize` is the number in its field. */
export function createObjectiveSettings(signal: AbortSignal, batchSize: () => number) {
  const { number } = createFieldEditors(signal);
  const { unions, kit } = text.settings;
  const { because } = kit;

  function samplesRange(): Range {
    const [, mostDecoded] = range("training.objective.iwae.decoded");
    const [least, most] = range("training.objective.iwae.samples");
    const fitting = Math.floor(mostDecoded / batchSize());
    return fitting >= least && fitting < most ? [least, fitting, because.batchSize] : [least, most];
  }

  const alpha = number(option("training.objective.infoVae.alpha"));
  /** Below it, the discrepancy between codes and prior would be rewarded. */
  function lambdaRange(): Range {
    const [least, most] = range("training.objective.infoVae.lambda");
    const atAlpha = 1 - Number(alpha.input.value);
    return [Number.isFinite(atAlpha) ? atAlpha : least, most, because.alpha];
  }

  const objective = union<Objective>(
    unions.objective,
    {
      elbo: {},
      freeBits: { nats: number(option("training.objective.freeBits.nats")) },
      capacity: {
        nats: number(option("training.objective.capacity.nats")),
        steps: number(option("training.objective.capacity.steps")),
        gamma: number(option("training.objective.capacity.gamma")),
      },
      iwae: { samples: number({ ...option("training.objective.iwae.samples"), range: samplesRange }) },
      betaTcVae: {
        mutualInformation: number(option("training.objective.betaTcVae.mutualInformation")),
        totalCorrelation: number(option("training.objective.betaTcVae.totalCorrelation")),
        dimensionWise: number(option("training.objective.betaTcVae.dimensionWise")),
      },
      infoVae: {
        alpha,
        lambda: number({ ...option("training.objective.infoVae.lambda"), range: lambdaRange }),
      },
    },
    signal,
  );
  const betaSchedule = union<BetaSchedule>(
    unions.betaSchedule,
    {
      constant: {},
      linear: { steps: number(option("training.betaSchedule.linear.steps")) },
      cyclical: {
        period: number(option("training.betaSchedule.cyclical.period")),
        ratio: number(option("training.betaSchedule.cyclical.ratio")),
      },
    },
    signal,
  );

  return { objective, betaSchedule };
}
