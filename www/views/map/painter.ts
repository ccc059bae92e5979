import type { Plot } from "../axes";
import { isFaint, type Emphasis } from "../class-legend";
import type { Frame } from "../surface";
import { classColors, type Colors } from "../theme";
import type { Points, Span } from "./points";

/** A plot and the points that it shows. */
export interface Cell {
  plot: Plot;
  span: Span;
}

/** Draws points into plots: with WebGL, or on the canvas where there is none. */
export interface Painter {
  /** They are here now; with `glide`, the same images as before, on their way. */
  place(positions: Float32Array<ArrayBuffer>, glide: boolean): void;
  style(styles: Uint8Array<ArrayBuffer>): void;
  /** `scale` makes dots larger or smaller. Returns whether they are still on their way. */
  draw(frame: Frame, cells: Cell[], scale: number): boolean;
  destroy(): void;
}

/** Bytes a point in an array of styles: which colour of the palette, whether a test image's, faint, selected. */
export const styleSize = 4;

/** The colours of points: of classes, then of training and test images of a set without classes, and of selected ones. */
export const palette = ({ classes, train, test, text }: Colors) => [...classes, train, test, text];
const unlabelled = classColors;
export const selectedColor = classColors + 2;

export function stylesOf(
  { rows, trains, labels }: Points,
  labelled: boolean,
  emphasis: Emphasis,
  selection: Uint32Array,
): Uint8Array<ArrayBuffer> {
  const styles = new Uint8Array(styleSize * rows.length);
  const selected = new Set(selection);
  rows.forEach((row, point) => {
    const test = Number(point >= trains);
    const label = labels[point]!;
    styles[styleSize * point] = labelled ? label % classColors : unlabelled + test;
    styles[styleSize * point + 1] = test;
    styles[styleSize * point + 2] = Number(labelled && isFaint(emphasis, label));
    styles[styleSize * point + 3] = Number(selected.has(row));
  });
  return styles;
}

/** The pass in which a point is drawn: faint ones lie below and selected ones above all others. */
export const passOf = (faint: number, selected: number): 0 | 1 | 2 => (selected ? 2 : faint ? 0 : 1);

/** In pixels: a training image is a dot, a test image a ring. */
export const dot = { radius: 2.3, alpha: 0.8 };
export const ring = { radius: 3.4, width: 1.4 };
export const faintAlpha = 0.1;
/** A selected image is a dot so much larger, outlined in the text's colour. */
export const selectedScale = 1.6;

const many = 10_000;

/** Many points are drawn smaller, and all larger when one is near. */
export const dotScale = (count: number, zoom: number) =>
  (count > many ? 0.7 : 1) * Math.min(2, Math.max(0.8, zoom ** 0.25));
