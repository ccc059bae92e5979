import type { Dataset } from "../data/dataset";
import { slug, type TrainedOn } from "../data/recognise";
import { readHeader } from "../data/safetensors";
import { text } from "../text";

/** Most bytes that the engine reads, weights and header. */
const mostBytes = 2 ** 30 + 2 ** 20;

/** Whether a file is a model rather than images, by its name. */
export const isCheckpoint = ({ name }: File) => /\.safetensors$/i.test(name);

/** Whether it is the result of a sweep that was made in Python, by its name. */
export const isSweep = ({ name }: File) => /\.sweep\.safetensors$/i.test(name);

/** By which the images can be recognised when it is opened again. */
export const checkpointName = (set: string, step: number) => `vae-${slug(set)}-step-${step}.safetensors`;

/** The file's bytes. Throws a plain error where they cannot be had. */
export async function readCheckpoint(file: File): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size > mostBytes) throw new Error(text.modelFile.tooLarge(file.name));
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    throw new Error(text.modelFile.unreadable(file.name, (error as Error).message));
  }
}

/** What the file of a checkpoint that the engine has read says of its images. */
export async function trainedOn(file: Blob): Promise<TrainedOn> {
  const length = new DataView(await file.slice(0, 8).arrayBuffer()).getBigUint64(0, true);
  const { header } = readHeader(await file.slice(0, 8 + Number(length)).arrayBuffer());
  const { image, data, seed } = header["__metadata__"] as Record<string, string>;
  const { images, trainingImages } = JSON.parse(data!);
  return { ...JSON.parse(image!), images, trainingImages, seed: JSON.parse(seed!) };
}

/** Whether these images are as large as those. */
export const sameSize = ({ height, width, channels }: TrainedOn, dataset: Dataset | null) =>
  dataset?.images.shape.slice(1).join() === [height, width, channels].join();
