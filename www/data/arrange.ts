import type { LoadedImages } from "../pkg/images/vae_playground_images";
import type { DataModule } from "./data-module";
import { computeReferences } from "./references";
import type { LoadedSet, Preparation } from "./protocol";

/** A set as it was read. */
export interface Source {
  /** Bytes over 255, or fractions. */
  pixels: Uint8Array | Float32Array;
  shape: [number, number, number, number];
  labels?: Uint32Array | undefined;
  classNames: string[];
  /** A set that has its own split: this many images at its end are for testing. */
  ownTests?: number;
  notes?: string[];
}

/** The engine holds 32-bit floats, 256 MiB of them with this many: 70,000 images of 28 x 28, 5,461 of 64 x 64 x 3. */
const mostValues = 2 ** 26;

/** Moves a set out of the module's memory. */
export function takeImages(images: LoadedImages): Source {
  const [count, height, width, channels] = images.shape;
  const source: Source = {
    pixels: images.pixelsU8 ?? images.pixelsF32!,
    shape: [count!, height!, width!, channels!],
    labels: images.labels,
    classNames: images.labelNames,
  };
  images.free();
  return source;
}

/** Some rows of a source as fractions. */
function gather({ pixels, shape: [, height, width, channels] }: Source, rows: Uint32Array): Float32Array {
  const size = height * width * channels;
  const scale = pixels instanceof Uint8Array ? 255 : 1;
  const values = new Float32Array(rows.length * size);
  rows.forEach((row, n) => {
    const [from, to] = [row * size, n * size];
    for (let i = 0; i < size; i++) values[to + i] = pixels[from + i]! / scale;
  });
  return values;
}

/** Takes as many images as are wanted and fit, and draws the ones to test on. */
export function arrange(module: DataModule, source: Source, preparation: Preparation): LoadedSet {
  const [found, height, width, channels] = source.shape;
  const { testFraction, seed } = preparation;
  const stratified = preparation.stratified && source.labels !== undefined;
  const notes = [...(source.notes ?? [])];

  const fitting = Math.floor(mostValues / (height * width * channels));
  const count = Math.min(found, preparation.count, fitting);
  let rows = Uint32Array.from({ length: found }, (_, row) => row);
  if (count < found && source.ownTests === undefined) {
    rows = module.split(source.labels, found, count / found, seed, stratified) as typeof rows;
    const why = count === fitting ? ", as many as fit in 256 MiB" : "";
    notes.push(`Drawn from ${found.toLocaleString("en")} images${why}.`);
  }
  const labels = source.labels && rows.map((row) => source.labels![row]!);
  const testRows =
    source.ownTests === undefined
      ? module.split(labels, rows.length, testFraction, seed, stratified)
      : rows.subarray(found - source.ownTests).slice();

  const images = {
    pixels: gather(source, rows),
    shape: [rows.length, height, width, channels] as [number, number, number, number],
    ...(labels && { labels }),
    // An empty test set is none: the views then show training images.
    ...(testRows.length > 0 && { testRows }),
  };
  return {
    ...images,
    enginePixels: images.pixels.slice(),
    classNames: source.classNames,
    references: computeReferences(images),
    ...(notes.length > 0 && { note: notes.join(" ") }),
  };
}
