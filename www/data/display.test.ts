import { expect, it } from "vitest";
import { guessDisplay } from "./display";

const images = (border: number, inner: number, channels = 1) => ({
  pixels: Float32Array.from({ length: 2 * 16 * channels }, (_, at) => {
    const [y, x] = [Math.floor((at % 16) / 4), at % 4];
    return y > 0 && y < 3 && x > 0 && x < 3 ? inner : border;
  }),
  shape: [2, 4, 4, channels] as [number, number, number, number],
});

it("takes drawings on an empty ground for ink, all others for brightness", () => {
  expect(guessDisplay(images(0, 1))).toBe("ink");
  expect(guessDisplay(images(0.05, 0))).toBe("ink");
  expect(guessDisplay(images(0.6, 0))).toBe("brightness");
  expect(guessDisplay(images(0, 1, 3))).toBe("brightness");
});
