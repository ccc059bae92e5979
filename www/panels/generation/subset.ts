/** Numbers in [0, 1), the same for the same seed (mulberry32 by T. Ettinger, public domain). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * At most so many rows, drawn at random without replacement, the same ones for the same seed. Not evenly over the set:
 * sets whose classes take turns would lose some of them.
 */
export function subset(rows: Uint32Array, most: number, seed: number): Uint32Array<ArrayBuffer> {
  const random = seeded(seed);
  const drawn = new Uint32Array(rows);
  const count = Math.min(most, rows.length);
  for (let i = 0; i < count; i++) {
    const other = i + Math.floor(random() * (rows.length - i));
    [drawn[i], drawn[other]] = [drawn[other]!, drawn[i]!];
  }
  return drawn.slice(0, count);
}
