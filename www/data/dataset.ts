import type { ImageData } from "../engine/protocol";
import type { Proposal } from "./proposals";
import { computeReferences, type References } from "./references";

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
}

/** A data set of images in memory; the marks for its losses are computed. */
export function createDataset(parts: Omit<Dataset, "references">): Dataset {
  return { ...parts, references: computeReferences(parts.images) };
}

const number = new Intl.NumberFormat("en");

/** `3 images`, `1 image`. */
export const counted = (count: number, one: string, many = `${one}s`) =>
  `${number.format(count)} ${count === 1 ? one : many}`;

/** What was loaded, in a sentence or two. */
export function describe({ name, images, classNames, note }: Dataset): string {
  const [count, height, width, channels] = images.shape;
  const tests = images.testRows?.length ?? 0;
  const classes = classNames.length > 0 ? counted(classNames.length, "class", "classes") : "no classes";
  const colour = channels === 3 ? "in colour" : "grey";
  const split =
    tests > 0
      ? `${number.format(count - tests)} to train on, ${number.format(tests)} to test.`
      : "All to train on, none to test.";
  const size = `${counted(count, "image")} of ${height} × ${width}`;
  return [`${name}: ${size}, ${colour}, ${classes}.`, split, ...(note ? [note] : [])].join(" ");
}
