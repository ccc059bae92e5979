import type { Dataset } from "../../data/dataset";
import type { ImageData } from "../../engine/protocol";
import { createVae, type Vae } from "../../engine/vae";
import { placesOf } from "../../walks/places";
import { gridVectors } from "../../walks/vectors";
import type { Latents } from "../latents";
import type { Snapshot } from "./snapshot";
import { checkpointOf } from "./weights";

/** What the panels show of a model, of one that is past. */
export interface PastView {
  step: number;
  epoch: number;
  /** Where it put the images of the map, or as many of them as the viewer holds. */
  latents: Latents;
  grid: { images: Float32Array; places: number[]; dimensions: [number, number] };
  /** What it made of the images shown beside their reconstructions. */
  pairs: { rows: Uint32Array; images: Float32Array };
}

export interface Wanted {
  snapshot: Snapshot;
  dimensions: [number, number];
}

/** Values of all images that it holds at most: 32 MiB. */
const mostValues = 2 ** 23;
const gridSize = 15;
/** Views that are there at once: two are compared. */
const kept = 2;

/** The images of these rows, one after another. */
function imagesOf({ pixels, shape: [, ...size] }: ImageData, rows: Uint32Array): ImageData {
  const values = size[0] * size[1] * size[2];
  const taken = new Float32Array(rows.length * values);
  rows.forEach((row, i) => taken.set(pixels.subarray(row * values, (row + 1) * values), i * values));
  return { pixels: taken, shape: [rows.length, ...size] };
}

/**
 * A model in an engine of its own, on the CPU, that takes the weights of snapshots and says what they show. The model
 * that trains knows nothing of it. The engine starts when it is first asked.
 */
export class Viewer {
  private readonly ended = new AbortController();
  private engine: Promise<Vae> | null = null;
  private latest: Promise<unknown> = Promise.resolve();
  private views: { wanted: Wanted; view: PastView }[] = [];
  /** Rows of the map that it holds, and those that are shown beside their reconstructions, which come after them. */
  private readonly rows: Uint32Array;

  constructor(
    private readonly dataset: Pick<Dataset, "images">,
    mapRows: Uint32Array,
    private readonly shown: Uint32Array,
  ) {
    const [, height, width, channels] = dataset.images.shape;
    const most = Math.max(1, Math.floor(mostValues / (height * width * channels)) - shown.length);
    const every = Math.max(1, mapRows.length / most);
    const count = Math.floor(mapRows.length / every);
    this.rows = Uint32Array.from({ length: count }, (_, i) => mapRows[Math.floor(i * every)]!);
  }

  /** One after another, each with the weights to itself. */
  view(wanted: Wanted): Promise<PastView> {
    const answer = this.latest.then(() => this.known(wanted) ?? this.ask(wanted));
    this.latest = answer.catch(() => {});
    return answer;
  }

  private known({ snapshot, dimensions }: Wanted): PastView | undefined {
    const same = ({ wanted }: { wanted: Wanted }) =>
      wanted.snapshot === snapshot && wanted.dimensions.join() === dimensions.join();
    return this.views.find(same)?.view;
  }

  private async ask(wanted: Wanted): Promise<PastView> {
    const { snapshot, dimensions } = wanted;
    const { step, epoch } = snapshot;
    const { rows, shown } = this;
    const vae = await (this.engine ??= this.open());
    await vae.load(checkpointOf(snapshot.weights), { weightsOnly: true, move: true });
    const { latent } = vae.options.model;
    const places = placesOf(gridSize, "even");
    const [posterior, images, reconstructed] = await Promise.all([
      vae.embed(rows.map((_, i) => i)),
      vae.decode(gridVectors(new Float32Array(latent), dimensions, places)),
      vae.reconstruct(shown.map((_, i) => rows.length + i)),
    ]);
    const view: PastView = {
      step,
      epoch,
      latents: { rows, latent, step, ...posterior },
      grid: { images, places, dimensions },
      pairs: { rows: shown, images: reconstructed },
    };
    this.views = [...this.views, { wanted, view }].slice(-kept);
    return view;
  }

  private async open(): Promise<Vae> {
    const { signal } = this.ended;
    try {
      const forget = () => (this.engine = null);
      const vae = await createVae({ device: "cpu", signal, onFatal: forget });
      signal.addEventListener("abort", () => vae.destroy());
      const all = Uint32Array.of(...this.rows, ...this.shown);
      await vae.setData(imagesOf(this.dataset.images, all), { move: true });
      return vae;
    } catch (error) {
      this.engine = null;
      throw error;
    }
  }

  /** Ends its engine; what was asked is rejected. */
  destroy(): void {
    this.ended.abort();
  }
}
