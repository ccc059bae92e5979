import { blur } from "./blur";
import { collapse } from "./collapse";
import { deadUnits, someDeadUnits } from "./dead-units";
import type { Evidence } from "./evidence";
import type { Finding } from "./finding";
import { notGenerative } from "./not-generative";
import { offPrior } from "./off-prior";
import { overFit } from "./over-fit";
import { rateTooHigh } from "./rate-too-high";
import { rateTooLow } from "./rate-too-low";
import { unfitLikelihood } from "./unfit-likelihood";
import { untriedDevice } from "./untried-device";
import { unusedDimensions } from "./unused-dimensions";

type Rule = (evidence: Evidence) => Finding | null;

/** What is wrong, each of which may be why the ones after it are found. */
const problems: readonly Rule[] = [
  rateTooHigh,
  rateTooLow,
  deadUnits,
  collapse,
  notGenerative,
  overFit,
  blur,
];
/** What is good to know. */
const notes: readonly Rule[] = [someDeadUnits, offPrior, unusedDimensions, unfitLikelihood, untriedDevice];

const found = (rules: readonly Rule[], evidence: Evidence) =>
  rules.map((rule) => rule(evidence)).filter((finding) => finding !== null);

/** All that is found in a run; the first problem is the one to begin with. */
export const examine = (evidence: Evidence) => ({
  problems: found(problems, evidence),
  notes: found(notes, evidence),
});

export type Examination = ReturnType<typeof examine>;
