import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** The colours that a sheet has on light ground, and those that are others on dark ground. */
function colorsOf(sheet: string) {
  const css = readFileSync(new URL(sheet, import.meta.url), "utf8").split("@media (forced-colors")[0]!;
  const [light, dark] = css
    .split('&[data-theme="dark"]')
    .map((block) =>
      Array.from(
        block.matchAll(/--([\w-]+): (?:var\(--vae-[\w-]+, )?(#[0-9a-f]{6})/g),
        ([, name, hex]) => [name!, hex!] as const,
      ),
    );
  return { light: light!, dark: dark! };
}
const tokens = colorsOf("tokens.css");
const more = colorsOf("contrast.css");
const themes = { light: new Map(tokens.light), dark: new Map([...tokens.light, ...tokens.dark]) };
/** Where a person asks for more contrast. */
const strong = {
  "more, light": new Map([...themes.light, ...more.light]),
  "more, dark": new Map([...themes.dark, ...more.dark]),
};

/** Relative luminance (WCAG 2.2). */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

test("contrast is computed as WCAG has it", () => {
  expect(contrast("#ffffff", "#000000")).toBeCloseTo(21, 5);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});

/** What text is written in, on what; and what controls and charts are told by, which 3 : 1 is enough for. */
const text = [
  ["text", ["page", "surface", "raised", "accent-soft", "danger-soft"]],
  ["text-muted", ["page", "surface", "raised"]],
  ["accent", ["page", "surface"]],
  ["on-accent", ["accent"]],
  ["danger", ["surface"]],
  ["train", ["surface"]],
  ["test", ["surface"]],
] as const;
const controls = [
  ["control-line", ["page", "surface"]],
  ["accent", ["page", "surface", "raised", "accent-soft"]],
  ["danger", ["page", "danger-soft"]],
  ["ink", ["paper"]],
  ["negative", ["paper"]],
  ["positive", ["paper"]],
] as const;

/** WCAG’s AA, and its AAA where more is asked for. */
const levels = [
  ...Object.entries(themes).map((theme) => [...theme, 4.5, 3] as const),
  ...Object.entries(strong).map((theme) => [...theme, 7, 4.5] as const),
];
for (const [theme, colors, ofText, ofControls] of levels) {
  for (const [pairs, least] of [
    [text, ofText],
    [controls, ofControls],
  ] as const) {
    for (const [front, grounds] of pairs) {
      test(`${theme}: ${front} stands out ${least} : 1`, () => {
        for (const ground of grounds)
          expect(contrast(colors.get(front)!, colors.get(ground)!), `on ${ground}`).toBeGreaterThanOrEqual(
            least,
          );
      });
    }
  }
}
