/** The largest of the values, whatever their signs. */
export function largest(values: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]!));
  return most;
}

/** The same of each channel, of values with channels last. */
export function largestOfUnits(values: Float32Array, channels: number): Float32Array {
  const most = new Float32Array(channels);
  for (let i = 0; i < values.length; i++) {
    most[i % channels] = Math.max(most[i % channels]!, Math.abs(values[i]!));
  }
  return most;
}

/** Channels by the mean of what they give, whatever its sign: the strongest first. */
export function byStrength(values: Float32Array, channels: number): number[] {
  const sums = new Float64Array(channels);
  for (let i = 0; i < values.length; i++) sums[i % channels]! += Math.abs(values[i]!);
  return Array.from(sums.keys()).sort((one, other) => sums[other]! - sums[one]! || one - other);
}

/** While the model trains, a scale has come nearly down to what is wanted after so many milliseconds. */
const downMs = 2000;

/** A scale that grows at once; while the model trains it shrinks slowly, so that a picture does not flicker. */
export class LiveScale {
  private value = 0;
  private at = -Infinity;

  next(wanted: number, now: number, live: boolean): number {
    const left = live ? Math.exp((-3 * (now - this.at)) / downMs) : 0;
    this.value = Math.max(wanted, wanted + (this.value - wanted) * left);
    this.at = now;
    return this.value;
  }
}
