import type { Posterior } from "../engine/protocol";
import type { Vae } from "../engine/vae";
import type { Current } from "./current";
import { report } from "./problem";
import type { Scheduler, Seat } from "./scheduler";
import type { Store } from "./store";

/** Where the encoder puts images, at one step of training. */
export interface Latents extends Posterior {
  /** The images' rows in the data set, of which `mean` and `logVariance` have `latent` values each. */
  rows: Uint32Array;
  latent: number;
  /** The optimiser steps that the model had taken. */
  step: number;
}

/** Images embedded between two looks at what else is to be done. */
const partSize = 2048;

/**
 * The posteriors that all panels share which show something of them. While training, those of the rows on the map, as
 * often as panels have their turn. At rest, of all rows: in parts, so that whatever is asked meanwhile has its turn, and
 * no longer once training goes on, the model is another, or no panel that needs them is on screen.
 */
export class SharedLatents {
  private readonly seat: Seat;
  private readonly seeing = new Set<unknown>();
  /** What fills the rest is under way. */
  private filling: { step: number; generation: number } | null = null;

  constructor(
    private readonly store: Store,
    private readonly current: Current,
    views: Scheduler,
  ) {
    this.seat = views.add({
      question: () => {
        const { mapRows, a, b, dataset } = store.state;
        if (!dataset) return null;
        // The picked images are there whether or not all others are.
        const all = mapRows.length === dataset.images.shape[0];
        return {
          key: all ? [mapRows] : [mapRows, a, b],
          ask: (vae) => this.embed(vae, all ? mapRows : Uint32Array.of(...mapRows, a, b)),
        };
      },
      answered: (latents) => store.set({ latents: this.more(latents as Latents) }),
    });
    this.seat.see(false);
    store.listen(() => this.look());
  }

  /** Tells whether someone who shows them is on screen. */
  see(who: unknown, seen: boolean): void {
    if (seen) this.seeing.add(who);
    else this.seeing.delete(who);
    this.seat.see(this.seeing.size);
    this.look();
  }

  private async embed(vae: Vae, rows: Uint32Array): Promise<Latents> {
    const { step } = this.store.state;
    return { rows, latent: vae.options.model.latent, step, ...(await vae.embed(rows)) };
  }

  /** Those of all rows where they are known of the same model already, in place of some. */
  private more(latents: Latents): Latents {
    const before = this.store.state.latents;
    return before && before.step === latents.step && before.rows.length > latents.rows.length
      ? before
      : latents;
  }

  /** Whether all rows are to be embedded, of the model as it is now. */
  private get lacking(): boolean {
    const { phase, busy, dataset, latents, step, diverged } = this.store.state;
    if (phase !== "idle" || busy || diverged || this.seeing.size === 0) return false;
    return !!latents && latents.step === step && latents.rows.length < dataset!.images.shape[0];
  }

  private look(): void {
    if (this.filling || !this.lacking) return;
    const { step } = this.store.state;
    const filling = (this.filling = { step, generation: this.current.generation });
    // After all who listen to the same change.
    queueMicrotask(() => {
      this.current
        .ask((vae) => this.fill(vae, filling))
        .catch((error: Error) => report(this.store, error))
        .finally(() => {
          this.filling = null;
          this.store.set({ embedding: null });
        });
    });
  }

  private async fill(vae: Vae, { step, generation }: { step: number; generation: number }): Promise<void> {
    const { store, current } = this;
    const images = store.state.dataset!.images.shape[0];
    const { latent } = vae.options.model;
    const rows = Uint32Array.from({ length: images }, (_, row) => row);
    const latents: Latents = {
      rows,
      latent,
      step,
      mean: new Float32Array(images * latent),
      logVariance: new Float32Array(images * latent),
    };
    for (let done = 0; done < images; done += partSize) {
      if (!this.lacking || store.state.step !== step || current.generation !== generation) return;
      store.set({ embedding: { done, images } });
      const part = await vae.embed(rows.subarray(done, done + partSize));
      latents.mean.set(part.mean, done * latent);
      latents.logVariance.set(part.logVariance, done * latent);
    }
    if (store.state.step === step && current.generation === generation) store.set({ latents });
  }
}
