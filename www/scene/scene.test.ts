import { expect, test } from "vitest";
import { colorsOf, cropOf, fitWithin, inChannels } from "./scene";

test("a picture is made smaller in its proportions, and never larger, nor less than one pixel", () => {
  expect(fitWithin(3840, 2160, 256)).toEqual([256, 144]);
  expect(fitWithin(100, 50, 256)).toEqual([100, 50]);
  expect(fitWithin(1, 1, 256)).toEqual([1, 1]);
  expect(fitWithin(10_000, 3, 128)).toEqual([128, 1]);
});

test("colours are fractions, and what is transparent stands on black", () => {
  const found = colorsOf(Uint8ClampedArray.of(255, 51, 0, 255, 255, 255, 255, 51));
  expect([...found].map((value) => Math.round(value * 100) / 100)).toEqual([1, 0.2, 0, 0.2, 0.2, 0.2]);
});

test("colours become grey by their luma, and grey becomes colours that are all the same", () => {
  const red = { pixels: Float32Array.of(1, 0, 0, 0, 1, 0), shape: [1, 2, 3] as const };
  expect([...inChannels(red, 1)].map((value) => Math.round(value * 1e4) / 1e4)).toEqual([0.2126, 0.7152]);
  const grey = { pixels: Float32Array.of(0.25, 1), shape: [1, 2, 1] as const };
  expect([...inChannels(grey, 3)]).toEqual([0.25, 0.25, 0.25, 1, 1, 1]);
  expect(inChannels(red, 3)).toBe(red.pixels);
});

test("a crop is the part of its box that lies in the scene, and never empty", () => {
  const scene = { pixels: Float32Array.from({ length: 12 }, (_, at) => at), shape: [3, 4, 1] as const };
  const crop = (x: number, y: number, width: number, height: number) => {
    const found = cropOf(scene, { x, y, width, height });
    return [found.height, found.width, ...found.pixels];
  };
  expect(crop(1, 1, 2, 2)).toEqual([2, 2, 5, 6, 9, 10]);
  expect(crop(-2, -2, 3.6, 3)).toEqual([1, 2, 0, 1]);
  expect(crop(90, 90, 5, 5)).toEqual([1, 1, 11]);
});
