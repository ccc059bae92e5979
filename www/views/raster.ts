/** Images as a flat array of values in [0, 1], `height * width * channels` values each, RGB where there are three. */
export interface ImageStack {
  pixels: Float32Array;
  height: number;
  width: number;
  channels: number;
  /** What grey is: ink on the theme's paper (unless told), or brightness, as in a photograph. */
  display?: "ink" | "brightness";
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

/** An RGBA word of a little-endian machine. */
const word = (r: number, g: number, b: number) => ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;

const levelOf = (value: number) => Math.round(Math.min(1, Math.max(0, value)) * (levels - 1));

/** Colours of all grey levels from paper to ink. */
function ramp(ink: string, paper: string): Uint32Array {
  const [to, from] = [rgb(ink), rgb(paper)];
  return Uint32Array.from({ length: levels }, (_, level) => {
    const [r, g, b] = from.map((value, i) => Math.round(value + ((to[i]! - value) * level) / (levels - 1)));
    return word(r!, g!, b!);
  });
}

/** Values an image. */
export const imageSize = ({ height, width, channels }: ImageStack) => height * width * channels;

export function createSheet(): Sheet {
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d")!;
  return {
    canvas,
    paint(stack, columns, { ink, paper }) {
      const { pixels, height, width, channels, display } = stack;
      const area = height * width;
      const count = Math.floor(pixels.length / imageSize(stack));
      const rows = Math.max(1, Math.ceil(count / columns));
      canvas.width = columns * width;
      canvas.height = rows * height;
      const table = display === "brightness" ? ramp("#ffffff", "#000000") : ramp(ink, paper);
      const image = context.createImageData(canvas.width, canvas.height);
      const words = new Uint32Array(image.data.buffer);
      const level = (at: number) => levelOf(pixels[at]!);
      for (let n = 0; n < count; n++) {
        const left = (n % columns) * width;
        const top = Math.floor(n / columns) * height;
        for (let i = 0; i < area; i++) {
          const at = (n * area + i) * channels;
          // Colours are shown as they are.
          words[(top + Math.floor(i / width)) * canvas.width + left + (i % width)] =
            channels === 3 ? word(level(at), level(at + 1), level(at + 2)) : table[level(at)]!;
        }
      }
      context.putImageData(image, 0, 0);
    },
  };
}

/** The images of some rows, one after another. */
export function takeRows(stack: ImageStack, rows: ArrayLike<number>): ImageStack {
  const size = imageSize(stack);
  const pixels = new Float32Array(rows.length * size);
  for (let i = 0; i < rows.length; i++) {
    pixels.set(stack.pixels.subarray(rows[i]! * size, (rows[i]! + 1) * size), i * size);
  }
  return { ...stack, pixels };
}

/** Where an image of these proportions goes in a square cell: as large as fits, in the middle. */
export function fitInCell({ height, width }: ImageStack, side: number) {
  const scale = side / Math.max(height, width);
  const [w, h] = [width * scale, height * scale];
  return { x: (side - w) / 2, y: (side - h) / 2, width: w, height: h };
}
