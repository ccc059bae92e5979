import type { Box } from "./scene";

/** In place of a class's colour, where something is of none that is known. */
export const noColor = -1;

/** How sure each pixel of a box is to be the object's, from 0 to 1; stretched over the box. */
export interface SoftMask {
  values: Float32Array;
  height: number;
  width: number;
}

/** An object as it is drawn over the image that it is in. */
export interface Outline {
  box: Box;
  /** What stands beside its box; also what is read of it. */
  label: string;
  /** Which class's colour it has; that of no class where it is below 0. */
  color: number;
  mask?: SoftMask | undefined;
  /** Where its middle was, oldest first, as `x, y`. */
  trail?: readonly number[] | undefined;
  /** It is only known to be there, and not found. */
  dashed?: boolean;
}

const holds = ({ x, y, width, height }: Box, across: number, down: number) =>
  across >= x && across < x + width && down >= y && down < y + height;

/** The outline at a place, the smallest where several are; null where none is. */
export function outlineAt(outlines: readonly Outline[], across: number, down: number): number | null {
  let found: number | null = null;
  const area = (at: number) => outlines[at]!.box.width * outlines[at]!.box.height;
  outlines.forEach(({ box, dashed }, at) => {
    if (!dashed && holds(box, across, down) && (found === null || area(at) < area(found))) found = at;
  });
  return found;
}

/** A mask's colour as pixels of a canvas, the more opaque the surer it is. */
export function maskBytes({ values }: SoftMask, [red, green, blue]: readonly [number, number, number]) {
  const bytes = new Uint8ClampedArray(values.length * 4);
  values.forEach((value, at) => bytes.set([red, green, blue, 150 * value], 4 * at));
  return bytes;
}
