/** Height, width and channels. */
type Shape = readonly [height: number, width: number, channels: number];

/** Row and column of each tile's upper left pixel, two values a tile, as the engine tells them. */
export type Places = Uint32Array;

/** How many tiles there are along one side. */
const along = (length: number, tile: number, stride: number) =>
  length < tile ? 0 : Math.ceil((length - tile) / stride) + 1;

/** How many tiles cover a whole scene; none where a tile does not fit in. */
export const tileCount = ([height, width]: Shape, [high, wide]: Shape, stride: number) =>
  along(height, high, stride) * along(width, wide, stride);

/** Images of a scene's tiles, `stride` apart, the last ones at its ends: a data set of its own parts. */
export function cut(pixels: Float32Array, scene: Shape, tile: Shape, stride: number): Float32Array {
  const [height, width, channels] = scene;
  const [high, wide] = tile;
  const row = wide * channels;
  const tiles = new Float32Array(tileCount(scene, tile, stride) * high * row);
  let to = 0;
  for (let i = 0; i < along(height, high, stride); i++)
    for (let j = 0; j < along(width, wide, stride); j++) {
      const [top, left] = [Math.min(i * stride, height - high), Math.min(j * stride, width - wide)];
      for (let y = 0; y < high; y++, to += row) {
        const from = ((top + y) * width + left) * channels;
        tiles.set(pixels.subarray(from, from + row), to);
      }
    }
  return tiles;
}

/** Rises from a side to the middle: a tile knows least about its edges, and seams are to be soft. */
function hat(length: number): number[] {
  return Array.from({ length }, (_, at) => Math.min(at, length - 1 - at) + 1);
}

/**
 * `dimensions` numbers of each tile as a picture of the scene: at each pixel the mean of the tiles over it, weighted
 * towards each tile's middle.
 */
export function spreadOver(
  values: Float32Array,
  dimensions: number,
  [height, width]: Shape,
  [high, wide]: Shape,
  places: Places,
): Float32Array {
  const [down, across] = [hat(high), hat(wide)];
  const sums = new Float32Array(height * width * dimensions);
  const weights = new Float32Array(height * width);
  for (let tile = 0; tile < places.length / 2; tile++)
    for (let y = 0; y < high; y++)
      for (let x = 0; x < wide; x++) {
        const at = (places[2 * tile]! + y) * width + places[2 * tile + 1]! + x;
        const weight = down[y]! * across[x]!;
        weights[at]! += weight;
        for (let i = 0; i < dimensions; i++)
          sums[at * dimensions + i]! += weight * values[tile * dimensions + i]!;
      }
  return sums.map((sum, at) => sum / (weights[Math.floor(at / dimensions)]! || 1));
}

/** The tile whose middle is nearest to a pixel. */
export function nearestTile(places: Places, [high, wide]: Shape, row: number, column: number): number {
  let [nearest, least] = [0, Infinity];
  for (let tile = 0; tile < places.length / 2; tile++) {
    const down = places[2 * tile]! + (high - 1) / 2 - row;
    const far = Math.hypot(down, places[2 * tile + 1]! + (wide - 1) / 2 - column);
    if (far < least) [nearest, least] = [tile, far];
  }
  return nearest;
}

/** Mean over the channels of how far two pictures differ, for each pixel. */
export function differences(one: Float32Array, other: Float32Array, channels: number): Float32Array {
  return Float32Array.from({ length: one.length / channels }, (_, at) => {
    let sum = 0;
    for (let i = at * channels; i < (at + 1) * channels; i++) sum += Math.abs(one[i]! - other[i]!);
    return sum / channels;
  });
}

/** Of each pixel's shares of some clusters, the largest one. */
export function largest(shares: Float32Array, clusters: number): Uint8Array {
  return Uint8Array.from({ length: shares.length / clusters }, (_, at) => {
    const own = shares.subarray(at * clusters, (at + 1) * clusters);
    return own.indexOf(Math.max(...own));
  });
}
