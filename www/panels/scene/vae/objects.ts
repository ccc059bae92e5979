import { scenePresent } from "../../../engine/limits";
import type { Found } from "../../../engine/protocol";
import type { SoftMask } from "../../../scene/outline";
import type { Box } from "../../../scene/scene";

/** What a cell of the grid found in a scene. */
export interface CellObject {
  presence: number;
  /** The nearer the smaller. */
  depth: number;
  box: Box;
  mask: SoftMask;
}

/** Values of a cell's place: two of its middle, two of its size, and the depth. */
const placeValues = 5;

/** The pixels in a box that are a cell's own. */
function maskOf(masks: Uint8Array, sceneWidth: number, own: number, { x, y, width, height }: Box): SoftMask {
  const values = Float32Array.from({ length: width * height }, (_, at) => {
    const row = y + Math.floor(at / width);
    return Number(masks[row * sceneWidth + x + (at % width)] === own);
  });
  return { values, width, height };
}

/** The objects of one scene, the surest first. */
export function objectsOf({ presence, boxes, place, masks }: Found, sceneWidth: number): CellObject[] {
  return [...presence.keys()]
    .filter((cell) => presence[cell]! >= scenePresent)
    .sort((one, other) => presence[other]! - presence[one]!)
    .map((cell) => {
      const [x, y, width, height] = boxes.subarray(4 * cell, 4 * cell + 4);
      const box = { x: x!, y: y!, width: width!, height: height! };
      return {
        presence: presence[cell]!,
        depth: place[placeValues * (cell + 1) - 1]!,
        box,
        mask: maskOf(masks, sceneWidth, cell + 1, box),
      };
    });
}

/** The cell that a pixel of a scene lies in. */
export function cellAt(
  pixel: number,
  [height, width]: readonly [height: number, width: number],
  [rows, columns]: readonly [rows: number, columns: number],
): { row: number; column: number } {
  return {
    row: Math.floor((Math.floor(pixel / width) * rows) / height),
    column: Math.floor(((pixel % width) * columns) / width),
  };
}

/** Each pixel with the presence of its cell, so that maps of one scene are alike in size. */
export function presenceMap(
  presence: Float32Array,
  size: readonly [height: number, width: number],
  grid: readonly [rows: number, columns: number],
): Float32Array {
  return Float32Array.from({ length: size[0] * size[1] }, (_, pixel) => {
    const { row, column } = cellAt(pixel, size, grid);
    return presence[row * grid[1] + column]!;
  });
}
