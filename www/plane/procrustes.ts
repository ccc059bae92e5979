/** How points of a plane are turned and moved, none stretched, so that they lie as near as can be to others. */
export interface Alignment {
  /** Radians, from the first axis towards the second, after they are mirrored. */
  angle: number;
  /** The second axis is turned over before. */
  mirrored: boolean;
  /** Root mean square of the distances that are left. */
  residual: number;
  /** Where points lie then, `x, y` of each. */
  moved(places: Float32Array): Float32Array;
}

function middleOf(places: Float32Array): [number, number] {
  const sums: [number, number] = [0, 0];
  places.forEach((value, i) => (sums[i % 2 === 0 ? 0 : 1] += value));
  const count = Math.max(1, places.length / 2);
  return [sums[0] / count, sums[1] / count];
}

/**
 * The orthogonal Procrustes problem of two dimensions with a translation (Schönemann 1966, A generalized solution of the
 * orthogonal Procrustes problem; Gower and Dijksterhuis 2004), in closed form: as many points, `x, y` of each.
 */
export function align(places: Float32Array, to: Float32Array): Alignment {
  const [from, middle] = [middleOf(places), middleOf(to)];
  let [xu, xv, yu, yv, squares] = [0, 0, 0, 0, 0];
  for (let i = 0; i < places.length; i += 2) {
    const [x, y] = [places[i]! - from[0], places[i + 1]! - from[1]];
    const [u, v] = [to[i]! - middle[0], to[i + 1]! - middle[1]];
    [xu, xv, yu, yv] = [xu + x * u, xv + x * v, yu + y * u, yv + y * v];
    squares += x * x + y * y + u * u + v * v;
  }
  const turned = Math.hypot(xu + yv, xv - yu);
  const turnedOver = Math.hypot(xu - yv, xv + yu);
  const mirrored = turnedOver > turned;
  const angle = mirrored ? Math.atan2(xv + yu, xu - yv) : Math.atan2(xv - yu, xu + yv);
  const left = squares - 2 * Math.max(turned, turnedOver);
  const [cos, sin, side] = [Math.cos(angle), Math.sin(angle), mirrored ? -1 : 1];
  return {
    angle,
    mirrored,
    residual: Math.sqrt(Math.max(0, left) / Math.max(1, places.length / 2)),
    moved(others) {
      const moved = new Float32Array(others.length);
      for (let i = 0; i < others.length; i += 2) {
        const [x, y] = [others[i]! - from[0], side * (others[i + 1]! - from[1])];
        moved[i] = cos * x - sin * y + middle[0];
        moved[i + 1] = sin * x + cos * y + middle[1];
      }
      return moved;
    },
  };
}
