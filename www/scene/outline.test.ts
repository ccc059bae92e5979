import { expect, test } from "vitest";
import { maskBytes, outlineAt, type Outline } from "./outline";

const outline = (x: number, y: number, side: number, dashed = false): Outline => ({
  box: { x, y, width: side, height: side },
  label: "",
  color: 0,
  dashed,
});

test("of the outlines at a place the smallest is taken, and none that is only known", () => {
  const all = [outline(0, 0, 10), outline(2, 2, 4), outline(3, 3, 1, true)];
  expect(outlineAt(all, 3, 3)).toBe(1);
  expect(outlineAt(all, 9, 9)).toBe(0);
  // The right edge is outside.
  expect(outlineAt(all, 10, 5)).toBeNull();
  expect(outlineAt([], 0, 0)).toBeNull();
});

test("a mask is as opaque as it is sure", () => {
  const mask = { values: Float32Array.of(0, 1), height: 1, width: 2 };
  expect([...maskBytes(mask, [1, 2, 3])]).toEqual([1, 2, 3, 0, 1, 2, 3, 150]);
});
