import { expect, test } from "vitest";
import { partsOf } from "./stored";

test("what is read has every image asked for, in few reads", () => {
  const [offset, size] = [5, 2];
  const file = Uint8Array.from({ length: offset + 40 * size }, (_, at) => at);
  const image = (place: number) =>
    Array.from(file.subarray(offset + place * size, offset + (place + 1) * size));
  const order = Uint32Array.of(0, 1, 4, 30, 39, 38, 12, 12);
  const layout = { offset, shape: [order.length, 1, 1, size] as [number, number, number, number], order };
  const rows = Uint32Array.from(order, (_, row) => row);
  const { parts, read, places } = partsOf(layout, rows);
  const all = parts.flatMap(([at, bytes]) => Array.from(file.subarray(at, at + bytes)));
  expect(all).toHaveLength(read);
  expect(places.map((at) => all.slice(at, at + size))).toEqual(Array.from(order, image));
  // Some lie near each other; one comes twice.
  expect(parts.map(([, bytes]) => bytes / size)).toEqual([5, 10, 1, 1, 1]);
  expect(partsOf(layout, new Uint32Array()).read).toBe(0);
});
