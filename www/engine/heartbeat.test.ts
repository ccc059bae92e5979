import { beforeEach, afterEach, expect, test, vi } from "vitest";
import { Heartbeat } from "./heartbeat";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function listen() {
  const asked = vi.fn<() => void>();
  const told: (number | null)[] = [];
  return { asked, told, heartbeat: new Heartbeat(asked, (seconds) => told.push(seconds)) };
}

test("silence is told once, and told again only after as long a wait", () => {
  const { asked, told, heartbeat } = listen();
  heartbeat.start();
  vi.advanceTimersByTime(29_000);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([30]);
  // What it will hear once it hears again, it is asked once.
  expect(asked).toHaveBeenCalledTimes(1);
  heartbeat.wait();
  vi.advanceTimersByTime(29_000);
  expect(told).toEqual([30]);
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([30, 60]);
  heartbeat.heard();
  expect(told).toEqual([30, 60, null]);
  heartbeat.stop();
  vi.advanceTimersByTime(600_000);
  expect(told).toEqual([30, 60, null]);
});

test("whoever answers is never said to be silent, and is asked only while something is wanted", () => {
  const { asked, told, heartbeat } = listen();
  asked.mockImplementation(() => heartbeat.heard());
  heartbeat.start();
  heartbeat.start();
  vi.advanceTimersByTime(100_000);
  expect(asked.mock.calls.length).toBeGreaterThanOrEqual(10);
  heartbeat.stop();
  asked.mockClear();
  vi.advanceTimersByTime(100_000);
  expect(asked).not.toHaveBeenCalled();
  expect(told).toEqual([]);
});
