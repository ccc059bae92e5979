/** The stages of a training step, in their order. */
export const stages = [
  "batch",
  "encode",
  "posterior",
  "sample",
  "decode",
  "measure",
  "output",
  "decoderBack",
  "byZ",
  "split",
  "encoderBack",
  "update",
  "again",
] as const;
export type StageName = (typeof stages)[number];

/** Where a replay is: at a stage, and how much of it has passed, up to 1. */
export interface Place {
  stage: number;
  passed: number;
}

const last = stages.length - 1;

/** A whole stage, the nearest there is. */
export const whole = (stage: number): Place => ({ stage: Math.min(last, Math.max(0, stage)), passed: 1 });

/** So many stages on, or back where it is below 0; it stays at an end. */
export function moved({ stage, passed }: Place, by: number): Place {
  const at = Math.min(last + 1, Math.max(0, stage + passed + by));
  // The end of a stage is still that stage's when it comes from below, and the start of the next when from above.
  const next = Math.min(last, by > 0 ? Math.ceil(at) - 1 : Math.floor(at));
  return { stage: Math.max(0, next), passed: at - Math.max(0, next) };
}

/** Whether a replay that goes this way has come to its end. */
export const ended = ({ stage, passed }: Place, way: 1 | -1) =>
  way > 0 ? stage === last && passed >= 1 : stage === 0 && passed <= 0;

export const stageIndex = (name: StageName) => stages.indexOf(name);

/** Whether what is the `order`th of `count` in a stage has been reached. */
export function reached({ stage, passed }: Place, name: StageName, order = 0, count = 1): boolean {
  const own = stageIndex(name);
  return stage > own || (stage === own && passed * count >= order);
}
