import type { Dataset } from "../../data/dataset";
import type { InstrumentClient } from "../../instrument/client";
import type { Labelled, PointSet } from "../../instrument/protocol";
import type { Latents } from "../../run/latents";
import { subset } from "../../random";
import { noColor } from "../../scene/outline";
import { classCount, classNameOf, labelsOf } from "../classification/points";
import { gather } from "../rows";

/** What an object is taken for, and the colour of that. */
export interface Said {
  /** Null where it is unlike all that is known. */
  name: string | null;
  color: number;
}

/** A code that a person has named. */
export interface OwnName {
  code: Float32Array;
  name: string;
}

/** Neighbours that vote. */
const neighbours = 5;
/** More training images are not compared with. */
const mostImages = 4000;
/** Of training images, so large a part is at most so far from the nearest other one: what is farther is unknown. */
const usual = 0.98;

/** The value that this share of some is at most. */
export function percentile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Infinity;
}

const distance = (one: Float32Array, other: Float32Array) =>
  Math.hypot(...one.map((value, at) => value - other[at]!));

/** The nearest of a person's own names, and how far it is; null where there are none. */
export function nearestName(code: Float32Array, names: readonly OwnName[]) {
  let nearest: { at: number; distance: number } | null = null;
  names.forEach((name, at) => {
    const far = distance(code, name.code);
    if (!nearest || far < nearest.distance) nearest = { at, distance: far };
  });
  return nearest as { at: number; distance: number } | null;
}

/** Says what codes are of, from the training images' codes and a person's own names. */
export class Naming {
  private taught: { points: PointSet; labelled: Labelled | null; limit: number; classes: number } | null =
    null;
  private dataset: Dataset | null = null;
  private own: OwnName[] = [];

  constructor(
    private readonly instrument: Pick<InstrumentClient, "call">,
    /** What is like the training images is called so where those have no names. */
    private readonly unnamed: string,
  ) {}

  get ready(): boolean {
    return this.taught !== null;
  }

  /** Takes the codes of training images in place of those before. */
  async teach({ rows, mean, latent }: Latents, dataset: Dataset, signal: AbortSignal): Promise<void> {
    const tests = new Set(dataset.images.testRows);
    const places = Uint32Array.from([...rows.keys()].filter((at) => !tests.has(rows[at]!)));
    const taken = subset(places, mostImages, 1);
    const points = gather(mean, latent, taken);
    const known = Uint32Array.from(taken, (at) => rows[at]!);
    const classes = classCount(dataset);
    const labelled = dataset.images.labels ? { ...points, labels: labelsOf(dataset, known), classes } : null;
    const k = 1;
    // With fewer than two, none has another one to be near to.
    const { distances } =
      taken.length > 1
        ? await this.instrument.call("neighbours", { points, queries: points, k, leaveOut: true }, { signal })
        : { distances: [] };
    this.dataset = dataset;
    this.taught = { points, labelled, limit: percentile(distances, usual), classes };
  }

  /** What was taught, and named, says nothing of another model. */
  forget(): void {
    this.taught = null;
    this.own = [];
  }

  /** A person's own name for what has this code; nothing where the name is empty. */
  call(code: Float32Array, name: string): void {
    this.own = this.own.filter((one) => one.code !== code);
    if (name !== "") this.own.push({ code, name });
  }

  /** What these codes are of. */
  async say(codes: readonly Float32Array[], signal?: AbortSignal): Promise<Said[]> {
    const { taught, dataset, own, instrument, unnamed } = this;
    if (!taught || !dataset || codes.length === 0) return codes.map(() => ({ name: null, color: noColor }));
    const { points, labelled, limit, classes } = taught;
    const { dimensions } = points;
    const values = new Float32Array(codes.length * dimensions);
    codes.forEach((code, at) => values.set(code, at * dimensions));
    const queries = { values, dimensions };
    const k = Math.min(neighbours, points.values.length / dimensions);
    const [near, voted] = await Promise.all([
      instrument.call("neighbours", { points, queries, k: 1 }, { signal }),
      labelled &&
        instrument.call(
          "classify",
          { train: labelled, queries, method: { kind: "neighbours", k } },
          { signal },
        ),
    ]);
    const ownNames = [...new Set(own.map(({ name }) => name))];
    return codes.map((code, at) => {
      const mine = nearestName(code, own);
      const far = near.distances[at]!;
      if (mine && mine.distance <= Math.min(far, limit)) {
        const { name } = own[mine.at]!;
        const known = dataset.classNames.indexOf(name);
        return { name, color: known < 0 ? classes + ownNames.indexOf(name) : known };
      }
      if (far > limit) return { name: null, color: noColor };
      const label = voted?.classes[at];
      return label === undefined
        ? { name: unnamed, color: 0 }
        : { name: classNameOf(dataset, label), color: label };
    });
  }
}
