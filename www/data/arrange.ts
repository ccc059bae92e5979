import type { LoadedImages, Receipt } from "../pkg/images/vae_playground_images";
import { valuesInMemory } from "../engine/limits";
import { words } from "../text/worker";
import { numberColumn, rowsOf, type LabelColumn } from "./columns";
import type { DataModule } from "./data-module";
import { guessDisplay } from "./display";
import { createReceipt } from "./receipt";
import { computeReferences } from "./references";
import { heldOut } from "./shipped";
import type { LoadedSet, Preparation } from "./protocol";

/** A set as it was read. */
export interface Source {
  /** Bytes over 255, or fractions. */
  pixels: Uint8Array | Float32Array;
  shape: [number, number, number, number];
  /** Ways of labelling the images; the first one is begun with. */
  columns: LabelColumn[];
  /** A set that has its own split: this many images at its end are for testing. */
  ownTests?: number;
  notes?: string[];
  /** Of files. */
  receipt?: Receipt;
}

/** The labels of a set by this name, and what it was generated from; that may have the labels among it, as numbers. */
function columnsOf({ labels, labelNames, factors, factorNames }: LoadedImages, name: string): LabelColumn[] {
  const numbers = factorNames.flatMap((factor, at) => {
    if (factor === name) return [];
    const values = factors!.filter((_, n) => n % factorNames.length === at);
    return [numberColumn(factor, values)];
  });
  return [...(labels ? [{ name, classNames: labelNames, labels }] : []), ...numbers];
}

/** Moves a set out of the module's memory. */
export function takeImages(images: LoadedImages, labelName = ""): Source {
  const [count, height, width, channels] = images.shape;
  const { receipt } = images;
  const source: Source = {
    pixels: images.pixelsU8 ?? images.pixelsF32!,
    shape: [count!, height!, width!, channels!],
    columns: columnsOf(images, labelName),
    receipt,
    ...(receipt.split && { ownTests: receipt.split.parts.at(-1)!.count }),
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

/** Draws some of the rows from `start` on, ascending. */
export function draw(
  module: Pick<DataModule, "split">,
  labels: LabelColumn["labels"] | undefined,
  [start, end]: [number, number],
  count: number,
  { seed, stratified }: Preparation,
): Uint32Array {
  const found = end - start;
  if (count >= found) return Uint32Array.from({ length: found }, (_, row) => start + row);
  const own = labels && Uint32Array.from(labels.subarray(start, end));
  const drawn = module.split(own, found, count / found, seed, stratified && own !== undefined);
  return drawn.map((row) => start + row);
}

/** The rows that are taken, ascending, and which of the taken are for testing. */
export function choose(
  module: Pick<DataModule, "split">,
  { shape: [found], columns, ownTests }: Pick<Source, "shape" | "columns" | "ownTests">,
  count: number,
  preparation: Preparation,
): { rows: Uint32Array; testRows: Uint32Array } {
  const labels = columns[0]?.labels;
  if (ownTests === undefined) {
    const rows = draw(module, labels, [0, found], count, preparation);
    const taken = labels && rows.map((row) => labels[row]!);
    const { testFraction, seed, stratified } = preparation;
    return { rows, testRows: module.split(taken, rows.length, testFraction, seed, stratified && !!taken) };
  }
  // Of each part its share, so that no test image is trained on.
  const tests = Math.min(ownTests, heldOut(count, ownTests, found));
  const training = draw(module, labels, [0, found - ownTests], count - tests, preparation);
  const test = draw(module, labels, [found - ownTests, found], tests, preparation);
  const rows = new Uint32Array(training.length + test.length);
  rows.set(training);
  rows.set(test, training.length);
  return { rows, testRows: Uint32Array.from(test, (_, n) => training.length + n) };
}

/** Takes as many images as are wanted and fit, and finds or draws the ones to test on. */
export function arrange(
  module: Pick<DataModule, "split">,
  source: Source,
  preparation: Preparation,
): LoadedSet {
  const [found, height, width, channels] = source.shape;
  const fitting = Math.floor(valuesInMemory / (height * width * channels));
  const count = Math.min(found, preparation.count, fitting);
  const { rows, testRows } = choose(module, source, count, preparation);
  const columns = source.columns.map((column) => rowsOf(column, rows));
  const notes = [...(source.notes ?? [])];
  if (count < found) notes.push(words.data.drawnFrom(found, count === fitting));

  const images = {
    pixels: gather(source, rows),
    shape: [rows.length, height, width, channels] as [number, number, number, number],
    // An empty test set is none: the views then show training images.
    ...(testRows.length > 0 && { testRows }),
  };
  const stratified = preparation.stratified && columns.length > 0;
  return {
    ...images,
    enginePixels: images.pixels.slice(),
    columns,
    references: computeReferences(images),
    display: source.receipt?.pictures ? "brightness" : guessDisplay(images),
    receipt: createReceipt(source.receipt, source.ownTests !== undefined, { ...preparation, stratified }),
    ...(notes.length > 0 && { note: notes.join(" ") }),
  };
}
