import { expect, test } from "vitest";
import { lineOf, linePlaces } from "./line";

test("a line shows every fourth place, and is as long as its parts together", () => {
  // Images of one value, which goes back and forth within each step and on by 2 with each.
  const images = Float32Array.from(
    { length: linePlaces },
    (_, i) => 2 * Math.floor(i / 4) + [0, 3, 0, 1][i % 4]!,
  );
  const line = lineOf(new Float32Array(linePlaces), images, 1);
  expect([...line.images]).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20]);
  expect(line.changes).toEqual(Array.from({ length: 10 }, () => 3 + 3 + 1 + 1));
  expect(line.total).toBe(80);
});
