import { beforeEach, expect, test, vi } from "vitest";
import type { Losses, Progress } from "../engine/protocol";
import { HistoryRecorder } from "./history";

const losses = (reconstruction: number): Losses => ({ reconstruction, kl: 1, loss: reconstruction + 1 });
const progress = (epoch: number, train: number, test: number | null = null): Progress => ({
  steps: 1,
  step: Math.round(epoch * 10),
  epoch,
  imagesPerSecond: 1,
  train: losses(train),
  test: test === null ? null : losses(test),
});

let now = 0;
beforeEach(() => {
  now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now);
});

test("an epoch's point has the training losses averaged over its images, and the test losses at its end", () => {
  const recorder = new HistoryRecorder();
  recorder.start(0, losses(50), losses(60));
  recorder.add(progress(0.2, 40));
  recorder.add(progress(0.5, 30));
  const mean = recorder.add(progress(1, 20, 25));
  // Shares of 0.2, 0.3 and 0.5 of the epoch.
  expect(mean!.reconstruction).toBeCloseTo(8 + 9 + 10, 9);
  const [epochs, train, test] = recorder.curves.reconstruction;
  expect(epochs).toEqual([0, 0.2, 1]);
  expect(train.map((value) => Math.round(value!))).toEqual([50, 40, 27]);
  expect(test).toEqual([60, null, 25]);
});

test("within an epoch a point comes every half second", () => {
  const recorder = new HistoryRecorder();
  recorder.start(0, losses(50), null);
  recorder.add(progress(0.1, 40));
  now = 400;
  expect(recorder.add(progress(0.2, 40))).toBeNull();
  now = 600;
  expect(recorder.add(progress(0.3, 40))).not.toBeNull();
  expect(recorder.curves.reconstruction[0]).toEqual([0, 0.1, 0.3]);
});

test("at a pause the curves end with the last step, and the test losses there", () => {
  const recorder = new HistoryRecorder();
  recorder.start(0, losses(50), losses(60));
  recorder.add(progress(0.2, 40));
  recorder.add(progress(0.4, 20));
  expect(recorder.close(0.4, losses(33))!.reconstruction).toBeCloseTo(30, 9);
  expect(recorder.curves.reconstruction).toEqual([
    [0, 0.2, 0.4],
    [50, 40, expect.closeTo(30, 9)],
    [60, null, 33],
  ]);
  // A pause without a step adds nothing.
  expect(recorder.close(0.4, losses(33))).toBeNull();
  expect(recorder.curves.reconstruction[0]).toHaveLength(3);
});

test("a point that was there already gets its test losses", () => {
  const recorder = new HistoryRecorder();
  recorder.start(0, losses(50), losses(60));
  recorder.add(progress(0.2, 40));
  expect(recorder.close(0.2, losses(44))).toBeNull();
  expect(recorder.curves.reconstruction[2]).toEqual([60, 44]);
  expect(recorder.curves.kl[2]).toEqual([1, 1]);
});

test("after an epoch's end the next mean begins anew", () => {
  const recorder = new HistoryRecorder();
  recorder.start(3, losses(50), losses(60));
  recorder.add(progress(4, 40, 45));
  now = 600;
  expect(recorder.add(progress(4.5, 10))!.reconstruction).toBe(10);
});
