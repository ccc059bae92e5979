/** Root of the sum of squared differences of two images of `size` values each, at these numbers of a stack. */
function between(images: Float32Array, size: number, one: number, other: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) {
    const difference = images[one * size + i]! - images[other * size + i]!;
    sum += difference * difference;
  }
  return Math.sqrt(sum);
}

/** How much images change from each to the next: Euclidean distances of neighbours in a stack. */
export const stepDistances = (images: Float32Array, size: number): number[] =>
  Array.from({ length: Math.max(0, images.length / size - 1) }, (_, i) => between(images, size, i, i + 1));

/** The same of the pairs that edges join, `from, to` after the other. */
export const edgeDistances = (images: Float32Array, size: number, edges: Uint32Array): Float32Array =>
  Float32Array.from({ length: edges.length / 2 }, (_, i) =>
    between(images, size, edges[2 * i]!, edges[2 * i + 1]!),
  );

/** Sums of `parts` neighbours at a time. */
export const summed = (values: readonly number[], parts: number): number[] =>
  Array.from({ length: values.length / parts }, (_, i) =>
    values.slice(i * parts, (i + 1) * parts).reduce((sum, value) => sum + value, 0),
  );
