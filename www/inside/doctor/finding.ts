import type { ModelOptions, TrainingOptions } from "../../engine/protocol";

/** What each finding is made of, as it is said. */
export interface Findings {
  rateTooHigh: {
    /** Null where the losses are no numbers any more, or the loss jumped. */
    ratio: number | null;
    /** How often its median the loss is; null where it is not that. */
    jump: number | null;
  };
  rateTooLow: { ratio: number; falling: number };
  deadUnits: { share: number; worst: number; images: number };
  collapse: { kl: number; reconstruction: number; meanPixel: number; steps: number };
  notGenerative: { negativeElbo: number; reconstruction: number; meanPixel: number };
  overFit: { test: number; earlier: number; bestEpoch: number; gap: number };
  blur: { edges: number; images: number };
  someDeadUnits: { layers: readonly { dead: number; units: number }[]; images: number };
  offPrior: { nats: number };
  unusedDimensions: { unused: number; latent: number };
  unfitLikelihood: { grey: number };
  untriedDevice: { why: string };
}

export type FindingName = keyof Findings;

/** What could help. It is what a person may try, and nothing is changed before. */
export interface Remedy {
  /** What is said on its button. */
  name:
    | "rate"
    | "rateAnew"
    | "leakyRelu"
    | "beta"
    | "warmup"
    | "freeBits"
    | "moreDimensions"
    | "sigmaVae"
    | "stopAtBest"
    | "smaller"
    | "likelihood";
  training?: Partial<TrainingOptions>;
  model?: Partial<ModelOptions>;
  /** The epoch at which training stops. */
  target?: number;
  /** It begins anew, with new weights. */
  anew: boolean;
}

export type Finding<K extends FindingName = FindingName> = {
  [N in K]: { name: N; values: Findings[N]; remedies: readonly Remedy[] };
}[K];
