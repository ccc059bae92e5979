import type { SessionOptions } from "../../engine/protocol";
import type { Remedy } from "../../inside/doctor/finding";
import type { Moment } from "../../run/moment";
import type { Session } from "../../run/session";
import type { Store } from "../../run/store";

/** A remedy that is being tried, and what was there before. */
export interface Trial {
  remedy: Remedy;
  before: SessionOptions;
  target: number;
  /** The model before it began anew; null where it goes on, or could not be kept. */
  model: Moment | null;
}

/** The options with a remedy. */
export const remedied = (options: SessionOptions, { model, training }: Remedy): SessionOptions => ({
  ...options,
  model: { ...options.model, ...model },
  training: { ...options.training, ...training },
});

/** Tries what a person asks to be tried, and takes it back. */
export function createTrial(store: Store, session: Session, onChange: () => void) {
  const { state } = store;
  let trial: Trial | null = null;

  const keep = (next: Trial | null) => {
    trial = next;
    onChange();
  };

  return {
    get current() {
      return trial;
    },
    async begin(remedy: Remedy): Promise<void> {
      const { options, target, choice, phase } = state;
      const next = remedied(options, remedy);
      const model = remedy.anew ? await session.moments.take("settings").catch(() => null) : null;
      keep({ remedy, before: options, target, model });
      if (remedy.target !== undefined) store.set({ target: remedy.target });
      if (!remedy.anew) return session.setTraining(next.training);
      await session.reset(choice, next);
      // Who was training goes on to.
      if (phase === "training") session.train();
    },
    /** As it was, the model too where it was kept. */
    async undo(): Promise<void> {
      if (!trial) return;
      const { remedy, before, target, model } = trial;
      keep(null);
      store.set({ target });
      if (!remedy.anew) return session.setTraining(before.training);
      if (model) return void (await session.goOnFrom(model));
      await session.reset(state.choice, before);
    },
  };
}
