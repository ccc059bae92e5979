/** What is known of test images, to judge a drawing by: each ascending. */
export interface Yardstick {
  /** Mean squared differences of pixels from their reconstructions. */
  errors: Float64Array;
  /** Squares of codes' distances from the prior's mean. */
  lengths: Float64Array;
}

/** Mean squared difference of each image of `size` values from its counterpart. */
export function meanSquares(images: Float32Array, others: Float32Array, size: number): Float64Array {
  return Float64Array.from({ length: images.length / size }, (_, image) => {
    let sum = 0;
    for (let i = image * size; i < (image + 1) * size; i++) sum += (images[i]! - others[i]!) ** 2;
    return sum / size;
  });
}

/** The square of each code's distance from 0, of `latent` values: the farther it is, the less likely under the prior. */
export function squaredLengths(codes: Float32Array, latent: number): Float64Array {
  return Float64Array.from({ length: codes.length / latent }, (_, code) =>
    codes.subarray(code * latent, (code + 1) * latent).reduce((sum, z) => sum + z ** 2, 0),
  );
}

/** The share of ascending values that are below this one. */
export function shareBelow(ascending: Float64Array, value: number): number {
  const at = ascending.findIndex((each) => each >= value);
  return (at < 0 ? ascending.length : at) / ascending.length;
}
