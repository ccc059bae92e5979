import type { UnitStatistics } from "../../engine/protocol";
import type { Evidence } from "../../inside/doctor/evidence";
import { thresholds } from "../../inside/doctor/thresholds";
import type { Session } from "../../run/session";
import type { State } from "../../run/store";

/** While training, units are counted no more often than this. */
const everyMs = 10_000;

/** Of each layer, how many units were 0 for all images. */
export function deadOf({ images, blocks }: UnitStatistics, step: number): NonNullable<Evidence["dead"]> {
  const layers = blocks.map(({ active }) => ({
    dead: active.filter((share) => share === 0).length,
    units: active.length,
  }));
  return { step, images, layers };
}

/** Counts dead units every now and then, in parts between which training goes on. `onCounted` is told when it knows more. */
export function createUnits(session: Session, onCounted: () => void) {
  let dead: Evidence["dead"] = null;
  let counting: AbortController | null = null;
  let countedAt = -Infinity;

  async function count({ step, dataset }: Readonly<State>): Promise<void> {
    const own = (counting = new AbortController());
    const split = dataset!.images.testRows?.length ? "test" : "train";
    const found = await session.ask((vae) =>
      vae.unitStatistics(split, {
        signal: own.signal,
        onProgress: ({ images }) => images >= thresholds.deadUnits.images && own.abort(),
      }),
    );
    // Another model has begun.
    if (counting !== own) return;
    counting = null;
    countedAt = performance.now();
    if (!found) return;
    dead = deadOf(found, step);
    onCounted();
  }

  return {
    get dead() {
      return dead;
    },
    /** Begins to count where that was long ago, or the model rests elsewhere since. */
    look(state: Readonly<State>): void {
      const { phase, busy, step, diverged, options } = state;
      const knows = phase === "training" || (phase === "idle" && !busy);
      if (counting || !knows || diverged || step === 0 || options.model.activation !== "relu") return;
      if (dead?.step === step) return;
      if (phase === "training" && performance.now() - countedAt < everyMs) return;
      // What fails here is said where something is asked for.
      count(state).catch(() => (counting = null));
    },
    /** Another model. */
    clear(): void {
      counting?.abort();
      counting = null;
      dead = null;
      countedAt = -Infinity;
    },
  };
}
