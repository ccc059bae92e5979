import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { colorTable, inkColor, signedColor, type Rgb } from "./signed";

const colors = { paper: "#f0f0f0", negative: "#700080", positive: "#107030", ink: "#102030" };

test("zero is paper, the ends are the strongest, and half the scale is half the way", () => {
  expect(signedColor(0, 2, colors)).toEqual([0xf0, 0xf0, 0xf0]);
  expect(signedColor(2, 2, colors)).toEqual([0x10, 0x70, 0x30]);
  expect(signedColor(-2, 2, colors)).toEqual([0x70, 0x00, 0x80]);
  expect(signedColor(1, 2, colors)).toEqual([0x80, 0xb0, 0x90]);
  expect(signedColor(-1, 2, colors)).toEqual([0xb0, 0x78, 0xb8]);
});

test("beyond the scale nothing is stronger, and without one all is paper", () => {
  expect(signedColor(9, 2, colors)).toEqual(signedColor(2, 2, colors));
  expect(signedColor(-9, 2, colors)).toEqual(signedColor(-2, 2, colors));
  expect(signedColor(9, 0, colors)).toEqual([0xf0, 0xf0, 0xf0]);
});

test("what has no sign goes from paper to ink", () => {
  expect(inkColor(0, 2, colors)).toEqual([0xf0, 0xf0, 0xf0]);
  expect(inkColor(2, 2, colors)).toEqual([0x10, 0x20, 0x30]);
  expect(inkColor(-2, 2, colors)).toEqual([0xf0, 0xf0, 0xf0]);
});

test("the table's words are these colours", () => {
  for (const [signed, color] of [
    [true, signedColor],
    [false, inkColor],
  ] as const) {
    const word = colorTable(signed, colors);
    for (const value of [-3, -0.6, 0, 0.2, 1, 3]) {
      const bytes = [...new Uint8Array(Uint32Array.of(word(value, 1)).buffer)];
      expect(bytes, `${signed} ${value}`).toEqual([...color(value, 1, colors), 255]);
    }
    expect(word(1, 0)).toBe(word(0, 1));
  }
});

/** What eyes without one kind of cone see of a linear colour (Machado et al. 2009, severity 1). */
const blind = {
  protan: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deutan: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritan: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

const linear = (byte: number) =>
  byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4;
const times = (matrix: number[], [a, b, c]: number[]) =>
  [0, 3, 6].map((row) => matrix[row]! * a! + matrix[row + 1]! * b! + matrix[row + 2]! * c!);
const toXyz = [0.4124, 0.3576, 0.1805, 0.2126, 0.7152, 0.0722, 0.0193, 0.1192, 0.9505];

/** CIELAB of a linear colour under daylight. */
function lab(color: number[]): number[] {
  const [x, y, z] = times(toXyz, color).map((value, i) => {
    const t = value / [0.9505, 1, 1.089][i]!;
    return t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 / 116) * t + 16 / 116;
  });
  return [116 * y! - 16, 500 * (x! - y!), 200 * (y! - z!)];
}

const apart = (matrix: number[], ...pair: [Rgb, Rgb]) => {
  const [one, other] = pair.map((color) => lab(times(matrix, color.map(linear))));
  return Math.hypot(...one!.map((value, i) => value - other![i]!));
};

const css = readFileSync(new URL("../shell/styles/tokens.css", import.meta.url), "utf8");
for (const [theme, block] of [
  ["light", css.split('&[data-theme="dark"]')[0]!],
  ["dark", css.split('&[data-theme="dark"]')[1]!],
] as const) {
  const read = (name: string) => new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(block)![1]!;
  const tokens = Object.fromEntries(
    ["paper", "negative", "positive", "ink"].map((name) => [name, read(name)]),
  );
  for (const [eyes, matrix] of Object.entries(blind)) {
    // Two colours that differ by 20 in CIELAB are told apart at a glance.
    test(`${theme}: signs are told apart by ${eyes} eyes, from one another and from zero`, () => {
      const [below, zero, above] = [-0.5, 0, 0.5].map((value) =>
        signedColor(value, 1, tokens as typeof colors),
      );
      expect(apart(matrix, below!, above!)).toBeGreaterThan(20);
      expect(apart(matrix, below!, zero!)).toBeGreaterThan(20);
      expect(apart(matrix, above!, zero!)).toBeGreaterThan(20);
    });
  }
}
