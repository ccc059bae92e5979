import { expect, test } from "vitest";
import { densest } from "./names";
import { noPoints } from "./points";

/** Points of one class around a place. */
const cloud = (count: number, x: number, y: number, spread: number) =>
  Array.from({ length: count }, (_, i): [number, number] => [
    x + spread * Math.sin(i * 2.4),
    y + spread * Math.cos(i * 2.4),
  ]);

const named = (classes: [number, number][][]) => ({
  ...noPoints,
  labels: Uint32Array.from(classes.flatMap((places, label) => places.map(() => label))),
  positions: Float32Array.from(classes.flat(2)),
});

test("a name goes where its class is densest, not to the mean of two parts", () => {
  const points = named([[...cloud(60, -2, 1, 0.1), ...cloud(40, 2, -1, 0.1)], cloud(30, 2.5, 2.5, 0.2)]);
  const places = densest(points, { first: 0, count: 130 }, 3, 4);
  expect(places[0]).toEqual([expect.closeTo(-2, 1), expect.closeTo(1, 1)]);
  expect(places[1]).toEqual([expect.closeTo(2.5, 0), expect.closeTo(2.5, 0)]);
  // The third class has no points.
  expect(places[2]).toBeNull();
});

test("only the points of the span count, and those beyond the axes do not", () => {
  const points = named([[...cloud(10, -2, 1, 0.1), ...cloud(50, 1, 1, 0.1), ...cloud(90, 30, 30, 0.1)]]);
  expect(densest(points, { first: 0, count: 10 }, 1, 4)[0]![0]).toBeCloseTo(-2, 1);
  expect(densest(points, { first: 0, count: 150 }, 1, 4)[0]![0]).toBeCloseTo(1, 1);
});

test("a cloud over the edge of two cells is one place", () => {
  const points = named([cloud(50, 0, 0, 0.05)]);
  expect(densest(points, { first: 0, count: 50 }, 1, 4)[0]).toEqual([
    expect.closeTo(0, 1),
    expect.closeTo(0, 1),
  ]);
});
