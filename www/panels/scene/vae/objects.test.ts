import { expect, test } from "vitest";
import { nextSteps } from "./learner";
import { cellAt, objectsOf, presenceMap } from "./objects";

const none = new Float32Array(0);

test("cells from one half on are objects, the surest first, with their own pixels", () => {
  const found = {
    presence: Float32Array.of(0.5, 0.25, 1),
    boxes: Float32Array.of(0, 0, 2, 1, 9, 9, 9, 9, 1, 1, 2, 2),
    place: Float32Array.of(0, 0, 0, 0, 7, 0, 0, 0, 0, 8, 0, 0, 0, 0, 9),
    // Four pixels wide.
    masks: Uint8Array.of(1, 0, 0, 0, 0, 3, 3, 0, 0, 3, 1, 0),
    what: none,
    reconstruction: none,
  };
  const [first, second] = objectsOf(found, 4);
  expect(objectsOf(found, 4)).toHaveLength(2);
  expect(first).toMatchObject({ presence: 1, depth: 9, box: { x: 1, y: 1, width: 2, height: 2 } });
  expect([...first!.mask.values]).toEqual([1, 1, 1, 0]);
  expect(second).toMatchObject({ presence: 0.5, depth: 7 });
  expect([...second!.mask.values]).toEqual([1, 0]);
});

test("a pixel has its cell's presence", () => {
  expect(cellAt(4 * 6 + 5, [6, 6], [2, 3])).toEqual({ row: 1, column: 2 });
  const map = presenceMap(Float32Array.of(1, 2, 3, 4), [2, 4], [2, 2]);
  expect([...map]).toEqual([1, 1, 2, 2, 3, 3, 4, 4]);
});

test("a pull is a quarter of a second, of at least one step and not of too many", () => {
  expect([1000, 100, 0].map(nextSteps)).toEqual([1, 2, 50]);
});
