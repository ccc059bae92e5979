import type { Dataset } from "../../data/dataset";
import type { Losses } from "../../engine/protocol";
import type { Vae } from "../../engine/vae";
import { telling } from "../axes";
import { noDynamics } from "../dynamics";
import type { HistoryRecord } from "../history";
import type { Latents } from "../latents";
import { momentOf, type Moment } from "../moment";
import type { State } from "../store";

/** What a run has come to. */
export interface Results {
  /** Over the test images, or, where there are none, over the training images. */
  losses: Losses;
  /** Latent dimensions whose means vary over those images (Burda et al. 2016, Importance weighted autoencoders). */
  activeUnits: number;
  /**
   * At the speed of its steps, without measuring: of all, or, where it trained on the page, of the latest ones; infinite where
   * none was taken here.
   */
  secondsPerEpoch: number;
}

/** A run that stays beside others: all that it is brought back from, and what is shown of it. */
export interface KeptRun {
  id: string;
  name: string;
  moment: Moment;
  results: Results;
  /** Where it put the images of the map, and the two dimensions that say most. */
  latents: Latents;
  dimensions: [number, number];
}

/** So many stay at most. */
export const mostRuns = 24;

/** All that is trained on and tested, also where the page has the first images alone. */
const allOf = ({ images }: Pick<Dataset, "images">) => images.stored ?? images;

export const measuredOn = (dataset: Pick<Dataset, "images">) =>
  allOf(dataset).testRows?.length ? "test" : "train";

/** What of a model is compared. */
export async function measureRun(
  vae: Vae,
  { dataset, mapRows }: Pick<State, "mapRows"> & { dataset: Dataset },
  { step, imagesPerSecond }: Pick<State, "step" | "imagesPerSecond">,
): Promise<Pick<KeptRun, "results" | "latents" | "dimensions">> {
  const split = measuredOn(dataset);
  const losses = (await vae.evaluate(split))!;
  const { activeUnits } = (await vae.statistics(split))!;
  const { latent } = vae.options.model;
  const latents = { rows: mapRows, latent, step, ...(await vae.embed(mapRows)) };
  const { shape, testRows } = allOf(dataset);
  const images = shape[0] - (testRows?.length ?? 0);
  return {
    results: { losses, activeUnits, secondsPerEpoch: images / imagesPerSecond },
    latents,
    dimensions: latent > 1 ? telling(latents, latent) : [0, 0],
  };
}

/** The moment of a run that was trained beside the present one, on the same images: what a person looks at stays. */
export function momentBeside(
  state: Readonly<State>,
  own: Pick<State, "step" | "epoch" | "options" | "target" | "train" | "test">,
  {
    record,
    checkpoint,
    dimensions,
  }: Pick<KeptRun, "dimensions"> & { record: HistoryRecord; checkpoint: Blob },
): Moment {
  const { latent } = own.options.model;
  const beside: Partial<State> = {
    ...own,
    testEpoch: own.test && own.epoch,
    dynamics: noDynamics(),
    snapshots: [],
    dimensions: latent > 2 ? dimensions : [0, Math.min(1, latent - 1)],
    dimensionsChosen: false,
    // A place in another space says nothing in this one.
    z: latent === state.z.length ? state.z : [],
  };
  return momentOf({ ...state, ...beside }, record, checkpoint, "asked");
}
