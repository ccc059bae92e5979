import { expect, test, vi } from "vitest";
import { latestOnly } from "./latest";

test("what comes while one is under way waits, and gives way to what comes after it", async () => {
  const ends: (() => void)[] = [];
  const begun: number[] = [];
  const ask = latestOnly<number>(
    (value) => new Promise((resolve) => (begun.push(value), ends.push(resolve))),
    () => {},
  );
  for (const value of [1, 2, 3]) ask(value);
  expect(begun).toEqual([1]);
  ends.shift()!();
  await vi.waitFor(() => expect(begun).toEqual([1, 3]));
  ends.shift()!();
  await Promise.resolve();
  ask(4);
  await vi.waitFor(() => expect(begun).toEqual([1, 3, 4]));
});

test("one that fails is told of, and holds nothing up", async () => {
  const failed = vi.fn<(error: Error) => void>();
  const done: number[] = [];
  const ask = latestOnly<number>(async (value) => {
    if (value === 1) throw new Error("no");
    done.push(value);
  }, failed);
  ask(1);
  ask(2);
  await vi.waitFor(() => expect(done).toEqual([2]));
  expect(failed).toHaveBeenCalledTimes(1);
});
