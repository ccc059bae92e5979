import type { Vae } from "../engine/vae";
import type { Snapshot, Store } from "./store";

export const manifoldSize = 15;
export const manifoldExtent = 3;
export const stripSteps = 11;

const leastMs = 150;
/** Training gets this many times as long as the views do. */
const share = 3;

/** Asks the model for what the views show, seldom enough that training keeps most of the time. */
export class Snapshots {
  private nextAt = 0;
  private wanted = false;
  private refreshing = false;

  constructor(
    private readonly store: Store,
    private readonly vae: () => Vae | null,
  ) {}

  get due(): boolean {
    return performance.now() >= this.nextAt && !document.hidden;
  }

  /** Everything at once; the time it takes decides when the next one is due. */
  async take(): Promise<void> {
    const vae = this.vae();
    if (!vae || !this.store.state.dataset) return;
    const { state } = this.store;
    const latent = vae.options.model.latent;
    const { dataset, shown, dimensions, mapRows, a, b } = state;
    // The picked images are on the map whether or not it shows all others.
    const all = mapRows.length === dataset!.images.shape[0];
    const rows = all ? mapRows : Uint32Array.of(...mapRows, a, b);
    const started = performance.now();
    const [posterior, reconstructions, manifold, strip] = await Promise.all([
      vae.embed(all ? undefined : rows),
      vae.reconstruct(shown),
      vae.manifold({ size: manifoldSize, extent: manifoldExtent, dimensions }),
      vae.interpolate(a, b, { steps: stripSteps }),
    ]).catch((error: unknown) => {
      // Rows of the data set before are none of the next one's.
      if (this.store.state.dataset !== dataset) return [];
      throw error;
    });
    const spent = performance.now() - started;
    this.nextAt = performance.now() + Math.max(leastMs - spent, share * spent);
    // The model or its data may have been replaced meanwhile; then this says nothing about the new one.
    if (!posterior || vae !== this.vae() || vae.options.model.latent !== latent) return;
    if (this.store.state.dataset !== dataset) return;
    const snapshot: Snapshot = {
      latent,
      rows,
      means: posterior.mean,
      shown,
      reconstructions,
      dimensions,
      manifold,
      strip,
    };
    this.store.set({ snapshot });
  }

  /** After a pick or another choice of what to show; requests that come while one runs become one. */
  async refresh(): Promise<void> {
    this.wanted = true;
    if (this.refreshing) return;
    this.refreshing = true;
    try {
      while (this.wanted) {
        this.wanted = false;
        await this.take();
      }
    } finally {
      this.refreshing = false;
    }
  }
}
