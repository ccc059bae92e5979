import type { ImageData } from "../../engine/protocol";
import type { PointSet } from "../../instrument/protocol";
import type { Latents } from "../../run/latents";
import { gather } from "../rows";

/** Posterior means of the training images among these, or of those of a class. */
export function trainingMeans(
  { rows, mean, latent }: Latents,
  { testRows, labels }: ImageData,
  label?: number,
): PointSet {
  const held = new Set(testRows);
  const kept = [...rows.keys()].filter(
    (i) => !held.has(rows[i]!) && (label === undefined || labels?.[rows[i]!] === label),
  );
  return gather(mean, latent, kept);
}
