import { expect, test } from "vitest";
import { asInk } from "./own-picture";

test("a picture with a light border has dark and light exchanged, one with a dark border stays", () => {
  const paper = Float32Array.of(1, 1, 0.75, 1, 0, 1, 1, 1, 1);
  expect(asInk(paper, [3, 3])).toEqual({
    pixels: Float32Array.of(0, 0, 0.25, 0, 1, 0, 0, 0, 0),
    inverted: true,
  });
  // What is within does not count.
  const bright = Float32Array.of(0, 0, 0, 0.25, 1, 0, 0, 0, 0);
  expect(asInk(bright, [3, 3])).toEqual({ pixels: bright, inverted: false });
});
