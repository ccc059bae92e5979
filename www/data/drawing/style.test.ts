import { expect, test } from "vitest";
import { styleOf } from "./style";

/** Images of 8 x 8 with full rectangles of ink: left, top, width, height. */
function images(rectangles: [number, number, number, number][], [ground, ink]: [number, number] = [0, 1]) {
  const pixels = new Float32Array(rectangles.length * 64).fill(ground);
  rectangles.forEach(([left, top, width, height], image) => {
    for (let y = top; y < top + height; y++) {
      for (let x = left; x < left + width; x++) pixels[image * 64 + y * 8 + x] = ink;
    }
  });
  return { pixels, shape: [rectangles.length, 8, 8, 1] as [number, number, number, number] };
}

test("ground and ink are told from the border, whichever is the lighter", () => {
  expect(styleOf(images([[2, 2, 3, 3]]))).toMatchObject({ background: [0], ink: [1] });
  const light = styleOf(images([[2, 2, 3, 3]], [1, 0.25]));
  expect(light).toMatchObject({ background: [1], ink: [0.25], box: { width: 3, height: 3 } });
});

test("drawings of their own proportions share a box that the largest fill", () => {
  const { box } = styleOf(
    images([
      [3, 1, 1, 6],
      [1, 1, 6, 6],
      [1, 3, 6, 2],
      [2, 1, 4, 6],
    ]),
  );
  expect(box).toEqual({ width: 6, height: 6, stretched: false });
});

test("drawings that are all as wide and as high were stretched", () => {
  const { box } = styleOf(
    images([
      [2, 0, 5, 8],
      [1, 0, 5, 8],
      [2, 0, 4, 8],
      [1, 0, 5, 8],
    ]),
  );
  expect(box).toEqual({ width: 4.75, height: 8, stretched: true });
});

test("what varies least is what drawings have alike", () => {
  // The same middle, with masses on either side of it.
  const pair = { pixels: new Float32Array(128), shape: [2, 8, 8, 1] as [number, number, number, number] };
  for (let y = 1; y < 7; y++) {
    for (let x = 1; x < 7; x++) {
      pair.pixels[y * 8 + x] = x < 4 ? 1 : 0.5;
      pair.pixels[64 + y * 8 + x] = x < 4 ? 0.5 : 1;
    }
  }
  pair.pixels[4 * 8 + 6] = pair.pixels[64 + 4 * 8 + 1] = 1;
  expect(styleOf(pair).centre.of).toBe("box");
  // The same mass in the middle, and a speck that moves the box.
  const specks = images([
    [3, 3, 2, 2],
    [3, 3, 2, 2],
  ]);
  specks.pixels[3 * 8] = specks.pixels[64 + 4 * 8 + 7] = 0.2;
  expect(styleOf(specks).centre.of).toBe("mass");
  // 12 pixels of ink each, in bars of 2 and of 3.
  expect(
    styleOf(
      images([
        [1, 1, 6, 2],
        [1, 1, 4, 3],
      ]),
    ).weight,
  ).toEqual({ alike: "ink", pixels: 12 });
});

test("images without ink, and a single pixel, leave a usable style", () => {
  const blank = styleOf(images([[0, 0, 0, 0]]));
  expect(blank).toMatchObject({
    ink: [1],
    box: { width: 8, height: 8 },
    weight: { alike: "stroke", pixels: 1 },
  });
  const one = styleOf({ pixels: Float32Array.of(0.7), shape: [1, 1, 1, 1] });
  expect(one).toMatchObject({ background: [expect.closeTo(0.7)], box: { width: 1, height: 1 } });
});
