/** A place on a plane. */
export type Place = [x: number, y: number];

/** A symmetric matrix of two rows: xx, xy, yy. */
export type Covariance = [xx: number, xy: number, yy: number];

/** A plane in latent space on which the map lies: a pair of dimensions, or two principal components. */
export interface Projection {
  /** Two directions at right angles, of length 1, `latent` values each; where there is one dimension, it twice. */
  axes: readonly [Float32Array, Float32Array];
  /** What lies at the plane's origin. */
  mean: Float32Array;
  /** What the axes are called. */
  names: readonly [string, string];
}

/** The plane of two latent dimensions through 0. */
export function dimensionPlane(latent: number, dimensions: readonly [number, number]): Projection {
  const unit = (dimension: number) =>
    Float32Array.from({ length: latent }, (_, i) => Number(i === dimension));
  return {
    axes: [unit(dimensions[0]), unit(dimensions[1])],
    mean: new Float32Array(latent),
    names: [`z${dimensions[0] + 1}`, `z${dimensions[1] + 1}`],
  };
}

const dot = (axis: Float32Array, z: ArrayLike<number>, mean: Float32Array) =>
  axis.reduce((sum, value, i) => sum + value * (z[i]! - mean[i]!), 0);

/** Where a latent vector lies on the plane. */
export function project({ axes, mean }: Projection, z: ArrayLike<number>): Place {
  return [dot(axes[0], z, mean), dot(axes[1], z, mean)];
}

/** Where many lie, `latent` values each: `x, y` for each. */
export function projectAll({ axes, mean }: Projection, z: Float32Array): Float32Array<ArrayBuffer> {
  const latent = mean.length;
  const places = new Float32Array((2 * z.length) / latent);
  axes.forEach((axis, k) => {
    // Of a pair of dimensions, all others count for nothing.
    const used = [...axis.keys()].filter((i) => axis[i] !== 0);
    const shift = used.reduce((sum, i) => sum + axis[i]! * mean[i]!, 0);
    for (let point = 0; 2 * point < places.length; point++) {
      let sum = -shift;
      for (const i of used) sum += axis[i]! * z[point * latent + i]!;
      places[2 * point + k] = sum;
    }
  });
  return places;
}

/** The latent vector at a place of the plane that is parallel to this one and goes through `through`. */
export function lift({ axes, mean }: Projection, place: Place, through: ArrayLike<number>): Float32Array {
  const z = Float32Array.from(through);
  const axesOnce = same(axes[0], axes[1]) ? [axes[0]] : axes;
  axesOnce.forEach((axis, k) => {
    const step = place[k]! - dot(axis, through, mean);
    axis.forEach((value, i) => (z[i]! += step * value));
  });
  return z;
}

const same = (one: Float32Array, other: Float32Array) => one.every((value, i) => value === other[i]);

/** A covariance as the plane sees it, of `latent` variances or of the whole matrix, row after row. */
export function projectCovariance({ axes, mean }: Projection, covariance: Float32Array): Covariance {
  const latent = mean.length;
  const diagonal = covariance.length === latent;
  const times = (axis: Float32Array, i: number) =>
    diagonal
      ? covariance[i]! * axis[i]!
      : axis.reduce((sum, value, j) => sum + covariance[i * latent + j]! * value, 0);
  const between = (one: Float32Array, other: Float32Array) =>
    one.reduce((sum, value, i) => (value === 0 ? sum : sum + value * times(other, i)), 0);
  return [between(axes[0], axes[0]), between(axes[0], axes[1]), between(axes[1], axes[1])];
}

/** The ellipse at one standard deviation: half its axes, and the angle of the longer one from the x axis in radians. */
export function ellipseOf([xx, xy, yy]: Covariance): { major: number; minor: number; angle: number } {
  const middle = (xx + yy) / 2;
  const spread = Math.hypot((xx - yy) / 2, xy);
  return {
    major: Math.sqrt(middle + spread),
    minor: Math.sqrt(Math.max(0, middle - spread)),
    angle: Math.atan2(2 * xy, xx - yy) / 2,
  };
}
