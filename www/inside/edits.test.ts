import { expect, test } from "vitest";
import { held, inForce, released } from "./edits";

const whole = { block: 3, unit: 1, place: null, value: 0 };
const place = { block: 3, unit: 1, place: 4, value: 2 };
const other = { block: 3, unit: 2, place: 4, value: 5 };

test("a unit that is held whole is no longer held at its places", () => {
  const edits = held(held([], place), other);
  expect(edits).toEqual([place, other]);
  expect(held(edits, whole)).toEqual([other, whole]);
  expect(held(edits, { ...place, value: 7 })).toEqual([other, { ...place, value: 7 }]);
});

test("what is in force at a place is the latest that covers it", () => {
  expect(inForce([whole, place], place)).toEqual(place);
  expect(inForce([place, whole], place)).toEqual(whole);
  expect(inForce([whole], place)).toEqual(whole);
  // One place of it is not the unit.
  expect(inForce([place], whole)).toBeNull();
  expect(inForce([place], other)).toBeNull();
});

test("a unit is let go with all its places, a place alone", () => {
  expect(released([whole, place, other], whole)).toEqual([other]);
  expect(released([whole, place, other], place)).toEqual([whole, other]);
});
