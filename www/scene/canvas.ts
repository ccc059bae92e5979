import { colorsOf, fitWithin, type Scene } from "./scene";

/** What a canvas can draw, with the size that it has. */
interface Drawable {
  source: CanvasImageSource;
  width: number;
  height: number;
}

/** Reads what can be drawn as colours, at most `longest` pixels wide and high. One canvas serves all of its frames. */
export function createReader() {
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  return ({ source, width, height }: Drawable, longest: number): Pick<Scene, "pixels" | "shape"> => {
    const [wide, high] = fitWithin(width, height, longest);
    // A new size clears a canvas.
    if (canvas.width !== wide || canvas.height !== high) [canvas.width, canvas.height] = [wide, high];
    else context.clearRect(0, 0, wide, high);
    context.imageSmoothingQuality = "high";
    context.drawImage(source, 0, 0, wide, high);
    return { pixels: colorsOf(context.getImageData(0, 0, wide, high).data), shape: [high, wide, 3] };
  };
}
