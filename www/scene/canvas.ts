import { colorsOf, fitWithin, type Scene } from "./scene";

/** What a canvas can draw, with the size that it has. */
interface Drawable {
  source: CanvasImageSource;
  width: number;
  height: number;
}

/** How pictures and frames are read. */
export interface Reading {
  /** At most so many pixels wide and high. */
  longest: number;
  /** Dark and light are exchanged, as for a model of ink on an empty ground. */
  exchanged: boolean;
}

/** Reads what can be drawn as colours. One canvas serves all of its frames. */
export function createReader({ longest, exchanged }: Reading) {
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  return ({ source, width, height }: Drawable): Pick<Scene, "pixels" | "shape"> => {
    const [wide, high] = fitWithin(width, height, longest);
    // A new size clears a canvas.
    if (canvas.width !== wide || canvas.height !== high) [canvas.width, canvas.height] = [wide, high];
    else context.clearRect(0, 0, wide, high);
    context.imageSmoothingQuality = "high";
    context.drawImage(source, 0, 0, wide, high);
    const pixels = colorsOf(context.getImageData(0, 0, wide, high).data);
    return { pixels: exchanged ? pixels.map((value) => 1 - value) : pixels, shape: [high, wide, 3] };
  };
}
