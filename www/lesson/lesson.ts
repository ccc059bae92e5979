import type { Setup } from "../link/rules";
import type { Workspace } from "../panels/list";

/** A sentence by language, `en` at least. */
export type Words = Readonly<Record<string, string>> & { readonly en: string };

/** A guess that is asked for before a step is shown. */
export interface Question {
  text: Words;
  choices: readonly Words[];
  /** The right one, counted from 0. */
  answer: number;
  /** Said once the step is done. */
  reveal: Words;
}

/** What `expect` may speak of, as tests/e2e/lesson-facts.ts measures it. */
export const facts = [
  "reconstruction",
  "kl",
  "loss",
  "activeUnits",
  "posteriorDeviation",
  "aggregateGap",
  "mixtureGain",
  "fewLabelAccuracy",
  "fewLabelPixelAccuracy",
  "recall",
  "falseAlarms",
  "misnamed",
  "landscapeRecall",
  "landscapeFalseAlarms",
] as const;
export type Fact = (typeof facts)[number];

/** What is true of the page when a step is done; a test holds it against a live run, and nobody is shown it. */
export interface Claim {
  fact: Fact;
  above?: number;
  below?: number;
}

export interface Step {
  text: Words;
  /** The whole set-up, with what earlier steps asked for, where something changes. The model begins anew, unless `goOn`. */
  set?: Setup;
  goOn: boolean;
  /** The epoch up to which the model is trained. */
  train?: number;
  /** The panel that is pointed at, and the workspace it is looked at in. */
  view?: string;
  workspace?: Workspace;
  ask?: Question;
  expect: readonly Claim[];
}

export interface Lesson {
  title: Words;
  about: Words;
  steps: readonly Step[];
}

/** Those that come with the playground, by their files' names, in the order in which they are listed. */
export const shipped = [
  "first",
  "kl",
  "collapse",
  "beta",
  "dimensions",
  "noise",
  "generation",
  "labels",
  "detection",
] as const;
