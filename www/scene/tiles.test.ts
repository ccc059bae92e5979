import { expect, test } from "vitest";
import { cut, differences, largest, nearestTile, spreadOver, tileCount } from "./tiles";

const shape = (height: number, width: number, channels = 1) => [height, width, channels] as const;

test("tiles reach the ends of both sides", () => {
  expect(tileCount(shape(7, 4), shape(3, 2), 2)).toBe(3 * 2);
  expect(tileCount(shape(8, 5), shape(3, 2), 2)).toBe(4 * 3);
  expect(tileCount(shape(2, 9), shape(3, 2), 1)).toBe(0);
  const pixels = Float32Array.from({ length: 5 }, (_, at) => at);
  expect([...cut(pixels, shape(1, 5), shape(1, 2), 2)]).toEqual([0, 1, 2, 3, 3, 4]);
});

test("a tile holds the scene's pixels at its place", () => {
  const pixels = Float32Array.from({ length: 9 }, (_, at) => at);
  const tiles = cut(pixels, shape(3, 3), shape(2, 2), 1);
  expect([...tiles]).toEqual(
    [
      [0, 1, 3, 4],
      [1, 2, 4, 5],
      [3, 4, 6, 7],
      [4, 5, 7, 8],
    ].flat(),
  );
  const colours = Float32Array.from({ length: 12 }, (_, at) => at);
  expect([...cut(colours, shape(2, 2, 3), shape(1, 1, 3), 1)]).toEqual([...colours]);
});

test("where tiles overlap, each counts by how far the pixel is from its edge", () => {
  // Two tiles of three pixels over four: weights 1 2 1 each, of values 0 and 1.
  const places = Uint32Array.of(0, 0, 0, 1);
  const found = spreadOver(Float32Array.of(0, 1), 1, shape(1, 4), shape(1, 3), places);
  expect([...found].map((value) => Math.round(value * 1e4) / 1e4)).toEqual([0, 0.3333, 0.6667, 1]);
});

test("differences are means over channels, and the largest share wins", () => {
  expect([...differences(Float32Array.of(0, 1, 0.5, 0.5), Float32Array.of(1, 1, 0, 0.5), 2)]).toEqual([
    0.5, 0.25,
  ]);
  expect([...largest(Float32Array.of(0.2, 0.8, 0.6, 0.4), 2)]).toEqual([1, 0]);
});

test("the nearest tile is the one whose middle is", () => {
  const places = Uint32Array.of(0, 0, 0, 3, 2, 0, 2, 3, 4, 0, 4, 3);
  const tile = shape(3, 4);
  expect(nearestTile(places, tile, 0, 0)).toBe(0);
  expect(nearestTile(places, tile, 3, 6)).toBe(3);
  expect(nearestTile(places, tile, 6, 2)).toBe(4);
});
