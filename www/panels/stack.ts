import type { Dataset } from "../data/dataset";
import type { ImageStack } from "../views/raster";

/** A data set's images as views take them. */
export function stackOf({ images, display }: Dataset): ImageStack {
  const [, height, width, channels] = images.shape;
  return { pixels: images.pixels, height, width, channels, display };
}
