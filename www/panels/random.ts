/** Numbers in [0, 1) that are the same for the same seed: Tommy Ettinger's mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The first `count` of the values in an order by chance (Fisher and Yates). */
export function draw(values: ArrayLike<number>, count: number, random: () => number): number[] {
  const left = Array.from(values);
  const taken = Math.min(count, left.length);
  for (let i = 0; i < taken; i++) {
    const other = i + Math.floor(random() * (left.length - i));
    [left[i], left[other]] = [left[other]!, left[i]!];
  }
  return left.slice(0, taken);
}

/**
 * At most so many rows, drawn without replacement, the same ones for the same seed. Not evenly over the set: sets whose
 * classes take turns would lose some of them.
 */
export const subset = (rows: Uint32Array, most: number, seed: number): Uint32Array<ArrayBuffer> =>
  Uint32Array.from(draw(rows, most, seeded(seed)));
