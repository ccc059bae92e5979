import type { SceneLessons, Store } from "../../../run/store";
import type { Learner } from "./learner";

/** While it learns it is kept this often, as the model is. */
const everyMs = 8000;

/** Puts what a scene VAE has learned into the store, from where it is kept with the model and outlives its engine. */
export class Keeping {
  private lessons: SceneLessons | null = null;
  private due = 0;

  constructor(
    private readonly store: Store,
    private readonly learner: Learner,
  ) {}

  /** It learns from these from now on. */
  begin(lessons: SceneLessons): void {
    this.lessons = lessons;
    this.due = performance.now() + everyMs;
  }

  /** Keeps it where that is due, or anyway: between two pulls, or after the last. Whoever next asks hears of a failure. */
  async look(anyway = false): Promise<void> {
    if (anyway || performance.now() >= this.due) await this.keep().catch(() => {});
  }

  /** Keeps it as it is, where there is one. Rejected where that fails. */
  async keep(): Promise<void> {
    const { store, learner, lessons } = this;
    const { standing, home } = learner;
    if (!standing || !lessons) return;
    this.due = performance.now() + everyMs;
    const bytes = await learner.save();
    // Another engine is there by now.
    if (learner.home !== home) return;
    const file = new Blob([bytes as Uint8Array<ArrayBuffer>]);
    store.set({ sceneVae: { file, step: standing.step, lessons } });
  }
}
