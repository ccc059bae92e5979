import { expect, test } from "vitest";
import { budget, isDue, roomFor, withSnapshot, type Snapshot } from "./snapshot";

const at = (step: number, bytes = 1): Snapshot => ({
  step,
  epoch: step / 10,
  weights: new Uint8Array(bytes),
});
const kept = (steps: number[]) => steps.map((step) => at(step));
const stepsOf = (snapshots: readonly Snapshot[]) => snapshots.map(({ step }) => step);

/** A run that is looked at after each chunk of so many steps. */
function run(steps: number, bytes: number, chunk = 1): { list: Snapshot[]; most: number } {
  const room = roomFor(bytes);
  const weights = new Uint8Array(bytes);
  let [list, most] = [[] as Snapshot[], 0];
  for (let step = 0; step <= steps; step += chunk) {
    if (isDue(list, step, room)) list = withSnapshot(list, { step, epoch: 0, weights }, room);
    most = Math.max(most, list.length * bytes);
  }
  return { list: withSnapshot(list, { step: steps, epoch: 0, weights }, room), most };
}

test("of too many, the one goes whose neighbours lie nearest to each other by ratio, by hand", () => {
  // Of 1 + step: 1, 2, 4, 8, 10, 16. The neighbours' ratios: 4, 4, 2.5, 2.
  expect(stepsOf(withSnapshot(kept([0, 1, 3, 7, 9]), at(15), 5))).toEqual([0, 1, 3, 7, 15]);
  // 1, 2, 3, 4: 3 and 2.
  expect(stepsOf(withSnapshot(kept([0, 1, 2]), at(3), 3))).toEqual([0, 1, 3]);
});

test("a step comes once, and one that goes back leaves what came after it", () => {
  expect(stepsOf(withSnapshot(kept([0, 4, 9]), at(9), 8))).toEqual([0, 4, 9]);
  expect(stepsOf(withSnapshot(kept([0, 4, 9]), at(6), 8))).toEqual([0, 4, 6]);
});

test("another one is due where the scale has room for it", () => {
  expect(isDue([], 0, 5)).toBe(true);
  expect(isDue(kept([0]), 0, 5)).toBe(false);
  // 81 / 27 = 3 is the fourth root of 81.
  expect(isDue(kept([0, 26]), 81, 5)).toBe(true);
  expect(isDue(kept([0, 26]), 79, 5)).toBe(false);
  expect(isDue(kept([0, 26]), 26, 5)).toBe(false);
});

test.each([
  { model: "the default one, 18,000 parameters", bytes: 72_000, count: 96 },
  { model: "784-400-20", bytes: 2_600_000, count: 9 },
])("400 epochs of $model stay below 50 MB, the first and the last with about equal ratios between", (of) => {
  const steps = 400 * 23;
  for (const chunk of [1, 70]) {
    const { list, most } = run(steps, of.bytes, chunk);
    expect(most).toBeLessThanOrEqual(budget);
    // With those of a run that was left, and the one that is on its way.
    expect(2 * most + of.bytes).toBeLessThan(50e6 + of.bytes);
    expect(list.length).toBeLessThanOrEqual(of.count);
    expect(list.length).toBeGreaterThan(of.count / 4);
    expect([list[0]!.step, list.at(-1)!.step]).toEqual([0, steps]);
    const ratios = list.slice(1).map(({ step }, i) => Math.log((1 + step) / (1 + list[i]!.step)));
    // At first, steps and chunks are wider than the scale.
    const settled = ratios.filter((_, i) => list[i]!.step > 10 * chunk);
    const even = Math.log1p(steps) / (of.count - 1);
    expect(Math.max(...settled)).toBeLessThan(2.5 * even);
  }
});
