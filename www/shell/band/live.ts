import type { Dataset } from "../../data/dataset";
import { stackOf } from "../../panels/stack";
import type { Question } from "../../run/scheduler";
import type { State } from "../../run/store";
import { takeRows, type ImageStack } from "../../views/raster";

/** One image's way through the model. */
export interface Pass {
  /** The mean of its posterior, a number a latent dimension. */
  mean: Float32Array;
  reconstruction: ImageStack;
}

/** The image whose way is shown: the picked image A. */
export const passImage = (dataset: Dataset, { a }: Readonly<State>) => takeRows(stackOf(dataset), [a]);

/** What is asked of the model for it. */
export function passQuestion({ a }: Readonly<State>, dataset: Dataset): Question<Pass> {
  return {
    key: [dataset, a],
    async ask(vae) {
      const rows = Uint32Array.of(a);
      const [{ mean }, pixels] = await Promise.all([vae.embed(rows), vae.reconstruct(rows)]);
      return { mean, reconstruction: { ...stackOf(dataset), pixels } };
    },
  };
}
