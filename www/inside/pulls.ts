/** What pulls at one code: the loss's gradients by its mean, which it goes against. */
export interface Pulled {
  mean: Float32Array;
  reconstruction: ArrayLike<number>;
  prior: ArrayLike<number>;
}

/** How far the longest arrow reaches, in units of the prior's standard deviation. */
const reach = 1;

const length = (values: ArrayLike<number>) => Math.hypot(...Array.from(values));

/** How many times as long as its gradient each arrow is, so that the longest of all reaches `reach`; 0 without any. */
export function arrowScale(pulled: readonly Pulled[]): number {
  const most = Math.max(0, ...pulled.flatMap((one) => [length(one.reconstruction), length(one.prior)]));
  return most > 0 ? reach / most : 0;
}

/** From each code against its gradient: where an arrow begins and where it ends, in turn. */
export function arrows(
  pulled: readonly Pulled[],
  which: "reconstruction" | "prior",
  scale: number,
): Float32Array {
  return Float32Array.from(
    pulled.flatMap(({ mean, [which]: gradient }) => [
      ...mean,
      ...Array.from(mean, (value, i) => value - scale * gradient[i]!),
    ]),
  );
}
