/**
 * Rows for a graph: the two ends first, then every so-many-th of all, so that there are at most `most`. The same for the
 * same images.
 */
export function nodeRows(images: number, a: number, b: number, most: number): Uint32Array {
  const rows = new Set([a, b]);
  const count = Math.min(images, Math.max(2, most));
  for (let i = 0; i < count && rows.size < count; i++) rows.add(Math.floor((i * images) / count));
  return Uint32Array.from(rows);
}
