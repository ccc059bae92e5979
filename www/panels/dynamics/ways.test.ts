import { expect, test } from "vitest";
import { wayOf, withRun } from "./ways";

const history = (count: number) => {
  const epochs = Array.from({ length: count }, (_, i) => i);
  return {
    reconstruction: [epochs, epochs.map((i) => 50 - i), epochs.map(() => null)],
    kl: [epochs, epochs.map((i) => i / 2), epochs.map(() => null)],
  } as Parameters<typeof wayOf>[0];
};

test("a way has the training losses that are known, KL first", () => {
  const known = history(3);
  known.kl[1][1] = null;
  expect(wayOf(known)).toEqual([
    [0, 50],
    [1, 48],
  ]);
});

test("a long way is thinned and ends where the run does", () => {
  const way = wayOf(history(1000), 300);
  expect(way.length).toBeLessThanOrEqual(300);
  expect(way.length).toBeGreaterThan(200);
  expect(way.at(-1)).toEqual([499.5, -949]);
});

test("the last eight runs are kept, and none that took no step", () => {
  const run = (epoch: number, points = 2) => ({
    way: Array.from({ length: points }, () => [0, 0] as const),
    epoch,
    beta: 1,
    latent: 2,
  });
  let runs = withRun([], run(0, 1));
  expect(runs).toEqual([]);
  for (let epoch = 1; epoch <= 10; epoch++) runs = withRun(runs, run(epoch));
  expect(runs.map(({ epoch }) => epoch)).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
});
