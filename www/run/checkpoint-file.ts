import type { Dataset } from "../data/dataset";
import { readHeader } from "../data/safetensors";
import { text } from "../text";

/** Most bytes that the engine reads, weights and header. */
const mostBytes = 2 ** 30 + 2 ** 20;

/** Whether a file is a model rather than images, by its name. */
export const isCheckpoint = ({ name }: File) => /\.safetensors$/i.test(name);

/** The file's bytes. Throws a plain error where they cannot be had. */
export async function readCheckpoint(file: File): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size > mostBytes) {
    throw new Error(text.run.checkpointTooLarge(file.name));
  }
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    throw new Error(text.run.fileUnreadable(file.name, (error as Error).message));
  }
}

/** Whether a checkpoint that the engine has read is of images as large as these. */
export function hasImageSize(checkpoint: Uint8Array<ArrayBuffer>, dataset: Dataset | null): boolean {
  const { image } = readHeader(checkpoint.buffer).header["__metadata__"] as { image: string };
  const { height, width, channels } = JSON.parse(image);
  return dataset?.images.shape.slice(1).join() === [height, width, channels].join();
}

/** Gives the file to the browser's downloads. */
export function download(name: string, bytes: Uint8Array): void {
  const url = URL.createObjectURL(
    new Blob([bytes as Uint8Array<ArrayBuffer>], { type: "application/octet-stream" }),
  );
  const link = document.createElement("a");
  Object.assign(link, { href: url, download: name });
  link.click();
  // The download has begun by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
