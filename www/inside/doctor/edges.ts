/** Shape of some images, channels last. */
export interface Shape {
  height: number;
  width: number;
  channels: number;
}

/**
 * Energy of an image's edges: the sum of squares of its Laplacian, with the four neighbours of each pixel that has all of
 * them, mean over images. 0 for images that are too small to have such pixels.
 */
export function edgeEnergy(pixels: Float32Array, { height, width, channels }: Shape): number {
  const row = width * channels;
  const size = height * row;
  const images = pixels.length / size;
  let sum = 0;
  for (let image = 0; image < images; image++) {
    for (let y = 1; y < height - 1; y++) {
      const from = image * size + y * row + channels;
      const to = image * size + (y + 1) * row - channels;
      for (let i = from; i < to; i++) {
        const around = pixels[i - channels]! + pixels[i + channels]! + pixels[i - row]! + pixels[i + row]!;
        sum += (around - 4 * pixels[i]!) ** 2;
      }
    }
  }
  return images > 0 ? sum / images : 0;
}
