import { expect, test } from "vitest";
import { placeLabels, type Box } from "./label-layout";

const box = (x: number, y: number, width = 10): Box => ({ x, y, width, height: 16 });
const apart = (a: Box, b: Box) =>
  Math.abs(a.x - b.x) >= (a.width + b.width) / 2 - 1e-9 ||
  Math.abs(a.y - b.y) >= (a.height + b.height) / 2 - 1e-9;

test("labels that are apart stay where they want to be", () => {
  const labels = [box(0, 0), box(40, 0), box(0, 30)];
  expect(placeLabels(labels, [])).toEqual(labels);
});

test("ten labels around one place do not lie on each other, nor on what is taken, and stay near", () => {
  const labels = Array.from({ length: 10 }, (_, i) => box(100 + i * 0.7, 100 - i * 0.4));
  const taken = [box(100, 100, 18)];
  const placed = placeLabels(labels, taken);
  placed.forEach((a, i) => {
    for (const b of [...taken, ...placed.slice(i + 1)]) expect(apart(a, b)).toBe(true);
    expect(Math.hypot(a.x - 100, a.y - 100)).toBeLessThan(60);
  });
});

test("more labels than there is room for are all placed", () => {
  const labels = Array.from({ length: 40 }, () => box(0, 0, 120));
  expect(placeLabels(labels, [])).toHaveLength(40);
});
