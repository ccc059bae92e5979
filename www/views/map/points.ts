import { projectAll, type Projection } from "../../plane/projection";
import { draw, seeded } from "../../random";

/** Which points a map shows: all of them, training and test images each on a map of their own, or one of the two. */
export const splits = ["both", "apart", "train", "test"] as const;
export type Split = (typeof splits)[number];

/** Some of the points, one after another. */
export interface Span {
  first: number;
  count: number;
}

/** The points of a map, those of training images before those of test images, which are drawn over them. */
export interface Points {
  /** The images they stand for, as rows of the data set. */
  rows: Uint32Array;
  /** Where each was in the answer. */
  order: Uint32Array;
  /** How many are of training images. */
  trains: number;
  labels: Uint32Array;
  /** `x, y` for each, in the plane's units. */
  positions: Float32Array<ArrayBuffer>;
}

export const noPoints: Points = {
  rows: new Uint32Array(),
  order: new Uint32Array(),
  trains: 0,
  labels: new Uint32Array(),
  positions: new Float32Array(),
};

export const isTest = (points: Points, point: number) => point >= points.trains;

/** In an order by chance, always the same, but for one of each class, which go first: so the first show what all are. */
function shuffled(list: number[], labelOf: (i: number) => number): number[] {
  const seen = new Set<number>();
  const [firsts, others]: [number[], number[]] = [[], []];
  for (const i of draw(list, list.length, seeded(1))) {
    const label = labelOf(i);
    (seen.has(label) ? others : firsts).push(i);
    seen.add(label);
  }
  return [...firsts, ...others];
}

/** Puts the rows of an answer in order; their places come with `placed`. */
export function arranged(rows: Uint32Array, tests: Uint8Array, labels: ArrayLike<number>): Points {
  const labelOf = (i: number) => labels[rows[i]!]!;
  const of = (test: number) => [...rows.keys()].filter((i) => tests[rows[i]!] === test);
  const train = of(0);
  const order = Uint32Array.from([...shuffled(train, labelOf), ...shuffled(of(1), labelOf)]);
  const ordered = order.map((i) => rows[i]!);
  return {
    rows: ordered,
    order,
    trains: train.length,
    labels: ordered.map((row) => labels[row]!),
    positions: new Float32Array(2 * rows.length),
  };
}

/** The axes reach at least this far, a little beyond three standard deviations of the prior. */
const leastExtent = 3.5;
/** A point further out than this may leave the plot rather than shrink all others. */
const mostExtent = 12;

/** Half units, so that the axes hold still while points move a little. */
function extentOf(values: Float32Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return Math.max(leastExtent, Math.ceil(Math.min(most * 1.04, mostExtent) * 2) / 2);
}

/** The golden ratio's multiples spread evenly over a lane, and are the same at every update. */
const jitter = (row: number) => ((row * 0.618034) % 1) * 0.7 + 0.15;

/** Where the points lie, and how far the axes reach. One dimension is spread over lanes, one a class, from top to bottom. */
export function placed(
  points: Points,
  means: Float32Array,
  projection: Projection,
  classes: number,
): { positions: Float32Array<ArrayBuffer>; extent: number } {
  const latent = projection.mean.length;
  const places = projectAll(projection, means);
  const positions = new Float32Array(places.length);
  const extent = extentOf(latent === 1 ? means : places);
  points.order.forEach((from, point) => {
    positions[2 * point] = places[2 * from]!;
    const lane = (points.labels[point]! + jitter(points.rows[point]!)) / Math.max(1, classes);
    positions[2 * point + 1] = latent === 1 ? extent * (1 - 2 * lane) : places[2 * from + 1]!;
  });
  return { positions, extent };
}

/** Points this near to 0 say hardly anything about an image: the prior's standard deviation is 1. */
const nearZero = 0.25;

/** Whether the points lie in a heap at 0 in every dimension, as before training. */
export function gathered(means: Float32Array | null, latent: number): boolean {
  if (!means || means.length === 0) return false;
  const squares = new Float64Array(latent);
  means.forEach((value, i) => (squares[i % latent]! += value * value));
  return squares.every((sum) => sum < nearZero ** 2 * (means.length / latent));
}

/** The spans that a map of `split` shows, one for each plot. */
export function spansOf({ rows, trains }: Points, split: Split): Span[] {
  const train = { first: 0, count: trains };
  const test = { first: trains, count: rows.length - trains };
  return { both: [{ first: 0, count: rows.length }], apart: [train, test], train: [train], test: [test] }[
    split
  ];
}

/** The first of a span's training images and of its test images, this part of each. */
export function firstOf({ trains }: Points, { first, count }: Span, part: number): Span[] {
  const end = first + count;
  const between = Math.min(end, Math.max(first, trains));
  return [
    { first, count: Math.ceil(part * (between - first)) },
    { first: between, count: Math.ceil(part * (end - between)) },
  ].filter(({ count }) => count > 0);
}
