import type { Split, Statistics } from "../engine/protocol";
import type { Current } from "./current";
import { report } from "./problem";
import type { Store } from "./store";

/** Measures the model's statistics while training goes on. */
export class Measuring {
  private latest: AbortController | null = null;

  constructor(
    private readonly store: Store,
    private readonly current: Current,
  ) {}

  /** Of the model as it is after the latest step. */
  async measure(split: Split, samples: number): Promise<void> {
    const { store, current } = this;
    if (store.state.measuring) return;
    const { step } = store.state;
    const own = (this.latest = new AbortController());
    const { signal } = own;
    const show = (done: number, images: number) => {
      if (this.latest === own) store.set({ measuring: { samples, done, images } });
    };
    show(0, 0);
    try {
      const onProgress = ({ images: done }: Statistics, images: number) => show(done, images);
      const result = await current.ask((vae) => vae.statistics(split, samples, { signal, onProgress }));
      // What a person stopped before it began says nothing.
      if (result !== undefined && (result !== null || !signal.aborted))
        store.set({ statistics: { split, samples, step, result } });
    } catch (error) {
      report(store, error as Error);
    } finally {
      if (this.latest === own) store.set({ measuring: null });
    }
  }

  /** Ends early, with the images so far. */
  stop(): void {
    this.latest?.abort();
  }

  /** What is still being measured says nothing of the next model. */
  drop(): void {
    this.stop();
    this.latest = null;
  }
}
