import { expect, test } from "vitest";
import { rounded, shortest, small, whole } from "./digits";

test("a 32-bit number is written so that it is read again", () => {
  expect(shortest(Math.fround(0.1))).toBe("0.1");
  expect(shortest(-2)).toBe("-2");
  for (const value of [1 / 3, -1.2345678e-5, 16777215, 3.4e38, 1e-40, 0])
    expect(Math.fround(Number(shortest(value)))).toBe(Math.fround(value));
});

test("for people, with a true minus", () => {
  expect(rounded(-0.123456)).toBe("−0.1235");
  expect([rounded, whole].map((digits) => digits(-0))).toEqual(["0", "0"]);
  expect(whole(Math.fround(-0.1234567))).toBe("−0.1234567");
  expect([0, 2.98e-7, 0.5].map(small)).toEqual(["0", "3e−7", "5e−1"]);
});
