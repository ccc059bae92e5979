import type { LoadedImages, PreparationOptions } from "../pkg/images/vae_playground_images";
import { takeImages, type Source } from "./arrange";
import type { DataModule } from "./data-module";
import { text } from "../text";
import { isPicture } from "./own-files";
import type { LoadProgress, OwnFiles, Preparation } from "./protocol";

/** What the module allows at once; a file is in memory twice while it is read. */
const mostBytes = 512 * 2 ** 20;
/** "auto" leaves images up to this size as they are, and brings others to the second one. */
const largest = 64;
const fallback = 32;

async function bytesOf(file: File, name: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    throw new Error(`${name} can't be read: ${(error as Error).message} Choose it again.`);
  }
}

function checkSize(name: string, bytes: number): void {
  if (bytes <= mostBytes) return;
  const size = Math.ceil(bytes / 2 ** 20).toLocaleString("en");
  throw new Error(`${name} has ${size} MiB; the limit is 512 MiB. Choose a part of it.`);
}

/** A function that reads the files' images as the options say, as often as it is called. */
async function open(
  module: DataModule,
  own: OwnFiles,
  report: (progress: LoadProgress) => void,
): Promise<(options: PreparationOptions) => LoadedImages> {
  if (own.kind === "table") {
    checkSize(own.images.name, own.images.size);
    if (own.labels) checkSize(own.labels.name, own.labels.size);
    report({ text: `Reading ${own.images.name}` });
    const bytes = await bytesOf(own.images, own.images.name);
    const labels = own.labels && (await bytesOf(own.labels, own.labels.name));
    return (options) => module.load(own.images.name, bytes, own.labels?.name, labels, options);
  }
  const { name, files } = own;
  checkSize(
    name,
    files.reduce((sum, { path, file }) => sum + (isPicture(path) ? file.size : 0), 0),
  );
  const buffers: Uint8Array[] = [];
  for (const [at, { path, file }] of files.entries()) {
    if (at % 50 === 0) report({ text: `Reading ${files.length} files`, share: at / files.length });
    // What is no picture is only named by the reader, as skipped.
    buffers.push(isPicture(path) ? await bytesOf(file, path) : new Uint8Array());
  }
  const paths = files.map(({ path }) => path);
  return (options) => module.loadEntries(name, paths, buffers, options);
}

/** A person's files. */
export async function readOwn(
  module: DataModule,
  own: OwnFiles,
  { size, channels, fit, invert, centre, labelColumn, range }: Preparation,
  report: (progress: LoadProgress) => void,
): Promise<Source> {
  const read = await open(module, own, report);
  report({ text: `Decoding ${own.name}` });
  const options: PreparationOptions = {
    channels,
    fit,
    invert,
    centre,
    ...(labelColumn && { labelColumn }),
    ...(range && { range }),
  };
  const notes = range ? [text.data.rescaled(...range)] : [];
  const take = (images: LoadedImages): Source => ({ ...takeImages(images), notes });
  if (size !== "auto") return take(read({ ...options, size: [size, size] }));
  try {
    const images = read(options);
    const [, height, width] = images.shape;
    if (Math.max(height!, width!) <= largest) return take(images);
    images.free();
  } catch (error) {
    const { name } = error as Error;
    if (name !== "MixedSizesError" && name !== "TooLargeError") throw error;
  }
  notes.push(text.data.broughtTo(fallback));
  return take(read({ ...options, size: [fallback, fallback] }));
}
