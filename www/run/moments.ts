import type { Current } from "./current";
import { same } from "../same";
import { around, momentOf, type Moment, type Why } from "./moment";
import type { State, Store } from "./store";
import type { Training } from "./training";

/** While it trains, the model is kept this often, so that a fault costs no more than ten seconds, saving included. */
const everyMs = 8000;
/** No more of the time than this goes into it. */
const mostShare = 0.05;
/** At rest it is kept so long after the latest change. */
const restMs = 1000;

/** Keeps the model and what is around it: by itself, from time to time, and before something ends it. */
export class Moments {
  private taking = false;
  private wait = everyMs;
  private due = -Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly store: Store,
    private readonly current: Current,
    private readonly training: Training,
  ) {
    store.listen((changed) => this.look(changed));
  }

  /** The latest one of the model that is there. */
  get latest(): Moment | null {
    return this.store.state.moment;
  }

  /**
   * The model as it is after the latest step, with what is around it; null where there is nothing to lose: no model, or
   * none that has taken a step. Of one whose weights are no numbers any more the latest. Rejected where it can't be had.
   */
  async take(why: Why): Promise<Moment | null> {
    const { store, current, training } = this;
    const { state } = store;
    const before = this.latest;
    if (!current.vae || state.step === 0) return null;
    if (state.diverged) return before;
    // The weights of a step are known once.
    const known = before?.step === state.step && same(before.options, state.options);
    const checkpoint = known ? before.checkpoint : await current.ask(async (vae) => blobOf(await vae.save()));
    // Another model is there by now.
    if (!checkpoint) return null;
    // The answer comes before that of any later step.
    const moment = momentOf(state, training.recorded, checkpoint, why);
    store.set({ moment });
    return moment;
  }

  /** Takes one where it is time. */
  private look(changed: Set<keyof State>): void {
    const { phase, busy, step, savable } = this.store.state;
    if (phase === "training" && changed.has("phase")) this.due = performance.now() + this.wait;
    if (!savable || step === 0) return;
    if (phase === "training") {
      clearTimeout(this.timer);
      if (changed.has("step") && performance.now() >= this.due) void this.takeInTime("training");
    } else if (
      phase === "idle" &&
      !busy &&
      ["phase", "busy", ...around].some((name) => changed.has(name as keyof State))
    ) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => {
        if (this.store.state.phase === "idle" && !this.store.state.busy) void this.takeInTime("rest");
      }, restMs);
    }
  }

  private async takeInTime(why: Why): Promise<void> {
    if (this.taking) return;
    this.taking = true;
    const began = performance.now();
    try {
      await this.take(why);
    } catch {
      // Whoever needs one hears of it when asking.
    }
    const ended = performance.now();
    this.wait = Math.max(everyMs, (ended - began) / mostShare);
    this.due = ended + this.wait;
    this.taking = false;
  }

  destroy(): void {
    clearTimeout(this.timer);
  }
}

const blobOf = (bytes: Uint8Array) => new Blob([bytes as Uint8Array<ArrayBuffer>]);
