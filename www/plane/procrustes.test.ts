import { expect, test } from "vitest";
import cases from "../../tests/fixtures/procrustes.json";
import { align } from "./procrustes";

test.each(cases)("scipy turns the points alike, by $angle, mirrored: $mirrored", (known) => {
  const places = Float32Array.from(known.places);
  const { angle, mirrored, residual, moved } = align(places, Float32Array.from(known.to));
  expect(mirrored).toBe(known.mirrored);
  expect(Math.cos(angle - known.angle)).toBeCloseTo(1, 10);
  expect(residual).toBeCloseTo(known.residual, 4);
  moved(places).forEach((value, i) => expect(value).toBeCloseTo(known.moved[i]!, 4));
});

test("a quarter turn of three points, by hand", () => {
  const places = Float32Array.of(0, 0, 2, 0, 0, 1);
  const turned = Float32Array.of(5, 5, 5, 7, 4, 5);
  const { angle, mirrored, residual, moved } = align(places, turned);
  expect([angle, mirrored]).toEqual([expect.closeTo(Math.PI / 2, 6), false]);
  expect(residual).toBeCloseTo(0, 5);
  // A place that is none of the points goes along.
  expect([...moved(Float32Array.of(1, 1))]).toEqual([expect.closeTo(4, 5), expect.closeTo(6, 5)]);
});
