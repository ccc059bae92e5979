import type { LoadedImages, PreparationOptions } from "../pkg/images/vae_playground_images";
import { takeImages, type Source } from "./arrange";
import type { DataModule } from "./data-module";
import { words } from "../text/worker";
import { isPicture } from "./pictures";
import type { LoadProgress, OwnFiles, Preparation } from "./protocol";

/** What the module allows at once; a file is in memory twice while it is read. */
const mostMebibytes = 512;
/** "auto" leaves images up to this size as they are, and brings others to the second one. */
export const largest = 64;
const fallback = 32;

/** A file's bytes, or those of a part of it. */
export async function readBytes(file: Blob, name: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    throw new Error(words.data.unreadable(name, (error as Error).message));
  }
}

function checkSize(name: string, bytes: number): void {
  const mebibytes = bytes / 2 ** 20;
  if (mebibytes <= mostMebibytes) return;
  throw new Error(words.data.tooLarge(name, Math.ceil(mebibytes), mostMebibytes));
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
    report({ text: words.data.readingFile(own.images.name) });
    const bytes = await readBytes(own.images, own.images.name);
    const labels = own.labels && (await readBytes(own.labels, own.labels.name));
    return (options) => module.load(own.images.name, bytes, own.labels?.name, labels, options);
  }
  const { name, files } = own;
  checkSize(
    name,
    files.reduce((sum, { path, file }) => sum + (isPicture(path) ? file.size : 0), 0),
  );
  const buffers: Uint8Array[] = [];
  for (const [at, { path, file }] of files.entries()) {
    if (at % 50 === 0) report({ text: words.data.readingFiles(files.length), share: at / files.length });
    // What is no picture is only named by the reader, as skipped.
    buffers.push(isPicture(path) ? await readBytes(file, path) : new Uint8Array());
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
  report({ text: words.data.decoding(own.name) });
  const options: PreparationOptions = {
    channels,
    fit,
    invert,
    centre,
    ...(labelColumn && { labelColumn }),
    ...(range && { range }),
  };
  const notes = range ? [words.data.rescaled(...range)] : [];
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
  notes.push(words.data.broughtTo(fallback));
  return take(read({ ...options, size: [fallback, fallback] }));
}
