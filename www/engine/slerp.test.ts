import { expect, test } from "vitest";
import { slerp } from "./slerp";

const rows = (values: Float32Array, width: number) =>
  Array.from({ length: values.length / width }, (_, i) => [...values.subarray(i * width, (i + 1) * width)]);

test("a quarter of a circle in three steps, by hand", () => {
  const [first, middle, last] = rows(slerp(Float32Array.of(2, 0), Float32Array.of(0, 2), 3), 2);
  expect(first).toEqual([2, 0]);
  expect(middle![0]).toBeCloseTo(Math.SQRT2, 6);
  expect(middle![1]).toBeCloseTo(Math.SQRT2, 6);
  expect(last![0]).toBeCloseTo(0, 6);
  expect(last![1]).toBe(2);
});

test("a straight line where there is no circle", () => {
  expect([...slerp(Float32Array.of(1, 0), Float32Array.of(-1, 0), 3)]).toEqual([1, 0, 0, 0, -1, 0]);
  expect([...slerp(Float32Array.of(0, 0), Float32Array.of(2, 4), 3)]).toEqual([0, 0, 1, 2, 2, 4]);
});

test("one step is the start", () => {
  expect([...slerp(Float32Array.of(3, 4), Float32Array.of(0, 1), 1)]).toEqual([3, 4]);
});
