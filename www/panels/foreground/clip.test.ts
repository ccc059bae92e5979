import { expect, test } from "vitest";
import { Clip, noiseOf } from "./clip";

const frame = (seconds: number | null, name = "clip", value = 0) => ({
  name,
  pixels: Float32Array.of(value, value),
  shape: [1, 2, 1] as const,
  display: "brightness" as const,
  seconds,
});

test("a clip keeps frames that lie apart, until it has enough", () => {
  const clip = new Clip();
  for (const seconds of [0, 0.1, 0.25, 0.3, 0.5]) clip.add(frame(seconds, "clip", seconds));
  expect(clip.count).toBe(3);
  expect(clip.complete).toBe(false);
  const { pixels, shape } = clip.pixels();
  expect(shape).toEqual([3, 1, 2, 1]);
  expect([...pixels]).toEqual([0, 0, 0.25, 0.25, 0.5, 0.5]);
  for (let seconds = 1; seconds < 100; seconds++) clip.add(frame(seconds));
  expect(clip.count).toBe(40);
  expect(clip.complete).toBe(true);
});

test("another clip begins anew, and a picture is none", () => {
  const clip = new Clip();
  clip.add(frame(0));
  clip.add(frame(1));
  clip.add(frame(null));
  expect(clip.count).toBe(2);
  clip.add(frame(2, "other"));
  expect(clip.count).toBe(1);
});

test("a pixel's noise is that of its channels together", () => {
  expect([...noiseOf(Float32Array.of(3, 4, 1, 1), 2)].map((value) => Math.round(value * 1e4) / 1e4)).toEqual([
    3.5355, 1,
  ]);
});
