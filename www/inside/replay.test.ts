import { expect, test } from "vitest";
import { ended, moved, reached, stages, whole } from "./replay";

test("a replay goes through every stage once, forward and backward, and ends", () => {
  const way = (by: number, from: number) => {
    const seen: number[] = [];
    let place = { stage: from, passed: by > 0 ? 0 : 1 };
    for (let i = 0; i < 1000 && !ended(place, by > 0 ? 1 : -1); i++) {
      place = moved(place, by);
      expect(place.passed).toBeGreaterThanOrEqual(0);
      expect(place.passed).toBeLessThanOrEqual(1);
      if (seen.at(-1) !== place.stage) seen.push(place.stage);
    }
    return seen;
  };
  const all = [...stages.keys()];
  for (const by of [0.3, 0.25, 1]) {
    expect(way(by, 0)).toEqual(all);
    expect(way(-by, stages.length - 1)).toEqual(all.toReversed());
  }
});

test("it stays at its ends, and a whole stage is the nearest there is", () => {
  expect(moved(whole(99), 2)).toEqual({ stage: stages.length - 1, passed: 1 });
  expect(moved(whole(0), -5)).toEqual({ stage: 0, passed: 0 });
  expect(whole(-1)).toEqual({ stage: 0, passed: 1 });
});

test("the parts of a stage come one after another", () => {
  const at = (passed: number) => [0, 1, 2].map((order) => reached({ stage: 1, passed }, "encode", order, 2));
  expect(at(0)).toEqual([true, false, false]);
  expect(at(0.5)).toEqual([true, true, false]);
  expect(at(1)).toEqual([true, true, true]);
  expect(reached({ stage: 0, passed: 1 }, "encode")).toBe(false);
  expect(reached({ stage: 2, passed: 0 }, "encode", 5, 5)).toBe(true);
});
