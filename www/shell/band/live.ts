import type { State } from "../../run/store";
import { takeRows, type ImageStack } from "../../views/raster";

/** One image's way through the model, as far as it is known. */
export interface Pass {
  image: ImageStack;
  /** The mean of its posterior, a number a latent dimension. */
  mean: Float32Array | null;
  reconstruction: ImageStack | null;
}

/** What a pass is read from; the band is drawn anew when one of them changes. */
export const passKeys = ["dataset", "snapshot", "shown", "a"] as const satisfies (keyof State)[];

/** The way of the picked image A, or of the first one shown where A is not among those reconstructed. */
export function livePass({ dataset, snapshot, shown, a }: Readonly<State>): Pass | null {
  if (!dataset) return null;
  const { pixels, shape } = dataset.images;
  const [, height, width, channels] = shape;
  const rows = snapshot?.shown ?? shown;
  if (rows.length === 0) return null;
  const at = Math.max(0, rows.indexOf(a));
  const row = rows[at]!;
  const stack: ImageStack = { pixels, height, width, channels };
  const point = snapshot ? snapshot.rows.lastIndexOf(row) : -1;
  return {
    image: takeRows(stack, [row]),
    mean:
      snapshot && point >= 0
        ? snapshot.means.slice(point * snapshot.latent, (point + 1) * snapshot.latent)
        : null,
    reconstruction: snapshot && takeRows({ ...stack, pixels: snapshot.reconstructions }, [at]),
  };
}
