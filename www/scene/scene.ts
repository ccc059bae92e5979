import type { Display } from "../data/display";

/** Where something stands in a scene, in pixels from its upper left corner. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** What is known of an object of a scene that was composed. */
export interface TrueObject {
  box: Box;
  /** Its class, as the data set counts them; -1 where it has none. */
  label: number;
  /** The same object has the same one in all frames. */
  identity: number;
}

/** An image of several things, or of none: one picture, or a frame of what moves. */
export interface Scene {
  name: string;
  /** `height * width * channels` values in [0, 1], row-major; one channel or three. */
  pixels: Float32Array;
  shape: readonly [height: number, width: number, channels: number];
  /** How grey is shown. */
  display: Display;
  /** Seconds from the start of what moves; null of a picture. */
  seconds: number | null;
  /** Of a scene that was composed. */
  truth?: readonly TrueObject[];
}

/** Whether both are frames of one clip, in the same size. */
export const sameClip = (one: Pick<Scene, "name" | "shape">, other: Pick<Scene, "name" | "shape">) =>
  one.name === other.name && one.shape.join() === other.shape.join();

/** The largest size of the same proportions whose longer side is at most `longest`; none is made larger. */
export function fitWithin(width: number, height: number, longest: number): [width: number, height: number] {
  const scale = Math.min(1, longest / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

/** The colours of a canvas, transparent ones on black, as fractions: red, green and blue of each pixel. */
export function colorsOf(bytes: ArrayLike<number>): Float32Array {
  const pixels = new Float32Array((bytes.length / 4) * 3);
  for (let from = 0, to = 0; from < bytes.length; from += 4, to += 3) {
    const opacity = bytes[from + 3]! / 255 / 255;
    for (let channel = 0; channel < 3; channel++) pixels[to + channel] = bytes[from + channel]! * opacity;
  }
  return pixels;
}

/** Weights of red, green and blue in luma (ITU-R BT.709), as the reader of image files has them. */
const luma = [0.2126, 0.7152, 0.0722] as const;

/** The same pixels in one channel or three, for a model of images that have so many. */
export function inChannels(
  { pixels, shape }: Pick<Scene, "pixels" | "shape">,
  channels: number,
): Float32Array {
  const [height, width, own] = shape;
  if (own === channels) return pixels;
  const area = height * width;
  const made = new Float32Array(area * channels);
  for (let i = 0; i < area; i++) {
    if (channels === 3) made.fill(pixels[i]!, 3 * i, 3 * i + 3);
    else made[i] = luma.reduce((sum, part, channel) => sum + part * pixels[3 * i + channel]!, 0);
  }
  return made;
}

/** The part of a scene in a box, in whole pixels; what the box has outside of the scene is left out. */
export function cropOf(
  { pixels, shape: [height, width, channels] }: Pick<Scene, "pixels" | "shape">,
  box: Box,
): { pixels: Float32Array; height: number; width: number } {
  const clamp = (value: number, most: number) => Math.min(most, Math.max(0, Math.round(value)));
  // At least one pixel, so that there is something to show.
  const [left, top] = [clamp(box.x, width - 1), clamp(box.y, height - 1)];
  const right = Math.max(left + 1, clamp(box.x + box.width, width));
  const bottom = Math.max(top + 1, clamp(box.y + box.height, height));
  const row = (right - left) * channels;
  const cropped = new Float32Array((bottom - top) * row);
  for (let y = top; y < bottom; y++) {
    const from = (y * width + left) * channels;
    cropped.set(pixels.subarray(from, from + row), (y - top) * row);
  }
  return { pixels: cropped, height: bottom - top, width: right - left };
}
