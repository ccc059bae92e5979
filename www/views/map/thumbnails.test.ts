import { expect, test } from "vitest";
import { apart, haveRoom } from "./thumbnails";

test("images lie on no other, and the first of a crowd is shown", () => {
  const places = Array.from({ length: 200 }, (_, i): [number, number] => [
    150 + 140 * Math.sin(i * 12.9898),
    150 + 140 * Math.cos(i * 78.233),
  ]);
  const kept = apart(places);
  expect(kept[0]).toBe(0);
  const gaps = kept.flatMap((i) =>
    kept
      .filter((j) => j !== i)
      .map((j) => Math.max(...places[i]!.map((at, axis) => Math.abs(at - places[j]![axis]!)))),
  );
  expect(Math.min(...gaps)).toBeGreaterThan(34);
});

test("images come where most of those in view have room, and never very many", () => {
  expect(haveRoom(0, 500)).toBe(false);
  expect(haveRoom(60, 500)).toBe(true);
  expect(haveRoom(60, 200)).toBe(false);
  expect(haveRoom(1000, 5000)).toBe(false);
});
