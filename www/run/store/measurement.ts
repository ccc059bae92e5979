import type { Split, Statistics } from "../../engine/protocol";

/** A model's statistics, and the step and the images they belong to. */
export interface Measurement {
  split: Split;
  samples: number;
  step: number;
  /** Null where the split is empty. */
  result: Statistics | null;
}

export interface MeasurementState {
  /** What the model was last measured to be. */
  statistics: Measurement | null;
  /** How far a measurement is. */
  measuring: { samples: number; done: number; images: number } | null;
}

export const measurement = {
  initial: (): MeasurementState => ({ statistics: null, measuring: null }),
  /** Another model, which has not been measured. */
  reset: (): Partial<MeasurementState> => ({ statistics: null, measuring: null }),
};
