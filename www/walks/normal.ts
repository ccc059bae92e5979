/** A ratio of two polynomials, coefficients of rising powers. */
function ratio(x: number, above: readonly number[], below: readonly number[]): number {
  const value = (of: readonly number[]) => of.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
  return value(above) / value(below);
}

/**
 * The value that a standard normal variable is below with probability `p`, right to one part in 10^7 (M. J. Wichura,
 * "The Percentage Points of the Normal Distribution", Applied Statistics 37, 1988, algorithm AS 241, PPND7).
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const above = [3.3871327179, 50.434271938, 159.2911320207, 59.10937472];
    const below = [1, 17.895169469, 78.757757664, 67.1875636];
    return q * ratio(0.180625 - q * q, above, below);
  }
  const tail = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const size =
    tail <= 5
      ? ratio(
          tail - 1.6,
          [1.4234372777, 2.75681539, 1.3067284816, 0.17023821103],
          [1, 0.7370016425, 0.12021132975],
        )
      : ratio(
          tail - 5,
          [6.657905115, 3.081226386, 0.42868294337, 0.017337203997],
          [1, 0.24197894225, 0.012258202635],
        );
  return Math.sign(q) * size;
}
