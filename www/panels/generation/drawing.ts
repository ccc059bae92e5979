import { same } from "../../run/scheduler";
import type { PanelContext } from "../panel";
import { dependsOn, distribution, lacking, type Source } from "./source";
import type { Wanted } from "./source-form";

/** Draws places in latent space into the store; a draw ends the one before. */
export function createDrawing(
  { store, session, instrument }: Pick<PanelContext, "store" | "session" | "instrument">,
  /** What a person wants; null where that can't be told. */
  read: () => Wanted | null,
) {
  const { state } = store;
  let latest: AbortController | null = null;
  /** What of the state the latest draw depended on. */
  let asked: readonly unknown[] = [];

  async function draw(): Promise<void> {
    latest?.abort();
    latest = null;
    const wanted = read();
    if (!wanted) return;
    const { source, ...options } = wanted;
    asked = dependsOn(source, state);
    const problem = lacking(source, state);
    if (problem) return store.set({ drawn: { problem } });
    const own = (latest = new AbortController());
    const { signal } = own;
    try {
      const drawn = await session.ask(async () => {
        const { mixture, step } = await distribution(source, state, instrument, { signal });
        const { values } = await instrument.call("sampleMixture", { mixture, ...options }, { signal });
        return { z: values, latent: mixture.dimensions, step };
      });
      if (signal.aborted) return;
      if (drawn) store.set({ drawn });
      // Of a model that is gone by now.
      else if (session.vae) return void draw();
    } catch (error) {
      if (!signal.aborted) store.set({ drawn: { problem: (error as Error).message } });
    }
    latest = null;
  }

  return {
    draw: () => void draw(),
    /** Draws where nothing was drawn from the model that there is, or what a draw depends on is another. */
    follow(source: Source): void {
      const lost = state.drawn === null && latest === null;
      if (lost || !same(asked, dependsOn(source, state))) void draw();
    },
    destroy: () => latest?.abort(),
  };
}
