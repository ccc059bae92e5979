import { applyPalette, GIFEncoder, quantize } from "gifenc";

const colours = 256;
/** The palette is found from one pixel in so many, which takes a part of the time and loses no colour of a drawing. */
const every = 3;

/** What else is to be done has its turn between two parts of the work. */
const turn = () => new Promise((resolve) => setTimeout(resolve));

/** One RGBA pixel in `every`. */
function some(rgba: Uint8ClampedArray): Uint8Array {
  const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.length / 4);
  const taken = Uint32Array.from({ length: Math.ceil(pixels.length / every) }, (_, i) => pixels[i * every]!);
  return new Uint8Array(taken.buffer);
}

/** An animated GIF that shows one picture after another, all as large as the first one, which repeats for ever. */
export function createGif(delayMs: number) {
  const encoder = GIFEncoder();
  let context: CanvasRenderingContext2D | null = null;
  return {
    async add(picture: HTMLCanvasElement): Promise<void> {
      if (!context) {
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [picture.width, picture.height];
        context = canvas.getContext("2d", { willReadFrequently: true })!;
      }
      const { width, height } = context.canvas;
      context.drawImage(picture, 0, 0, width, height);
      const { data } = context.getImageData(0, 0, width, height);
      const palette = quantize(some(data), colours);
      await turn();
      const index = applyPalette(data, palette);
      await turn();
      encoder.writeFrame(index, width, height, { palette, delay: delayMs });
    },
    finish(): Blob {
      encoder.finish();
      return new Blob([encoder.bytes()], { type: "image/gif" });
    },
  };
}
