import { openSetup, type Page } from "../link/opening";
import { baseOf, settingsOf } from "../link/setup";
import { reached } from "../run/target";
import type { Moment } from "../run/moment";
import type { Store } from "../run/store";
import { same } from "../same";
import type { Lesson, Step } from "./lesson";

/** How far the step that is shown is: the model is set up, trains, waits for a person to go on, or is as the step says. */
export type Stage = "asking" | "settingUp" | "training" | "paused" | "done" | "failed" | "other";

export interface Playing {
  step: number;
  stage: Stage;
  /** What was guessed, by the step. */
  guesses: ReadonlyMap<number, number>;
  /** Epoch and target of the training that the step asks for; null where it asks for none. */
  training: { epoch: number; target: number } | null;
  /** Why the step could not be set up. */
  problem: string | null;
}

/** Whether a step does something to the model. */
const acts = ({ set, train }: Step) => set !== undefined || train !== undefined;

/**
 * Goes through a lesson on the page: each step sets up what it asks for when it is first reached, after its question is
 * answered. A step whose model is no longer the page's says so, and is set up again on request.
 */
export class Player {
  private at = 0;
  /** The step whose model is the page's; -1 where none is. */
  private made = -1;
  private furthest = -1;
  private settingUp = false;
  private problem: string | null = null;
  private readonly guesses = new Map<number, number>();
  /** Counts what is done to the model, of which only the latest goes on. */
  private turn = 0;
  private expected: { pixels: unknown; options: unknown; revision: number; step: number } | null = null;
  /** What was there before the lesson, to go back to; null where nothing was trained. */
  private before: Moment | null = null;
  private readonly part: Store;

  constructor(
    readonly lesson: Lesson,
    private readonly page: Page,
    private readonly onChange: () => void,
  ) {
    this.part = page.store.part();
    this.part.listen((changed) => {
      const keys = ["phase", "epoch", "step", "options", "dataset", "revision"] as const;
      if (keys.some((key) => changed.has(key))) this.follow();
    });
  }

  get step(): Step {
    return this.lesson.steps[this.at]!;
  }

  get state(): Playing {
    const { epoch } = this.page.store.state;
    const target = this.trainedTo(this.at);
    return {
      step: this.at,
      stage: this.stage(),
      guesses: this.guesses,
      training: target === null ? null : { epoch: Math.min(epoch, target), target },
      problem: this.problem,
    };
  }

  private stage(): Stage {
    const { phase, epoch } = this.page.store.state;
    if (this.step.ask && !this.guesses.has(this.at)) return "asking";
    if (this.problem !== null) return "failed";
    if (this.settingUp) return "settingUp";
    if (this.made !== this.lastActing(this.at)) return "other";
    const target = this.trainedTo(this.at);
    const far = target === null || reached({ epoch, target });
    // A person may train on from there.
    if (far && (phase !== "training" || this.page.store.state.target !== target)) return "done";
    return phase === "training" ? "training" : "paused";
  }

  /** The last step up to this one that does something to the model. */
  private lastActing(step: number): number {
    return this.lesson.steps.slice(0, step + 1).findLastIndex(acts);
  }

  /** The step up to this one at which the model of this one begins. */
  private beginning(step: number): number {
    return this.lesson.steps.slice(0, step + 1).findLastIndex(({ set, goOn }) => set && !goOn);
  }

  /** The epoch that the model has at this step; null where it is not trained. */
  private trainedTo(step: number): number | null {
    const trained = this.lesson.steps
      .slice(this.beginning(step), step + 1)
      .flatMap(({ train }) => train ?? []);
    return trained.length > 0 ? Math.max(...trained) : null;
  }

  /** Something else may have become of the model than the lesson asked for. */
  private follow(): void {
    const { dataset, options, revision, step } = this.page.store.state;
    const { expected } = this;
    if (expected && !this.settingUp) {
      const gone =
        dataset?.images.pixels !== expected.pixels ||
        !same(options, expected.options) ||
        revision !== expected.revision ||
        step < expected.step;
      if (gone) [this.made, this.expected] = [-1, null];
      else expected.step = step;
    }
    this.onChange();
  }

  /** Keeps what is there, and begins. */
  async begin(): Promise<void> {
    const { session } = this.page;
    await session.pause();
    // Where it can't be kept, the first step asks before it is lost.
    this.before = await session.moments.take("asked").catch(() => null);
    this.go(0);
  }

  /** Goes to a step; one that is reached for the first time does what it asks for. */
  go(step: number): void {
    this.at = step;
    this.problem = null;
    const first = step > this.furthest;
    this.furthest = Math.max(this.furthest, step);
    if (first && !this.step.ask) void this.act();
    this.onChange();
  }

  guess(choice: number): void {
    this.guesses.set(this.at, choice);
    void this.act();
    this.onChange();
  }

  /** Trains on, or waits. */
  toggle(): void {
    const { session, store } = this.page;
    if (store.state.phase === "training") void session.pause();
    else session.train();
  }

  /** Sets up what this step is about, from the beginning of its model on where that is not the page's. */
  async act(): Promise<void> {
    const last = this.lastActing(this.at);
    const from = this.beginning(last);
    // What goes on from the step before it needs no beginning.
    const goesOn = this.made >= from && this.made < last;
    const turn = ++this.turn;
    if (this.made === last) return;
    this.settingUp = true;
    this.problem = null;
    this.onChange();
    try {
      for (let step = goesOn ? this.made + 1 : from; step <= last; step++) {
        await this.actOn(step, step === last);
        if (turn !== this.turn) return;
        this.made = step;
      }
    } catch (error) {
      if (turn === this.turn) this.problem = (error as Error).message;
    } finally {
      if (turn === this.turn) this.settingUp = false;
      this.onChange();
    }
  }

  private async actOn(at: number, last: boolean): Promise<void> {
    const { store, session } = this.page;
    const { set, goOn } = this.lesson.steps[at]!;
    const target = this.trainedTo(at);
    await session.pause();
    if (set && goOn) {
      const { dataset } = store.state;
      const { training } = settingsOf(set, baseOf(dataset, false));
      await session.setTraining(training);
    } else if (set) {
      await openSetup(this.page, set, { anew: true });
      // Not to the models of the lesson.
      store.set({ back: this.before });
    }
    const { dataset, options, revision, step } = store.state;
    this.expected = { pixels: dataset?.images.pixels, options, revision, step };
    if (target === null) return;
    store.set({ target });
    if (reached(store.state)) return;
    session.train();
    if (last) return;
    await this.trained(target);
  }

  /** Resolves when the model has come so far. */
  private trained(target: number): Promise<void> {
    const { store } = this.page;
    const part = store.part();
    return new Promise<void>((resolve, reject) => {
      part.listen(() => {
        const { phase, epoch, problem } = store.state;
        if (phase === "dead" || problem) reject(new Error(problem?.message));
        if (phase === "idle" && reached({ epoch, target })) resolve();
      });
    }).finally(() => part.destroy());
  }

  /** Ends the lesson; what was there before it can be gone back to, whatever came between. */
  destroy(): void {
    this.turn += 1;
    this.part.destroy();
    if (this.before) this.page.store.set({ back: this.before });
  }
}
