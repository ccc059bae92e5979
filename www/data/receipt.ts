import type { Receipt as FileReceipt } from "../pkg/images/vae_playground_images";
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
