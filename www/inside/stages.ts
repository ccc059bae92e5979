import type { Block, PartKind } from "../engine/protocol";

/** What is looked at of a block: its layer's sums with the bias, these normalised, or what its activation gives. */
export const stages = ["layer", "norm", "activation"] as const satisfies readonly PartKind[];
export type Stage = (typeof stages)[number];

/** The stage that stands for the wanted one: it, or where a block has none such, the last one before it. */
export function stageOf({ norm, activation }: Block, wanted: Stage): Stage {
  if (wanted === "activation" && activation) return "activation";
  return wanted !== "layer" && norm ? "norm" : "layer";
}

/** Whether a stage can give values below zero. */
export const mayBeNegative = ({ activation }: Block, stage: Stage): boolean =>
  stage !== "activation" || activation !== "relu";
