import type { Pen } from "./pen";
import { cornerOf, type TileLayout } from "./tile-layout";

/** Maps of values, channels last: one value each where they have one place. */
export interface Maps {
  values: ArrayLike<number>;
  height: number;
  width: number;
  channels: number;
}

/** Draws maps side by side by way of a canvas of their own pixels. */
export function createSheet() {
  const canvas = document.createElement("canvas");
  const pixels = canvas.getContext("2d")!;

  /** The maps of `order` as they are laid out; `color` is a value's word, by its map. */
  return function draw(
    context: Pen,
    { values, height, width, channels }: Maps,
    order: readonly number[],
    lay: Omit<TileLayout, "whole">,
    color: (value: number, unit: number) => number,
  ): void {
    const rows = Math.ceil(order.length / lay.columns);
    const image = new ImageData(lay.columns * width, rows * height);
    const words = new Uint32Array(image.data.buffer);
    order.forEach((unit, index) => {
      const corner = Math.floor(index / lay.columns) * height * image.width + (index % lay.columns) * width;
      for (let place = 0; place < height * width; place++) {
        const at = corner + Math.floor(place / width) * image.width + (place % width);
        words[at] = color(values[place * channels + unit]!, unit);
      }
    });
    [canvas.width, canvas.height] = [image.width, image.height];
    pixels.putImageData(image, 0, 0);
    // Shrunk without smoothing, a map loses whole rows.
    context.imageSmoothingEnabled = lay.width * devicePixelRatio < width;
    order.forEach((_, index) => {
      const [x, y] = cornerOf(lay, index);
      const [column, row] = [index % lay.columns, Math.floor(index / lay.columns)];
      context.drawImage(canvas, column * width, row * height, width, height, x, y, lay.width, lay.height);
    });
  };
}
