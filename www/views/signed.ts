import type { Colors } from "./theme";

export type Rgb = [red: number, green: number, blue: number];
type Ends = Pick<Colors, "paper" | "negative" | "positive" | "ink">;

export function rgb(hex: string): Rgb {
  const value = parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** A part of the way from one colour to another. */
const mix = (from: Rgb, to: Rgb, part: number) =>
  from.map((value, i) => Math.round(value + (to[i]! - value) * part)) as Rgb;

/** How strong a value's colour is, from 0 to 1; nothing is where the scale is nothing. */
const strength = (value: number, scale: number) => (scale > 0 ? Math.min(1, Math.abs(value) / scale) : 0);

/** The colour of a value that may have either sign: paper at zero, and from `scale` on each side's strongest. */
export const signedColor = (value: number, scale: number, { paper, negative, positive }: Ends): Rgb =>
  mix(rgb(paper), rgb(value < 0 ? negative : positive), strength(value, scale));

/** The colour of a value that is never below zero, as of a ReLU: from paper to ink. */
export const inkColor = (value: number, scale: number, { paper, ink }: Ends): Rgb =>
  mix(rgb(paper), rgb(ink), value < 0 ? 0 : strength(value, scale));

/** Steps from zero to the strongest colour. */
const levels = 255;

const tables = new Map<string, Uint32Array>();

/** Colours from the strongest below zero to that above it, as a canvas has them: words of a little-endian machine. */
function wordsOf(signed: boolean, colors: Ends): Uint32Array {
  const { paper, negative, positive, ink } = colors;
  // One for each theme: few are ever made.
  const key = [signed, paper, negative, positive, ink].join();
  let words = tables.get(key);
  if (!words) {
    const color = signed ? signedColor : inkColor;
    words = Uint32Array.from({ length: 2 * levels + 1 }, (_, i) => {
      const [red, green, blue] = color(i - levels, levels, colors);
      return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
    });
    tables.set(key, words);
  }
  return words;
}

/** The colours of many values: a word each. */
export function colorTable(signed: boolean, colors: Ends): (value: number, scale: number) => number {
  const words = wordsOf(signed, colors);
  return (value, scale) => {
    const part = scale > 0 ? Math.max(-1, Math.min(1, value / scale)) : 0;
    return words[levels + Math.round(part * levels)]!;
  };
}
