import { range } from "../engine/limits";
import type { Place, SessionOptions, TrainingOptions } from "../engine/protocol";
import { text } from "../text";
import { exact } from "../text/format";
import type { Problem } from "./store";

const words = text.run.divergence;

/** Within what the engine takes, as people would type it. */
const tidy = (name: "training.learningRate" | "training.clipNorm", value: number) => {
  const [least, most] = range(name);
  return Number(Math.min(most, Math.max(least, value)).toPrecision(2));
};

/** Settings with which a run that diverged is likely not to: a tenth of the rate, or gradients of a norm of 1, or less. */
function remedies({ training }: SessionOptions): { name: string; training: TrainingOptions }[] {
  const learningRate = tidy("training.learningRate", training.learningRate / 10);
  const clipNorm = tidy("training.clipNorm", training.clipNorm ? training.clipNorm / 10 : 1);
  return [
    { name: words.rate(exact(learningRate)), training: { ...training, learningRate } },
    { name: words.clip(exact(clipNorm)), training: { ...training, clipNorm } },
  ];
}

/** What can be done about a run whose losses are no numbers any more: back to what was kept, or anew, each with a remedy. */
export const waysBack = (
  kept: Place | null,
  options: SessionOptions,
  go: (training: TrainingOptions, kept: Place | null) => void,
): Problem["actions"] =>
  remedies(options).map(({ name, training }) => ({
    label: kept ? words.back(kept.epoch, name) : words.anew(name),
    run: () => go(training, kept),
  }));
