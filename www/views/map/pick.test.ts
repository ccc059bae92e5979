import { expect, test } from "vitest";
import { createPicker, neighbour, within } from "./pick";
import { noPoints, type Points } from "./points";

const of = (places: [number, number][], labels = places.map(() => 0)): Points => ({
  ...noPoints,
  rows: Uint32Array.from(places, (_, row) => row),
  labels: Uint32Array.from(labels),
  positions: Float32Array.from(places.flat()),
});
const all = () => true;

test("the nearest point is found within a radius, and none beyond", () => {
  const picker = createPicker(
    of([
      [0, 0],
      [1, 0],
      [1.2, 0.1],
    ]),
  );
  expect(picker.nearest(1.1, 0.1, 0.5, all)).toBe(2);
  expect(picker.nearest(1.1, 0.1, 0.5, (point) => point !== 2)).toBe(1);
  expect(picker.nearest(5, 5, 0.5, all)).toBeNull();
});

test("among 70,000 it is the one that looking at all would find", () => {
  const places = Array.from({ length: 70_000 }, (_, i): [number, number] => [
    3 * Math.sin(i * 12.9898),
    3 * Math.cos(i * 78.233),
  ]);
  const points = of(places);
  const picker = createPicker(points);
  for (const [x, y] of [
    [0, 0],
    [1.5, -2],
    [-2.9, 2.9],
  ] as const) {
    const found = picker.nearest(x, y, 1, all)!;
    const least = places.reduce((sofar, [px, py]) => Math.min(sofar, Math.hypot(px - x, py - y)), Infinity);
    const [px, py] = places[found]!;
    expect(Math.hypot(px - x, py - y)).toBeCloseTo(least, 5);
  }
});

test("those between edges are told, without muted classes and other spans", () => {
  const points = of(
    [
      [0, 0],
      [0.5, 0.5],
      [2, 0],
      [0.2, 0.1],
    ],
    [0, 1, 0, 0],
  );
  const picker = createPicker(points);
  expect(picker.inside(-1, -1, 1, 1, all).sort()).toEqual([0, 1, 3]);
  const some = within(points, { first: 0, count: 3 }, new Set([1]));
  expect(picker.inside(-1, -1, 1, 1, some)).toEqual([0]);
});

test("an arrow leads to what is near and in its direction, or stays", () => {
  const points = of([
    [0, 0],
    [1, 0.1],
    [0.4, 0.9],
    [-2, 0],
  ]);
  expect(neighbour(points, 0, [1, 0], all)).toBe(1);
  expect(neighbour(points, 0, [0, 1], all)).toBe(2);
  expect(neighbour(points, 0, [-1, 0], all)).toBe(3);
  expect(neighbour(points, 0, [0, -1], all)).toBe(0);
});
