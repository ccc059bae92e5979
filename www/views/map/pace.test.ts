import { expect, test } from "vitest";
import { createPace } from "./pace";

/** Milliseconds of each of so many frames, of which a point takes a thousandth of `perThousand`. */
function frames(perThousand: number, count: number): { ms: number; drawn: number }[] {
  const pace = createPace();
  return Array.from({ length: 60 }, () => {
    const part = pace.part(count);
    const drawn = part * count;
    const ms = 6 + (perThousand * drawn) / 1000;
    pace.took(ms, part);
    return { ms, drawn };
  });
}

test("all points are drawn where that is quick", () => {
  expect(frames(0.1, 70_000).every(({ drawn }) => drawn === 70_000)).toBe(true);
});

test("where it is slow, so many are drawn after a few frames that one takes some 18 milliseconds", () => {
  const all = frames(1.5, 70_000);
  expect(all[0]!.ms).toBeGreaterThan(100);
  for (const { ms } of all.slice(10)) {
    expect(ms).toBeGreaterThan(15);
    expect(ms).toBeLessThan(21);
  }
});

test("a picture of all of them stays, however slow it is", () => {
  for (const { drawn } of frames(50, 70_000)) expect(drawn).toBeGreaterThanOrEqual(2000);
  for (const { drawn } of frames(50, 1500)) expect(drawn).toBe(1500);
});

test("one frame that others held up is soon made up for", () => {
  const pace = createPace();
  pace.took(5000, 1);
  let waited = 0;
  for (; pace.part(70_000) < 1; waited++) pace.took(10, pace.part(70_000));
  expect(waited).toBeLessThan(10);
});
