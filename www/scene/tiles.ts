/** Height, width and channels. */
type Shape = readonly [height: number, width: number, channels: number];

/** Where tiles stand in a scene: the rows and columns at which they begin. */
export interface Grid {
  tops: readonly number[];
  lefts: readonly number[];
}

/** Where tiles begin along one side, `stride` apart, the last one at its end; none where a tile is longer than the side. */
function beginnings(length: number, tile: number, stride: number): number[] {
  const last = length - tile;
  if (last < 0) return [];
  const evenly = Array.from({ length: Math.floor(last / stride) + 1 }, (_, at) => at * stride);
  return evenly.at(-1) === last ? evenly : [...evenly, last];
}

/** Tiles that cover a whole scene; none where a tile does not fit in. */
export const gridOf = ([height, width]: Shape, [high, wide]: Shape, stride: number): Grid => ({
  tops: beginnings(height, high, stride),
  lefts: beginnings(width, wide, stride),
});

export const tileCount = ({ tops, lefts }: Grid) => tops.length * lefts.length;

/** Calls back with each tile's place, row after row, and for each of its rows where that is in the tile and in the scene. */
function eachRow(
  { tops, lefts }: Grid,
  [, width]: Shape,
  [high, wide]: Shape,
  visit: (tile: number, row: number, at: number) => void,
): void {
  tops.forEach((top, i) =>
    lefts.forEach((left, j) => {
      const tile = i * lefts.length + j;
      for (let row = 0; row < high; row++) visit(tile, row * wide, (top + row) * width + left);
    }),
  );
}

/** A scene's tiles, one after the other, each as an image. */
export function cut(pixels: Float32Array, scene: Shape, tile: Shape, grid: Grid): Float32Array {
  const [high, wide, channels] = tile;
  const size = high * wide * channels;
  const tiles = new Float32Array(tileCount(grid) * size);
  eachRow(grid, scene, tile, (n, row, at) => {
    tiles.set(pixels.subarray(at * channels, (at + wide) * channels), n * size + row * channels);
  });
  return tiles;
}

/** Rises from a side to the middle: a tile knows least about its edges, and seams are to be soft. */
function hat(length: number): number[] {
  return Array.from({ length }, (_, at) => Math.min(at, length - 1 - at) + 1);
}

/** The mean of overlapping tiles' values at each pixel of a scene, weighted towards each tile's middle. */
function means(
  scene: Shape,
  tile: Shape,
  grid: Grid,
  valueAt: (tile: number, pixel: number, channel: number) => number,
): Float32Array {
  const [height, width, channels] = scene;
  const [high, wide] = tile;
  const [down, across] = [hat(high), hat(wide)];
  const sums = new Float32Array(height * width * channels);
  const weights = new Float32Array(height * width);
  eachRow(grid, scene, tile, (n, row, at) => {
    for (let x = 0; x < wide; x++) {
      const weight = down[row / wide]! * across[x]!;
      weights[at + x]! += weight;
      for (let channel = 0; channel < channels; channel++)
        sums[(at + x) * channels + channel]! += weight * valueAt(n, row + x, channel);
    }
  });
  return sums.map((sum, at) => sum / (weights[Math.floor(at / channels)]! || 1));
}

/** Puts tiles back in place: where several overlap, their mean. */
export function putTogether(tiles: Float32Array, scene: Shape, tile: Shape, grid: Grid): Float32Array {
  const [high, wide, channels] = tile;
  const size = high * wide * channels;
  return means(scene, tile, grid, (n, pixel, channel) => tiles[n * size + pixel * channels + channel]!);
}

/** `dimensions` numbers of each tile as a picture of the scene: at each pixel the mean of the tiles over it. */
export function spreadOver(
  values: Float32Array,
  dimensions: number,
  [height, width]: Shape,
  tile: Shape,
  grid: Grid,
): Float32Array {
  return means([height, width, dimensions], tile, grid, (n, _, channel) => values[n * dimensions + channel]!);
}

/** The tile whose middle is nearest to a pixel. */
export function nearestTile({ tops, lefts }: Grid, [high, wide]: Shape, row: number, column: number): number {
  const nearest = (beginnings: readonly number[], length: number, at: number) => {
    const far = beginnings.map((first) => Math.abs(first + (length - 1) / 2 - at));
    return far.indexOf(Math.min(...far));
  };
  return nearest(tops, high, row) * lefts.length + nearest(lefts, wide, column);
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
