import { expect, test } from "vitest";
import { match, overlap } from "./matching";

const box = (x: number, y: number, width: number, height: number) => ({ x, y, width, height });

test("overlap is what both share, of what either has", () => {
  expect(overlap(box(0, 0, 2, 2), box(1, 1, 2, 2))).toBeCloseTo(1 / 7);
  expect(overlap(box(0, 0, 4, 2), box(0, 0, 4, 2))).toBe(1);
  expect(overlap(box(0, 0, 1, 1), box(5, 0, 1, 1))).toBe(0);
  expect(overlap(box(0, 0, 0, 0), box(0, 0, 0, 0))).toBe(0);
});

test("each true box is found once, by the first that shares half with it", () => {
  const truth = [box(0, 0, 10, 10), box(20, 0, 10, 10)];
  const found = [box(1, 0, 10, 10), box(0, 0, 10, 10), box(20, 1, 10, 10), box(26, 0, 10, 10)];
  expect(match(found, truth)).toEqual([0, null, 1, null]);
  expect(match([], truth)).toEqual([]);
});
