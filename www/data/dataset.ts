import type { ImageData } from "../engine/protocol";
import { guessDisplay, type Display } from "./display";
import type { Proposal } from "./proposals";
import type { LoadedSet } from "./protocol";
import type { Receipt } from "./receipt";
import { computeReferences, type References } from "./references";

export type { Display };

/** Images with what a person needs to know about them. */
export interface Dataset {
  name: string;
  images: ImageData;
  /** Empty where images have no classes. */
  classNames: string[];
  references: References;
  /** A sentence about what was done to the images, where that is not plain to see. */
  note?: string;
  credit?: { text: string; url: string };
  /** The settings that suit it, where it came with the playground or through its form. */
  proposal?: Proposal;
  /** How grey images are shown. */
  display: Display;
  /** Of a set that the loader read or made. */
  receipt?: Receipt;
}

/** A data set of images in memory; the marks for its losses are computed. */
export function createDataset(
  parts: Omit<Dataset, "references" | "display"> & { display?: Display },
): Dataset {
  const { images, display = guessDisplay(images) } = parts;
  return { ...parts, display, references: computeReferences(images) };
}

/** The data set of what the loader gives. */
export function datasetOf(
  about: Pick<Dataset, "name" | "credit"> & { display?: Display },
  { classNames, references, note, display, receipt, pixels, shape, labels, testRows }: LoadedSet,
): Dataset {
  const images = { pixels, shape, ...(labels && { labels }), ...(testRows && { testRows }) };
  return { display, ...about, images, classNames, references, receipt, ...(note !== undefined && { note }) };
}
