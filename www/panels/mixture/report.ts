import type { InstrumentClient } from "../../instrument/client";
import { prior } from "../../instrument/prior";
import type { FittedMixture, Mixture, PointSet } from "../../instrument/protocol";
import type { Codes } from "../codes";

/** Mean log-likelihood over an image, in nats; null where there are no images. */
export interface Likelihood {
  train: number | null;
  test: number | null;
}

/** One Gaussian of the mixture, and the training images that are its own more than any other's. */
export interface Component {
  weight: number;
  images: number;
  /** The class that most of them have, and the share of them that do; null without images or classes. */
  most: { label: number; share: number } | null;
}

/** How a Gaussian of its own fits a class. */
export interface ClassFit extends Likelihood {
  label: number;
  images: { train: number; test: number };
}

export interface Report {
  images: { train: number; test: number };
  mixture: Likelihood;
  /** What it is worth: one Gaussian with the same kind of covariance, and the prior. */
  one: Likelihood & { bic: number };
  prior: Likelihood;
  components: Component[];
  classes: ClassFit[];
}

/** What the mixture is measured on. */
export interface Subject {
  train: Codes;
  test: Codes;
  /** The class of each row of the data set, where there are classes. */
  labels: ArrayLike<number> | undefined;
  classes: number;
}

/** One component by itself. */
export function component({ dimensions, covariance, means, covariances }: Mixture, index: number): Mixture {
  const size = covariance === "full" ? dimensions ** 2 : dimensions;
  return {
    dimensions,
    covariance,
    weights: [1],
    means: means.slice(index * dimensions, (index + 1) * dimensions),
    covariances: covariances.slice(index * size, (index + 1) * size),
  };
}

/** Numbers that are free in a fit: weights, means and covariances. */
export function parameters({ dimensions, covariance, weights }: Mixture): number {
  const free = covariance === "full" ? (dimensions * (dimensions + 1)) / 2 : dimensions;
  return weights.length * (free + dimensions + 1) - 1;
}

/** The share of each component's own images that have each class, the most frequent one told. */
function members(responsibilities: Float32Array, mixture: Mixture, { train, labels, classes }: Subject) {
  const { weights } = mixture;
  const counts = weights.map(() => Array.from({ length: Math.max(1, classes) }, () => 0));
  train.rows.forEach((row, i) => {
    const shares = responsibilities.subarray(i * weights.length, (i + 1) * weights.length);
    counts[shares.indexOf(Math.max(...shares))]![labels?.[row] ?? 0]! += 1;
  });
  return weights.map((weight, i): Component => {
    const images = counts[i]!.reduce((sum, count) => sum + count, 0);
    const most = Math.max(...counts[i]!);
    const known = labels && classes > 0 && images > 0;
    return {
      weight,
      images,
      most: known ? { label: counts[i]!.indexOf(most), share: most / images } : null,
    };
  });
}

/** Those of a class alone. */
function ofClass({ rows, points }: Codes, labels: ArrayLike<number>, label: number): PointSet {
  const { values, dimensions } = points;
  const places = [...rows.keys()].filter((i) => labels[rows[i]!] === label);
  const own = new Float32Array(places.length * dimensions);
  places.forEach((place, i) =>
    own.set(values.subarray(place * dimensions, (place + 1) * dimensions), i * dimensions),
  );
  return { values: own, dimensions };
}

const countOf = ({ values, dimensions }: PointSet) => values.length / dimensions;

/** Measures a fitted mixture beside what is simpler and what is known of the images. */
export async function describe(
  instrument: Pick<InstrumentClient, "call">,
  subject: Subject,
  { mixture }: FittedMixture,
  signal: AbortSignal,
): Promise<Report> {
  const { train, test, labels, classes } = subject;
  const { covariance, dimensions } = mixture;

  async function mean(points: PointSet, mixture: Mixture): Promise<number | null> {
    if (points.values.length === 0) return null;
    const densities = await instrument.call("logDensity", { points, mixture }, { signal });
    return densities.reduce((sum, value) => sum + value, 0) / densities.length;
  }
  const likelihood = async (mixture: Mixture, [one, other] = [train.points, test.points]) => ({
    train: await mean(one, mixture),
    test: await mean(other, mixture),
  });

  const options = { components: 1, covariance, restarts: 1, seed: 0 };
  const one = await instrument.call("fitMixture", { points: train.points, options }, { signal });
  const shares = await instrument.call("responsibilities", { points: train.points, mixture }, { signal });
  return {
    images: { train: train.rows.length, test: test.rows.length },
    mixture: await likelihood(mixture),
    one: { ...(await likelihood(one.mixture)), bic: one.bic },
    prior: await likelihood(prior(dimensions)),
    components: members(shares, mixture, subject),
    classes: labels && classes > 0 ? await classFits(labels) : [],
  };

  async function classFits(labels: ArrayLike<number>): Promise<ClassFit[]> {
    const known = Int32Array.from(train.rows, (row) => labels[row]!);
    const points = { ...train.points, labels: known, classes };
    const own = await instrument.call("classMixture", { points, covariance }, { signal });
    const fits: ClassFit[] = [];
    for (const [i, label] of own.classes.entries()) {
      const [mine, held] = [ofClass(train, labels, label), ofClass(test, labels, label)];
      const images = { train: countOf(mine), test: countOf(held) };
      fits.push({ label, images, ...(await likelihood(component(own.mixture, i), [mine, held])) });
    }
    return fits;
  }
}
