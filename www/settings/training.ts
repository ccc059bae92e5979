import { h } from "../dom";
import { range } from "../engine/limits";
import type { TrainingOptions } from "../engine/protocol";
import { text } from "../text";
import { group, mapped, type Editor, type Part } from "./kit/editor";
import { createFieldEditors, type Range } from "./kit/field-editors";
import { createObjectiveSettings } from "./objective";
import { createOptimizerSettings, type Clipping } from "./optimizer";
import { option } from "./option";

/** How far the slider goes; the field goes on. */
const slidingBeta = 8;

interface TrainingForm extends Required<Omit<TrainingOptions, "clipNorm">> {
  clipping: Clipping;
}

const toOptions = ({ clipping, ...same }: TrainingForm): TrainingOptions => ({
  ...same,
  clipNorm: clipping.kind === "off" ? null : clipping.clipNorm,
});

const toForm = ({ clipNorm, ...same }: TrainingOptions): TrainingForm => ({
  // Those that are left out get their defaults where the form completes it.
  ...(same as Required<typeof same>),
  clipping: clipNorm == null ? { kind: "off" } : { kind: "norm", clipNorm },
});

/** What is wrong in a field that does not apply is no obstacle. */
function whereShown<T>(part: Part<T>): Editor<T> {
  return {
    ...part,
    read() {
      const reading = part.read();
      return "wrong" in reading && part.element.hidden ? { value: part.complete(undefined) } : reading;
    },
  };
}

/** What a person can set of the training; all of it takes effect on the next step. */
export function createTrainingSettings(signal: AbortSignal) {
  const { number } = createFieldEditors(signal);
  const { folds } = text.settings.form;

  function batchRange(): Range {
    const [least, most] = range("training.batchSize");
    if (objective.kind !== "betaTcVae") return [least, most];
    return [...range("training.objective.betaTcVae.batchSize"), text.settings.kit.because.betaTcVae];
  }
  const batchSize = number({ ...option("training.batchSize"), range: batchRange });
  const learningRate = number(option("training.learningRate"));
  const slider = h("input", {
    type: "range",
    min: 0,
    max: slidingBeta,
    step: 0.1,
    "aria-label": text.settings.options["training.beta"].slider,
  });
  const beta = number({ ...option("training.beta"), extra: slider });
  slider.addEventListener("input", () => (beta.input.value = slider.value), { signal });
  beta.input.addEventListener("input", () => (slider.value = beta.input.value), { signal });

  const { objective, betaSchedule } = createObjectiveSettings(signal, () => Number(batchSize.input.value));
  const { rateSchedule, optimizer, clipping } = createOptimizerSettings(signal);

  const form: Editor<TrainingForm> = group<TrainingForm>({
    batchSize,
    learningRate,
    beta: whereShown(beta),
    objective,
    betaSchedule: whereShown(betaSchedule),
    rateSchedule,
    optimizer,
    clipping,
  });
  return {
    editor: mapped(form, toOptions, toForm),
    basic: [batchSize, learningRate, beta],
    groups: [
      { name: folds.objective, editors: [objective, betaSchedule], summary: () => objective.chosen },
      {
        name: folds.optimizer,
        editors: [optimizer, rateSchedule, clipping],
        summary: () => optimizer.chosen,
      },
    ],
    /** After any change: shows what applies to the objective that is chosen. */
    reveal() {
      slider.value = beta.input.value;
      // The other objectives have weights of their own.
      const weighed = objective.kind === "elbo" || objective.kind === "freeBits";
      beta.element.hidden = betaSchedule.element.hidden = !weighed;
    },
  };
}
