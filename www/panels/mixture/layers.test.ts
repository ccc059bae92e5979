import { expect, test } from "vitest";
import { dimensionPlane } from "../../plane/projection";
import type { Args, Mixture } from "../../instrument/protocol";
import { contours, ellipses, levelsOf, onPlane, thresholds } from "./layers";

const full: Mixture = {
  dimensions: 3,
  covariance: "full",
  weights: [0.25, 0.75],
  means: [1, 2, 3, -1, -2, -3],
  // Between the first and the third dimension: 0.5.
  covariances: [4, 0, 0.5, 0, 1, 0, 0.5, 0, 9, 1, 0, 0, 0, 1, 0, 0, 0, 1],
};

test("on a pair of dimensions a mixture keeps their means and covariances", () => {
  expect(onPlane(full, dimensionPlane(3, [2, 0]))).toEqual({
    dimensions: 2,
    covariance: "full",
    weights: [0.25, 0.75],
    means: [3, 1, -3, -1],
    covariances: [9, 0.5, 0.5, 4, 1, 0, 0, 1],
  });
  const diagonal: Mixture = { ...full, covariance: "diagonal", covariances: [4, 1, 9, 1, 1, 1] };
  expect(onPlane(diagonal, dimensionPlane(3, [2, 0])).covariances).toEqual([9, 0, 0, 4, 1, 0, 0, 1]);
});

test("ellipses have their component's mean, covariance, number and colour", () => {
  const [first, second] = ellipses(full, [7, 2]);
  expect([...first!.mean]).toEqual([1, 2, 3]);
  expect([...first!.covariance]).toEqual(full.covariances.slice(0, 9));
  expect(second).toMatchObject({ kind: "ellipse", label: "2", color: 2 });
});

test("above a threshold lies the share of the sum that it is for", () => {
  const values = Float32Array.of(1, 5, 3, 1);
  // 5 is half of all, 5 and 3 four fifths.
  expect(thresholds(values, [0.8, 0.5])).toEqual([3, 5]);
  expect(thresholds(values, [0.9, 0.8, 0.5])).toEqual([1, 3, 5]);
  expect(thresholds(values, [0.4, 0.5])).toEqual([5]);
});

test("contours hold three standard deviations of the outermost components, from the top row on", async () => {
  let asked: Args<"logDensity"> | null = null;
  const call = async (_: string, args: unknown) => {
    asked = args as Args<"logDensity">;
    return new Float32Array(asked.points.values.length / 2).map((_, i) => -i);
  };
  const plane = dimensionPlane(3, [0, 1]);
  await contours({ call: call as never }, full, plane, new AbortController().signal);
  const [x, y] = asked!.points.values;
  expect([x, y]).toEqual([expect.closeTo(-5 + 12 / 192, 5), expect.closeTo(5 - 10 / 192, 5)]);
  const [right, bottom] = asked!.points.values.slice(-2);
  expect([right, bottom]).toEqual([expect.closeTo(7 - 12 / 192, 5), expect.closeTo(-5 + 10 / 192, 5)]);
});

test("a level goes around the cells above it, through the middles of lines to their neighbours", () => {
  // The middle of the second row from the top alone is above 0.5; cells are 2 wide and 1 high.
  const values = new Float32Array(9);
  values[4] = 1;
  const [[line, ...others]] = levelsOf(values, [0.5], [-3, 3, 10, 13]) as [[Float32Array]];
  expect(others).toEqual([]);
  const corners = Array.from({ length: line.length / 2 }, (_, i) => `${line[2 * i]},${line[2 * i + 1]}`);
  expect(new Set(corners)).toEqual(new Set(["0,12", "1,11.5", "0,11", "-1,11.5"]));
});
