import type { Unlabelled } from "../../data/dataset";
import type { InstrumentClient, WorkOptions } from "../../instrument/client";
import type { PointSet } from "../../instrument/protocol";
import { pixelsOf, trainingRows } from "../rows";
import { subset } from "../../random";

/** Values of the images that are searched, each time a copy: 16 MB. */
const mostValues = 4e6;
/** Multiplications for the distances of training images from one another. */
const mostWork = 3e9;
const seed = 1;

/** The nearest training image to each of some images. */
export interface Nearest {
  rows: Uint32Array;
  distances: Float32Array;
}

/** How far training images are from the nearest other one, in so many of them. */
export interface Typical {
  count: number;
  median: number;
  /** 5% are nearer than this. */
  closest: number;
}

export interface TrainingImages {
  /** Images that are searched, of all training images. */
  readonly searched: number;
  readonly all: number;
  nearest(images: Float32Array, work: WorkOptions): Promise<Nearest>;
  typical(work: WorkOptions): Promise<Typical>;
}

/** The value that a share of sorted ones lies below. */
const quantile = (sorted: Float32Array, share: number) => sorted[Math.floor(share * (sorted.length - 1))]!;

/** The training images, or in a large set some of them, to be searched by the Euclidean distance of pixels. */
export function createTrainingImages({ images }: Unlabelled, instrument: InstrumentClient): TrainingImages {
  const size = images.pixels.length / images.shape[0];
  const all = trainingRows(images);
  const rows = subset(all, Math.floor(mostValues / size), seed);
  let points: PointSet | undefined;
  const searched = () => (points ??= pixelsOf(images, rows));

  return {
    searched: rows.length,
    all: all.length,
    async nearest(pixels, work) {
      const queries = { values: pixels, dimensions: size };
      const { indices, distances } = await instrument.call(
        "neighbours",
        { points: searched(), queries, k: 1 },
        work,
      );
      return { rows: Uint32Array.from(indices, (index) => rows[index]!), distances };
    },
    async typical(work) {
      const { dimensions, values } = searched();
      // The first ones are as random as any.
      const count = Math.min(rows.length, Math.ceil(mostWork / values.length));
      const queries = { values: values.slice(0, count * dimensions), dimensions };
      const args = { points: searched(), queries, k: 2 };
      const { indices, distances } = await instrument.call("neighbours", args, work);
      // Of equal images, either may be named first.
      const others = Float32Array.from({ length: count }, (_, i) =>
        indices[2 * i] === i ? distances[2 * i + 1]! : distances[2 * i]!,
      );
      const sorted = others.sort();
      return { count, median: quantile(sorted, 0.5), closest: quantile(sorted, 0.05) };
    },
  };
}
