import { text } from "../text";
import type { Dataset } from "./dataset";
import type { Receipt, Split } from "./receipt";
import { splitCounts } from "./split-counts";

/** What was loaded, in a sentence or two. */
export function describe({ name, images, classNames, note }: Dataset): string {
  const [, height, width, channels] = images.shape;
  const { train, test } = splitCounts(images);
  const size = text.data.images(name, train + test, height, width, channels === 3, classNames.length);
  return [size, text.data.counts(train, test), ...(note ? [note] : [])].join(" ");
}

/** How the images were split, in a sentence. */
export function describeSplit(split: Split): string {
  if (split.kind === "drawn") {
    const { fraction, seed, stratified } = split;
    return fraction > 0 ? text.data.drawnSplit(fraction, seed, stratified) : text.data.noSplit;
  }
  return split.parts.length > 0
    ? text.data.partsSplit(split.parts.slice(0, -1), split.parts.at(-1)!)
    : text.data.ownSplit;
}

/** What was skipped, a line each; those beyond the ones named are counted. */
export function describeSkipped({ count, first }: Receipt["skipped"]): string[] {
  const lines = first.map(({ name, why }) => text.data.skippedFile(name, why));
  return count > first.length ? [...lines, text.data.moreSkipped(count - first.length)] : lines;
}
