import { h } from "../dom";
import type { TrainingOptions } from "../engine/protocol";
import { group, mapped, type Editor, type Part } from "./kit/editor";
import { createFieldEditors } from "./kit/field-editors";
import { createObjectiveSettings } from "./objective";
import { createOptimizerSettings, type Clipping } from "./optimizer";

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
  const batchSize = number({
    label: "Batch size",
    help: "Images a step. Small batches take more steps an epoch, and their gradients are noisier.",
    initial: 64,
    range: () => (objective.kind === "betaTcVae" ? [1, 512, "with β-TCVAE"] : [1, 4096]),
    whole: true,
  });
  const learningRate = number({
    label: "Learning rate",
    help: "Size of a step of the optimiser. Too large and the loss jumps, too small and it crawls.",
    initial: 1e-3,
    range: [0, 1],
    above: true,
  });
  const slider = h("input", { type: "range", min: 0, max: 8, step: 0.1, "aria-label": "Beta, slider" });
  const beta = number({
    label: "Beta",
    help:
      "Weight of the KL term. Above 1 the latent space is pressed closer to the prior, at the cost of sharper " +
      "reconstructions; 1 is the plain VAE.",
    initial: 1,
    range: [0, 1000],
    extra: slider,
  });
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
      { name: "Objective", editors: [objective, betaSchedule], summary: () => objective.chosen },
      {
        name: "Optimiser",
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
