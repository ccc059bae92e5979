/** What is known of test images, to judge a drawing by: each ascending. */
export interface Yardstick {
  /** Mean squared differences of pixels from their reconstructions. */
  errors: Float64Array;
  /** Log densities of codes under the prior, in nats. */
  densities: Float64Array;
}

/** Mean squared difference of each image of `size` values from its counterpart. */
export function meanSquares(images: Float32Array, others: Float32Array, size: number): Float64Array {
  return Float64Array.from({ length: images.length / size }, (_, image) => {
    let sum = 0;
    for (let i = image * size; i < (image + 1) * size; i++) sum += (images[i]! - others[i]!) ** 2;
    return sum / size;
  });
}

/** Log density of each code of `latent` values under the standard normal prior, in nats. */
export function priorDensities(codes: Float32Array, latent: number): Float64Array {
  return Float64Array.from({ length: codes.length / latent }, (_, code) => {
    let square = 0;
    for (let i = code * latent; i < (code + 1) * latent; i++) square += codes[i]! ** 2;
    return -(square + latent * Math.log(2 * Math.PI)) / 2;
  });
}

/** The share of ascending values that are below this one. */
export function shareBelow(ascending: Float64Array, value: number): number {
  const at = ascending.findIndex((each) => each >= value);
  return (at < 0 ? ascending.length : at) / ascending.length;
}
