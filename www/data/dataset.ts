import type { ImageData } from "../engine/protocol";
import type { SetId } from "./catalogue";
import type { LabelColumn } from "./columns";
import { guessDisplay, type Display } from "./display";
import { inert } from "./inert";
import type { Proposal } from "./proposals";
import type { LoadedSet, Preparation } from "./protocol";
import type { Receipt } from "./receipt";
import { computeReferences, type References } from "./references";

export type { Display };

/** How a set that has a name is loaded. */
export interface Origin {
  id: SetId;
  preparation: Preparation;
}

/** Images with what a person needs to know about them. */
export interface Dataset {
  name: string;
  images: ImageData;
  /** Ways of labelling the images, of which `images.labels` and `classNames` are the chosen one. */
  columns: LabelColumn[];
  /** Its place among them. */
  column: number;
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
  /** Of a set that can be loaded again from where it came. */
  origin?: Origin;
  /** Of a set that the loader read or made. */
  receipt?: Receipt;
}

/** What of a data set stays when a person chooses another column of labels. */
export type Unlabelled = Omit<Dataset, "column" | "classNames" | "images"> & {
  images: Omit<ImageData, "labels">;
};

/** Whether both are the same images, shown alike, each by any of their columns. */
export const sameImages = (one: Dataset, other: Dataset) =>
  one.columns === other.columns && one.display === other.display;

/** A data set of images in memory; the marks for its losses are computed. */
export function createDataset(
  parts: Omit<Dataset, "references" | "display" | "columns" | "column"> & { display?: Display },
): Dataset {
  const { images, display = guessDisplay(images) } = parts;
  const [name, classNames] = [inert(parts.name), inert(parts.classNames)];
  const { labels } = images;
  const columns = labels ? [{ name: "", classNames, labels }] : [];
  return { ...parts, name, classNames, display, columns, column: 0, references: computeReferences(images) };
}

/** The same images by another of their columns. */
export function labelledBy(dataset: Dataset, column: number): Dataset {
  const { classNames, labels } = dataset.columns[column]!;
  return { ...dataset, column, classNames, images: { ...dataset.images, labels } };
}

/** The data set of what the loader gives. */
export function datasetOf(
  about: Pick<Dataset, "name" | "credit"> & { display?: Display },
  { columns, references, note, display, receipt, pixels, shape, testRows, stored }: LoadedSet,
): Dataset {
  const images = { pixels, shape, ...(testRows && { testRows }), ...(stored && { stored }) };
  const dataset = { display, ...about, images, columns, column: 0, classNames: [], references, receipt };
  const noted = { ...dataset, ...(note !== undefined && { note }) };
  return columns.length > 0 ? labelledBy(noted, 0) : noted;
}
