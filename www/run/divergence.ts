import { range } from "../engine/limits";
import type { Place, SessionOptions, TrainingOptions } from "../engine/protocol";
import { text } from "../text";
import { exact } from "../text/format";
import type { Beginning } from "./beginning";
import type { Turns } from "./commands";
import type { Current } from "./current";
import { recordUpTo } from "./history";
import { fail, report } from "./problem";
import type { Problem, Store } from "./store";
import type { Training } from "./training";

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
const waysBack = (
  kept: Place | null,
  options: SessionOptions,
  go: (training: TrainingOptions) => void,
): Problem["actions"] =>
  remedies(options).map(({ name, training }) => ({
    label: kept ? words.back(kept.epoch, name) : words.anew(name),
    run: () => go(training),
  }));

interface Plan {
  store: Store;
  current: Current;
  turns: Turns;
  training: Training;
  beginning: Beginning;
  /** Begins anew, with nothing to be kept. */
  anew(training: TrainingOptions): void;
}

/** Says that a run has diverged, once it has, and offers to go on from the last weights that were finite. */
export function watchDivergence({ store, current, turns, training, beginning, anew }: Plan): void {
  const goBack = (settings: TrainingOptions) =>
    turns.runWith(async (vae) => {
      const kept = await vae.goBack();
      if (!kept) return;
      await vae.setTraining(settings);
      beginning.beginAt(kept, recordUpTo(training.recorded, kept.epoch));
    });

  function offerWaysBack(): void {
    fail(store, text.run.diverged);
    const said = store.state.problem;
    current
      .ask((vae) => vae.kept())
      .then((kept) => {
        // A person may have done something else by then.
        if (kept === undefined || store.state.problem !== said) return;
        const go = (settings: TrainingOptions) => (kept ? void goBack(settings) : anew(settings));
        fail(store, text.run.diverged, waysBack(kept, store.state.options, go));
      })
      .catch((error) => report(store, error));
  }

  store.listen((changed) => changed.has("diverged") && store.state.diverged && offerWaysBack());
}
