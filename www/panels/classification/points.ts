import type { Dataset, Unlabelled } from "../../data/dataset";
import type { Latents } from "../../run/latents";
import { text } from "../../text/later";
import type { State } from "../../run/store";
import { needsNumbers } from "../panel";
import { subset } from "../../random";

/** What a classifier is given: where images are in a space. */
export type Space = "latents" | "pixels";

/** More images than this are not classified: their pixels alone would take minutes. */
export const mostRows = 10_000;

/** The rows that are classified, ascending: those to learn from, and those to be tested on. */
export interface Rows {
  train: Uint32Array;
  test: Uint32Array;
}

/** All rows, or so many drawn by chance, always the same ones. */
export function rowsOf({ images }: Pick<Unlabelled, "images">, most = mostRows): Rows {
  const [count] = images.shape;
  const all = Uint32Array.from({ length: count }, (_, row) => row);
  const drawn = count <= most ? all : subset(all, most, 1).sort();
  const tests = new Set(images.testRows);
  return { train: drawn.filter((row) => !tests.has(row)), test: drawn.filter((row) => tests.has(row)) };
}

/** Whether the posterior of every image is known, so that a row is its place among them. */
export const complete = (
  latents: Latents | null,
  { images }: Pick<Unlabelled, "images">,
): latents is Latents => latents !== null && latents.rows.length === images.shape[0];

/** The labels of some rows, as many as there are. */
export const labelsOf = ({ images }: Dataset, rows: Uint32Array) =>
  Int32Array.from(rows, (row) => images.labels?.[row] ?? -1);

/** How many classes are named, or at least occur. */
export function classCount({ images: { labels }, classNames }: Dataset): number {
  let most = classNames.length;
  for (const label of labels ?? []) most = Math.max(most, label + 1);
  return most;
}

export const classNameOf = ({ classNames }: Pick<Dataset, "classNames">, label: number) =>
  classNames[label] ?? String(label);

/** Why images can't be told apart by class; null where they can. */
export function needsClasses(state: Readonly<State>): string | null {
  const diverged = needsNumbers(state);
  if (diverged !== null) return diverged;
  const labels = state.dataset?.images.labels;
  if (!labels) return text.classify.noLabels;
  return labels.every((label) => label === labels[0]) ? text.classify.oneClass : null;
}
