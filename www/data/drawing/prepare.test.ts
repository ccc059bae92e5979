import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readSafetensors } from "../safetensors";
import { prepare, type Stroke } from "./prepare";
import { styleOf, type DrawingStyle } from "./style";

const style: DrawingStyle = {
  height: 8,
  width: 8,
  channels: 1,
  background: [0],
  ink: [1],
  box: { width: 8, height: 8, stretched: false },
  centre: { of: "box", x: 4, y: 4 },
  weight: { alike: "stroke", pixels: 2 },
};

const line: Stroke = [
  [0.2, 0.5],
  [0.8, 0.5],
];
const corner: Stroke = [
  [0.3, 0.2],
  [0.3, 0.8],
  [0.6, 0.8],
];

const rows = (image: Float32Array | null, width: number) =>
  Array.from({ length: image!.length / width }, (_, y) => [...image!.subarray(y * width, (y + 1) * width)]);

const sum = (image: Float32Array | null) => image!.reduce((all, value) => all + value, 0);

test("a line fills its box, its pixels are counts of sixteenths, and its ends are round", () => {
  // From (1, 4) to (7, 4) with radius 1. Of a corner's places, 13 of 16 are within a quarter of a disc.
  const [end, none] = [13 / 16, Array.from({ length: 8 }, () => 0)];
  const full = [end, 1, 1, 1, 1, 1, 1, end];
  expect(rows(prepare([line], style), 8)).toEqual([none, none, none, full, full, none, none, none]);
});

test("where the drawing is on the pad, and how large, makes no difference", () => {
  const moved: Stroke = line.map(([x, y]) => [0.1 + x / 4, 0.3 + y / 4]);
  expect(prepare([moved], style)).toEqual(prepare([line], style));
});

test("the centre of mass is put where the set has it", () => {
  const image = prepare([corner], {
    ...style,
    box: { ...style.box, height: 6 },
    centre: { of: "mass", x: 4, y: 3.5 },
  });
  let [x, y] = [0, 0];
  image!.forEach((value, at) => {
    x += value * ((at % 8) + 0.5);
    y += value * (Math.floor(at / 8) + 0.5);
  });
  expect(x / sum(image)).toBeCloseTo(4, 1);
  expect(y / sum(image)).toBeCloseTo(3.5, 1);
});

test("with as much ink as the set's images have, long and short drawings weigh the same", () => {
  const inked: DrawingStyle = { ...style, weight: { alike: "ink", pixels: 14 } };
  // All places beside a straight line are as far as one another, so that ink comes in portions of up to 4 pixels.
  for (const strokes of [[line], [corner], [line, corner]]) {
    expect(Math.abs(sum(prepare(strokes, inked)) - 14)).toBeLessThanOrEqual(2);
  }
});

test("a set that fills its box both ways stretches a drawing, up to twice", () => {
  const slanted: Stroke = [
    [0.4, 0.2],
    [0.6, 0.8],
  ];
  const extent = (image: Float32Array | null) => {
    const columns = rows(image, 8).flatMap((row) => row.flatMap((value, x) => (value > 0 ? [x] : [])));
    return Math.max(...columns) - Math.min(...columns) + 1;
  };
  expect(extent(prepare([slanted], style))).toBe(4);
  // 2 px wide without its stroke; twice that, and the stroke's 2.
  expect(extent(prepare([slanted], { ...style, box: { ...style.box, stretched: true } }))).toBe(6);
});

test("a tap is a dot in the middle, and nothing drawn is no image", () => {
  expect(prepare([], style)).toBeNull();
  const dot = rows(prepare([[[0.9, 0.1]]], style), 8);
  expect(dot[3]!.slice(2, 6)).toEqual([0, 13 / 16, 13 / 16, 0]);
  expect(sum(prepare([[[0.9, 0.1]]], style))).toBe(3.25);
});

test("ink on light ground, and ink in a colour, as the set has it", () => {
  const dark = prepare([line], { ...style, background: [1], ink: [0.25] })!;
  expect([dark[0], dark[3 * 8 + 3]]).toEqual([1, 0.25]);
  const coloured = prepare(
    [line],
    { ...style, channels: 3, background: [0, 0.5, 1], ink: [1, 1, 1] },
    [1, 0, 0.5],
  )!;
  expect([...coloured.subarray(0, 3)]).toEqual([0, 0.5, 1]);
  expect([...coloured.subarray((3 * 8 + 3) * 3, (3 * 8 + 3) * 3 + 3)]).toEqual([1, 0, 0.5]);
});

interface Drawn {
  digit: number;
  strokes: Stroke[];
}

test("drawn digits look like scikit-learn's: the nearest of those are mostly the same digit", () => {
  const file = readFileSync("www/public/data/digits.safetensors");
  const stored = readSafetensors(
    file.buffer.slice(file.byteOffset, file.byteOffset + file.length) as ArrayBuffer,
  );
  const labels = stored.get("labels")!.bytes;
  const pixels = Float32Array.from(stored.get("images")!.bytes, (value) => value / 16);
  const found = styleOf({ pixels, shape: [1797, 8, 8, 1] });
  const drawn = JSON.parse(readFileSync("tests/fixtures/drawn_digits.json", "utf8")) as Drawn[];
  const right = drawn.filter(({ digit, strokes }) => {
    const image = prepare(strokes, found)!;
    const far = Array.from(labels, (_, row) =>
      image.reduce((all, value, i) => all + (value - pixels[row * 64 + i]!) ** 2, 0),
    );
    return labels[far.indexOf(Math.min(...far))] === digit;
  });
  expect(right.length / drawn.length).toBeGreaterThan(0.7);
});
