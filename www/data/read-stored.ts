import { rowsOf, type LabelColumn } from "./columns";
import { choose, draw } from "./arrange";
import type { DataModule } from "./data-module";
import { guessDisplay } from "./display";
import type { LoadedSet, LoadProgress, OwnFiles, Preparation } from "./protocol";
import { copyFile } from "./copies";
import { createReceipt } from "./receipt";
import { computeReferences } from "./references";
import { largest, readBytes } from "./read-own";
import { valuesInMemory } from "../engine/limits";
import { openStored } from "../engine/stored";
import { words } from "../text/worker";

/** Pixel values that the page holds of images that stay in their file: 64 MiB. */
const sampledValues = 2 ** 24;
/** Up to this value, numbers may be 0 to 16 in place of 0 to 255, which the whole set tells. */
const smallValue = 16;

/** Whether the images are used as they lie in a file. */
function asTheyAre(
  { size, channels, invert, centre, range }: Preparation,
  [height, width, values]: [number, number, number],
): boolean {
  const sized = size === "auto" ? Math.max(height, width) <= largest : size === height && size === width;
  const coloured = channels === "keep" || (channels === "rgb") === (values === 3);
  return sized && coloured && !invert && !centre && !range;
}

async function labelsOf(module: DataModule, file: File, images: number): Promise<LabelColumn> {
  const read = module.loadLabels(file.name, await readBytes(file, file.name), images);
  const column = { name: "", classNames: read.names, labels: read.values };
  read.free();
  return column;
}

/**
 * Images that are more than memory is to hold and lie in their file as they are used: they stay there. The page gets
 * some of them, which are the first rows of all. Null where that can't be.
 */
export async function readStored(
  module: DataModule,
  own: OwnFiles,
  preparation: Preparation,
  report: (progress: LoadProgress) => void,
): Promise<LoadedSet | null> {
  if (own.kind !== "table") return null;
  const { images: file, labels } = own;
  const start = await readBytes(file.slice(0, module.rawStart()), file.name);
  const raw = module.rawImages(file.name, start, file.size);
  if (!raw) return null;
  const [offset, found, height, width, channels] = raw as unknown as [number, number, number, number, number];
  const size = height * width * channels;
  const count = Math.min(found, preparation.count);
  if (count * size <= valuesInMemory || !asTheyAre(preparation, [height, width, channels])) return null;

  report({ text: words.data.readingFile(file.name) });
  const all = labels && (await labelsOf(module, labels, found));
  const source = { shape: [found, height, width, channels] as LoadedSet["shape"], columns: all ? [all] : [] };
  const { rows, testRows } = choose(module, source, count, preparation);
  const shown = Math.min(count, Math.max(1, Math.floor(sampledValues / size)));
  const taken = all && rowsOf(all, rows);
  // With the same seed it would have all test images first.
  const seed = (preparation.seed + 1) >>> 0;
  const sample = draw(module, taken?.labels, [0, count], shown, { ...preparation, seed });
  const { order, places } = firstly(sample, rows);
  const tests = testRows.map((row) => places[row]!);
  const copied = await copyFile(file, (share) => report({ text: words.stored.copying(file.name), share }));
  const stored = {
    file,
    ...(copied !== null && { copy: copied }),
    offset,
    shape: [count, height, width, channels] as LoadedSet["shape"],
    order,
    ...(tests.length > 0 && { testRows: tests }),
  };

  const reader = await openStored(stored);
  const bytes = reader.read(Uint32Array.from({ length: shown }, (_, row) => row));
  reader.close();
  if (bytes.every((value) => value <= smallValue)) return null;
  const shownTests = tests.filter((row) => row < shown);
  const images = {
    pixels: Float32Array.from(bytes, (value) => value / 255),
    shape: [shown, height, width, channels] as LoadedSet["shape"],
    ...(shownTests.length > 0 && { testRows: shownTests }),
  };
  const notes = count < found ? [words.data.drawnFrom(found, false)] : [];
  const { copied: asCopy, notCopied: asFile } = words.stored;
  return {
    ...images,
    stored,
    columns: taken ? [rowsOf(taken, sample)] : [],
    references: computeReferences(images),
    display: guessDisplay(images),
    receipt: createReceipt(undefined, false, {
      ...preparation,
      stratified: preparation.stratified && all !== undefined,
    }),
    note: [...notes, copied === null ? asFile : asCopy, words.stored.shown(count, shown)].join(" "),
  };
}

/** Places of `rows` in the file with those of the sample before all others, and where each row went. */
function firstly(sample: Uint32Array, rows: Uint32Array): { order: Uint32Array; places: Uint32Array } {
  const [order, places] = [new Uint32Array(rows.length), new Uint32Array(rows.length)];
  const shown = new Uint8Array(rows.length);
  let next = 0;
  const put = (row: number) => {
    order[next] = rows[row]!;
    places[row] = next++;
  };
  for (const row of sample) {
    shown[row] = 1;
    put(row);
  }
  for (let row = 0; row < rows.length; row++) if (!shown[row]) put(row);
  return { order, places };
}
