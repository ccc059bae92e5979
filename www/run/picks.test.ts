import { expect, test, vi } from "vitest";
import { createDataset } from "../data/dataset";
import { firstPicks, pick, randomPair, spread } from "./picks";

const images = (count: number, more = {}) =>
  createDataset({
    name: "Some",
    images: { pixels: new Float32Array(count), shape: [count, 1, 1, 1], ...more },
    classNames: [],
  });

test("rows are taken in turn from each class, and other ones in the next round", () => {
  const labels = [0, 0, 0, 0, 1, 1, 1, 1];
  const rows = Uint32Array.from(labels, (_, row) => row);
  expect([...spread(rows, labels, 4, 0)]).toEqual([0, 4, 1, 5]);
  expect([...spread(rows, labels, 4, 1)]).toEqual([2, 6, 3, 7]);
  expect([...spread(rows, undefined, 3, 0)]).toEqual([0, 1, 2]);
});

test("the first picks are test images of different classes where there are such", () => {
  const { shown, a, b } = firstPicks(
    images(6, { labels: Uint8Array.of(0, 1, 0, 1, 0, 1), testRows: Uint32Array.of(2, 3, 4) }),
  );
  expect([...shown]).toEqual([2, 3, 4]);
  expect([a, b]).toEqual([2, 3]);
});

test("a set of one image is A and B", () => {
  expect(firstPicks(images(1))).toMatchObject({ a: 0, b: 0 });
});

test("the map shows a large set in part, evenly", () => {
  const { mapRows } = firstPicks(images(12_000));
  expect(mapRows).toHaveLength(6000);
  expect([...mapRows.slice(0, 3), mapRows.at(-1)]).toEqual([0, 2, 4, 11_998]);
});

test("picks take the places of A and B in turn", () => {
  const state = { a: 1, b: 2, slot: "a" as "a" | "b" };
  const store = { state, set: (change: Partial<typeof state>) => void Object.assign(state, change) };
  pick(store, 7);
  expect(state).toEqual({ a: 7, b: 2, slot: "b" });
  pick(store, 8);
  expect(state).toEqual({ a: 7, b: 8, slot: "a" });
});

test("a random pair is of different classes, from the test images", () => {
  const { images: set } = images(4, { labels: Uint8Array.of(0, 0, 1, 1), testRows: Uint32Array.of(0, 1, 2) });
  const random = vi
    .fn<() => number>()
    .mockReturnValueOnce(0)
    .mockReturnValueOnce(0.4)
    .mockReturnValueOnce(0.99);
  expect(randomPair(set, random)).toEqual({ a: 0, b: 2 });
});
