/**
 * Latent vectors of a grid over two dimensions, all others as in `base`: the last of the places on top, `places.length`
 * in a row. One row where both dimensions are the same.
 */
export function gridVectors(
  base: Float32Array,
  [across, up]: readonly [number, number],
  places: readonly number[],
): Float32Array {
  const rows = across === up ? [null] : places.toReversed();
  const vectors = rows.flatMap((high) =>
    places.map((right) => {
      const z = base.slice();
      if (high !== null) z[up] = high;
      z[across] = right;
      return z;
    }),
  );
  return joined(vectors);
}

/** Latent vectors along each of some dimensions in turn, all others as in `base`. */
export const traversalVectors = (
  base: Float32Array,
  dimensions: readonly number[],
  places: readonly number[],
): Float32Array =>
  joined(
    dimensions.flatMap((dimension) =>
      places.map((place) => {
        const z = base.slice();
        z[dimension] = place;
        return z;
      }),
    ),
  );

/** `steps` vectors on the straight line between two, both ends included. */
export const lineVectors = (from: Float32Array, to: Float32Array, steps: number): Float32Array =>
  joined(
    Array.from({ length: steps }, (_, step) => {
      const t = step / (steps - 1);
      return from.map((value, i) => (1 - t) * value + t * to[i]!);
    }),
  );

/**
 * `steps` vectors along a way through `nodes` (`latent` values each), whose edges have these lengths; each step is as
 * long as any other by that measure.
 */
export function wayVectors(
  nodes: Float32Array,
  latent: number,
  lengths: readonly number[],
  steps: number,
): Float32Array {
  const node = (at: number) => nodes.subarray(at * latent, (at + 1) * latent);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  let [edge, before] = [0, 0];
  return joined(
    Array.from({ length: steps }, (_, step) => {
      const wanted = (total * step) / (steps - 1);
      while (edge < lengths.length - 1 && before + lengths[edge]! < wanted) before += lengths[edge++]!;
      const length = lengths[edge] ?? 0;
      const t = length > 0 ? Math.min(1, (wanted - before) / length) : 0;
      const [from, to] = [node(edge), lengths.length > 0 ? node(edge + 1) : node(edge)];
      return from.map((value, i) => (1 - t) * value + t * to[i]!);
    }),
  );
}

function joined(vectors: Float32Array[]): Float32Array {
  const size = vectors[0]?.length ?? 0;
  const all = new Float32Array(vectors.length * size);
  vectors.forEach((vector, i) => all.set(vector, i * size));
  return all;
}
