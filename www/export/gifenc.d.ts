/** What of gifenc, which has no types of its own, is used here. */
declare module "gifenc" {
  type Palette = number[][];
  /** At most so many colours of RGBA pixels. */
  export function quantize(rgba: Uint8Array | Uint8ClampedArray, colours: number): Palette;
  /** Each pixel's place in the palette. */
  export function applyPalette(rgba: Uint8Array | Uint8ClampedArray, palette: Palette): Uint8Array;
  export function GIFEncoder(): {
    /** `delay` is in milliseconds. */
    writeFrame(
      index: Uint8Array,
      width: number,
      height: number,
      options: { palette: Palette; delay: number },
    ): void;
    finish(): void;
    bytes(): Uint8Array<ArrayBuffer>;
  };
}
