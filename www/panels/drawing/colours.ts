import type { DrawingStyle } from "../../data/drawing/style";
import type { Colors } from "../../views/theme";

const byte = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * 255);

/** A colour of one or three values in [0, 1] as `#rrggbb`. */
export function toHex(values: readonly number[]): string {
  const hex = (value: number) => byte(value).toString(16).padStart(2, "0");
  return `#${[0, 1, 2].map((channel) => hex(values[channel % values.length]!)).join("")}`;
}

/** The three values in [0, 1] of `#rrggbb`. */
export const fromHex = (hex: string): number[] =>
  [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);

/** Paper and pen in the colours in which the data set's images are shown. */
export function colorsOf(
  { background }: DrawingStyle,
  pen: readonly number[],
  display: "ink" | "brightness" | undefined,
  theme: Colors,
): { paper: string; pen: string } {
  if (display === "brightness") return { paper: toHex(background), pen: toHex(pen) };
  const shown = (value: number) => (value < 0.5 ? theme.paper : theme.ink);
  return { paper: shown(background[0]!), pen: shown(pen[0]!) };
}
