/** Grey images as a flat array of values in [0, 1], `height * width` values each. */
export interface ImageStack {
  pixels: Float32Array;
  height: number;
  width: number;
}

/** A sheet of images side by side, one canvas pixel a pixel, to be drawn scaled up without smoothing. */
export interface Sheet {
  canvas: HTMLCanvasElement;
  paint(stack: ImageStack, columns: number, colors: { ink: string; paper: string }): void;
}

function rgb(hex: string): [number, number, number] {
  const value = parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

const levels = 256;

/** Colours of all grey levels from paper to ink, as RGBA words of a little-endian machine. */
function ramp(ink: string, paper: string): Uint32Array {
  const [to, from] = [rgb(ink), rgb(paper)];
  return Uint32Array.from({ length: levels }, (_, level) => {
    const [r, g, b] = from.map((value, i) => Math.round(value + ((to[i]! - value) * level) / (levels - 1)));
    return ((255 << 24) | (b! << 16) | (g! << 8) | r!) >>> 0;
  });
}

export function createSheet(): Sheet {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d")!;
  return {
    canvas,
    paint({ pixels, height, width }, columns, { ink, paper }) {
      const size = height * width;
      const count = Math.floor(pixels.length / size);
      const rows = Math.max(1, Math.ceil(count / columns));
      canvas.width = columns * width;
      canvas.height = rows * height;
      const table = ramp(ink, paper);
      const image = context.createImageData(canvas.width, canvas.height);
      const words = new Uint32Array(image.data.buffer);
      for (let n = 0; n < count; n++) {
        const left = (n % columns) * width;
        const top = Math.floor(n / columns) * height;
        for (let i = 0; i < size; i++) {
          const level = Math.round(Math.min(1, Math.max(0, pixels[n * size + i]!)) * (levels - 1));
          words[(top + Math.floor(i / width)) * canvas.width + left + (i % width)] = table[level]!;
        }
      }
      context.putImageData(image, 0, 0);
    },
  };
}

/** The images of some rows, one after another. */
export function takeRows(stack: ImageStack, rows: ArrayLike<number>): ImageStack {
  const size = stack.height * stack.width;
  const pixels = new Float32Array(rows.length * size);
  for (let i = 0; i < rows.length; i++) {
    pixels.set(stack.pixels.subarray(rows[i]! * size, (rows[i]! + 1) * size), i * size);
  }
  return { ...stack, pixels };
}
