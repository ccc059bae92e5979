import { expect, test } from "vitest";
import { cut, differences, gridOf, largest, nearestTile, putTogether, spreadOver, tileCount } from "./tiles";

const shape = (height: number, width: number, channels = 1) => [height, width, channels] as const;

test("tiles reach the ends of both sides", () => {
  expect(gridOf(shape(7, 4), shape(3, 2), 2)).toEqual({ tops: [0, 2, 4], lefts: [0, 2] });
  expect(gridOf(shape(8, 5), shape(3, 2), 2)).toEqual({ tops: [0, 2, 4, 5], lefts: [0, 2, 3] });
  expect(tileCount(gridOf(shape(2, 9), shape(3, 2), 1))).toBe(0);
});

test("a tile holds the scene's pixels at its place", () => {
  const pixels = Float32Array.from({ length: 9 }, (_, at) => at);
  const grid = gridOf(shape(3, 3), shape(2, 2), 1);
  const tiles = cut(pixels, shape(3, 3), shape(2, 2), grid);
  expect([...tiles]).toEqual(
    [
      [0, 1, 3, 4],
      [1, 2, 4, 5],
      [3, 4, 6, 7],
      [4, 5, 7, 8],
    ].flat(),
  );
  const colours = Float32Array.from({ length: 12 }, (_, at) => at);
  const two = gridOf(shape(2, 2, 3), shape(1, 1, 3), 1);
  expect([...cut(colours, shape(2, 2, 3), shape(1, 1, 3), two)]).toEqual([...colours]);
});

test("tiles that were cut and put together again are the scene", () => {
  const scene = shape(9, 11, 3);
  const tile = shape(4, 5, 3);
  const pixels = Float32Array.from({ length: 9 * 11 * 3 }, (_, at) => (at * 7919) % 1000);
  for (const stride of [1, 3, 4]) {
    const grid = gridOf(scene, tile, stride);
    const again = putTogether(cut(pixels, scene, tile, grid), scene, tile, grid);
    again.forEach((value, at) => expect(value).toBeCloseTo(pixels[at]!, 2));
  }
});

test("where tiles overlap, each counts by how far the pixel is from its edge", () => {
  // Two tiles of three pixels over four: weights 1 2 1 each, of values 0 and 1.
  const grid = { tops: [0], lefts: [0, 1] };
  const found = spreadOver(Float32Array.of(0, 1), 1, shape(1, 4), shape(1, 3), grid);
  expect([...found].map((value) => Math.round(value * 1e4) / 1e4)).toEqual([0, 0.3333, 0.6667, 1]);
});

test("differences are means over channels, and the largest share wins", () => {
  expect([...differences(Float32Array.of(0, 1, 0.5, 0.5), Float32Array.of(1, 1, 0, 0.5), 2)]).toEqual([
    0.5, 0.25,
  ]);
  expect([...largest(Float32Array.of(0.2, 0.8, 0.6, 0.4), 2)]).toEqual([1, 0]);
});

test("the nearest tile is the one whose middle is", () => {
  const grid = { tops: [0, 2, 4], lefts: [0, 3] };
  const tile = shape(3, 4);
  expect(nearestTile(grid, tile, 0, 0)).toBe(0);
  expect(nearestTile(grid, tile, 3, 6)).toBe(3);
  expect(nearestTile(grid, tile, 6, 2)).toBe(4);
});
