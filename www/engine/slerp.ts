/**
 * `steps` vectors on the great circle from `a` to `b`, both ends included, row-major (T. White, "Sampling Generative
 * Networks", arXiv:1609.04468). A straight line where the circle is not determined: opposite or zero vectors.
 */
export function slerp(a: Float32Array, b: Float32Array, steps: number): Float32Array {
  const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, i) => sum + value * y[i]!, 0);
  const cosine = dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  const angle = Math.acos(Math.min(1, Math.max(-1, cosine)));
  const curved = Math.sin(angle) > 1e-6;
  const rows = Array.from({ length: steps }, (_, step) => {
    const t = steps > 1 ? step / (steps - 1) : 0;
    const [u, v] = curved
      ? [Math.sin((1 - t) * angle) / Math.sin(angle), Math.sin(t * angle) / Math.sin(angle)]
      : [1 - t, t];
    return Array.from(a, (value, i) => u * value + v * b[i]!);
  });
  return new Float32Array(rows.flat());
}
