import { counted, given, number } from "../format";

const all = (choices: readonly string[]) => choices.join(", ");

/** Lessons: the list of them, the strip beside the page, and what can be wrong with a file. */
export const lesson = {
  button: "Lessons",
  title: "Lessons",
  close: "Close",
  about:
    "A lesson goes through a subject step by step on this page: it sets the model up, trains it and points at what to look at. What you trained before is kept.",
  loading: "Loading the lessons…",
  steps: (count: number) => counted(count, "step"),
  openFile: "Open a lesson file",
  file: "Lesson file",
  strip: (title: string) => `Lesson: ${title}`,
  step: (step: number, steps: number) => `Step ${number(step)} of ${number(steps)}`,
  back: "Back",
  next: "Next",
  finish: "Finish",
  leave: "Leave",
  settingUp: "Setting up…",
  training: (epoch: string, target: number) => `Training: epoch ${epoch} of ${number(target)}`,
  paused: (epoch: string, target: number) => `Paused at epoch ${epoch} of ${number(target)}`,
  progress: "Training of this step",
  pause: "Pause",
  goOn: "Go on",
  again: "Set up this step",
  other: "The page shows another model than this step is about.",
  failed: (why: string) => `This step could not be set up: ${why}`,
  right: "Yes.",
  wrong: (answer: string) => `No: ${answer}`,
  notHad: (name: string, why: string) => `The lesson ${name} could not be had: ${why}`,
  notServed: (status: number) => `the server answers ${status}.`,
  elsewhere:
    "it is not where this page is, and the page loads from nowhere else. Download it and open it as a file.",
  /** Of a file that is no lesson. */
  invalid: {
    at: (where: string, why: string) => `The lesson can’t be read${where ? `, at ${where}` : ""}: ${why}`,
    noJson: (why: string) => `it is no JSON (${why}).`,
    object: "it must be an object.",
    unknown: (name: string, known: readonly string[]) => `“${name}” is not known; known are ${all(known)}.`,
    list: (least: number, most: number) => `it must be a list of ${number(least)} to ${number(most)}.`,
    words: "it must be a text, or an object of texts by language, with “en” at least.",
    number: (least: number, most: number, whole: boolean) =>
      `it must be a ${whole ? "whole number" : "number"} from ${given(least)} to ${given(most)}.`,
    flag: "it must be true or false.",
    oneOf: (choices: readonly string[]) => `it must be one of ${all(choices)}.`,
    barred: (name: string) => `“${name}” belongs into a link, not into a lesson.`,
    own: "a lesson can’t bring a person’s own images.",
    firstSets: "the first step must have “set”, and no “goOn”, so that the lesson begins alike for everyone.",
    needsAnew: (name: string) => `“${name}” needs a model that begins anew: leave “goOn” out.`,
    noBound: "it needs “above” or “below”.",
  },
};
