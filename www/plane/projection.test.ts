import { expect, test } from "vitest";
import {
  dimensionPlane,
  ellipseOf,
  lift,
  project,
  projectAll,
  projectCovariance,
  type Projection,
} from "./projection";

const half = Math.SQRT1_2;
/** A plane that is turned by 45° in the first two of three dimensions, and lies off the origin. */
const turned: Projection = {
  axes: [Float32Array.of(half, half, 0), Float32Array.of(0, 0, 1)],
  mean: Float32Array.of(1, 1, 2),
  names: ["PC 1", "PC 2"],
};
const near = (values: ArrayLike<number>) => Array.from(values, (value) => expect.closeTo(value, 5));

test("a pair of dimensions is the plane of the two, under their names", () => {
  const plane = dimensionPlane(3, [2, 0]);
  expect(plane.names).toEqual(["z3", "z1"]);
  expect(project(plane, [5, 6, 7])).toEqual([7, 5]);
});

test("a turned plane gives distances along its axes from its mean", () => {
  expect(project(turned, [2, 2, 5])).toEqual([expect.closeTo(Math.SQRT2, 5), 3]);
  expect(project(turned, [2, 0, 2])).toEqual([expect.closeTo(0, 5), 0]);
});

test("many are projected as each alone", () => {
  const z = Float32Array.of(2, 2, 5, 0, 1, -1, 3, 0, 0);
  const each = [0, 3, 6].flatMap((at) => project(turned, z.subarray(at, at + 3)));
  expect([...projectAll(turned, z)]).toEqual(near(each));
});

test("a place is lifted to the vector nearest to the one it goes through", () => {
  const through = [3, -1, 0];
  const z = lift(turned, [0.5, -2], through);
  expect(project(turned, z)).toEqual(near([0.5, -2]));
  // Across the plane, nothing moves.
  expect(z[0]! - z[1]!).toBeCloseTo(4, 5);
});

test("with one dimension both axes are the same, and only the first counts", () => {
  const line = dimensionPlane(1, [0, 0]);
  expect([...lift(line, [2, 7], [0.5])]).toEqual([2]);
});

test("variances and whole covariances are seen from the plane", () => {
  // Along (1, 1, 0)/√2: (4 + 1 + 2·1)/2; with the third dimension: (0.5 + 0)/√2.
  const covariance = Float32Array.of(4, 1, 0.5, 1, 1, 0, 0.5, 0, 9);
  expect(projectCovariance(turned, covariance)).toEqual(near([3.5, 0.5 * half, 9]));
  expect(projectCovariance(turned, Float32Array.of(4, 1, 9))).toEqual(near([2.5, 0, 9]));
});

test("an ellipse lies along the covariance's larger direction", () => {
  expect(ellipseOf([4, 0, 1])).toEqual({ major: 2, minor: 1, angle: 0 });
  expect(ellipseOf([1, 0, 4])).toEqual({ major: 2, minor: 1, angle: expect.closeTo(Math.PI / 2) });
  // Eigenvalues 3 and 1 of [[2, 1], [1, 2]], the larger along the diagonal.
  const { major, minor, angle } = ellipseOf([2, 1, 2]);
  expect([major, minor, angle]).toEqual(near([Math.sqrt(3), 1, Math.PI / 4]));
});
