import type { ImageData } from "../engine/protocol";
import type { PointSet } from "../instrument/protocol";
import type { Latents } from "../run/latents";
import { gather } from "./rows";

/** Posteriors of some images: `dimensions` values each. */
export interface Codes {
  /** The images, as rows of the data set. */
  rows: Uint32Array;
  /** Their posterior means. */
  points: PointSet;
  logVariance: Float32Array;
}

/** The posteriors of training and of test images, each image once. */
export function split(latents: Latents, testRows: ArrayLike<number> = []): { train: Codes; test: Codes } {
  const held = new Set(Array.from(testRows));
  const places = new Map(Array.from(latents.rows, (row, place) => [row, place]));
  const [train, test]: [number[], number[]] = [[], []];
  for (const [row, place] of places) (held.has(row) ? test : train).push(place);
  return { train: taken(latents, train), test: taken(latents, test) };
}

/** The posteriors of the training images, or of those of a class. */
export function trainingCodes(latents: Latents, { testRows, labels }: ImageData, label?: number): Codes {
  const held = new Set(testRows);
  const { rows } = latents;
  const of = (row: number) => !held.has(row) && (label === undefined || labels?.[row] === label);
  return taken(
    latents,
    [...rows.keys()].filter((place) => of(rows[place]!)),
  );
}

const taken = ({ rows, latent, mean, logVariance }: Latents, places: number[]): Codes => ({
  rows: Uint32Array.from(places, (place) => rows[place]!),
  points: gather(mean, latent, places),
  logVariance: gather(logVariance, latent, places).values,
});
