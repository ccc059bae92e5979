import type { Receipt as FileReceipt } from "../pkg/images/vae_playground_images";
import { text } from "../text";
import type { Preparation } from "./protocol";

/** How the images to test on were found. */
export type Split =
  | { kind: "own"; parts: { name: string; count: number }[] }
  | { kind: "drawn"; fraction: number; seed: number; stratified: boolean };

/** What was found in files and what was left out, for a person to check. */
export interface Receipt extends Omit<FileReceipt, "split" | "pictures"> {
  split: Split;
}

const nothing: Omit<Receipt, "split"> = { labelColumn: null, skipped: { count: 0, first: [] } };

/** The receipt of files, or of a set that was not read from any. */
export function createReceipt(
  file: FileReceipt | undefined,
  ownTests: boolean,
  { testFraction, seed, stratified }: Pick<Preparation, "testFraction" | "seed" | "stratified">,
): Receipt {
  const { labelColumn, skipped } = file ?? nothing;
  const split: Split = ownTests
    ? { kind: "own", parts: file?.split?.parts ?? [] }
    : { kind: "drawn", fraction: testFraction, seed, stratified };
  return { labelColumn, skipped, split };
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
