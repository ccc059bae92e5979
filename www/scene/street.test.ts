import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { framesPerSecond, openStreet, streetSeconds } from "./street";
import type { Scene } from "./scene";

const frame = 1000 / framesPerSecond;

/** Composes frames with two objects, of which the second can hardly be seen. */
const composer = {
  streetFrames: async (_: unknown, first: number) => ({
    pixels: Float32Array.of(first / 1000),
    shape: [1, 1, 1, 1] as [number, number, number, number],
    masks: new Uint8Array(1),
    starts: Uint32Array.of(0, 2),
    boxes: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    classes: Uint32Array.of(9, 8),
    rows: Uint32Array.of(0, 0),
    visible: Float32Array.of(1, 0.1),
    identities: Uint32Array.of(70, 71),
  }),
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function open(ready = () => true) {
  const shown: Scene[] = [];
  const nothing = () => {};
  const street = await openStreet(
    composer,
    {},
    { name: "Street", display: "brightness" },
    { onFrame: (scene) => shown.push(scene), onChange: nothing, onEnd: nothing },
    ready,
  );
  return { street, numbers: () => shown.map(({ seconds }) => Math.round(seconds! * framesPerSecond)), shown };
}

test("a street begins with its first frame, and what is known of it", async () => {
  const { numbers, shown } = await open();
  expect(numbers()).toEqual([0]);
  expect(shown[0]!.truth).toEqual([{ box: { x: 1, y: 2, width: 3, height: 4 }, label: 9, identity: 70 }]);
});

test("it plays frame after frame, waits, and goes to a time", async () => {
  const { street, numbers } = await open();
  street.play();
  await vi.advanceTimersByTimeAsync(2.5 * frame);
  expect(numbers()).toEqual([0, 1, 2, 3]);
  street.pause();
  await vi.advanceTimersByTimeAsync(5 * frame);
  expect(numbers()).toEqual([0, 1, 2, 3]);
  street.seek(2);
  await vi.advanceTimersByTimeAsync(0);
  expect(numbers().at(-1)).toBe(2 * framesPerSecond);
  street.seek(streetSeconds - 1.5 / framesPerSecond);
  await vi.advanceTimersByTimeAsync(0);
  street.play();
  await vi.advanceTimersByTimeAsync(5 * frame);
  expect(numbers().at(-1)).toBe(streetSeconds * framesPerSecond);
  expect(street.playing).toBe(false);
  street.destroy();
});

test("no frame is missed by who is slow, and none comes after the end", async () => {
  let free = true;
  const { street, numbers } = await open(() => free);
  street.play();
  await vi.advanceTimersByTimeAsync(0);
  free = false;
  await vi.advanceTimersByTimeAsync(10 * frame);
  expect(numbers()).toEqual([0, 1]);
  free = true;
  await vi.advanceTimersByTimeAsync(1.5 * frame);
  expect(numbers().slice(0, 3)).toEqual([0, 1, 2]);
  street.destroy();
  const before = numbers().length;
  await vi.advanceTimersByTimeAsync(10 * frame);
  expect(numbers()).toHaveLength(before);
});
