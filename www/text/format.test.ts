import { expect, test } from "vitest";
import { counted, exact, fixed, number, fiveDigits } from "./format";

test("numbers are grouped, with a true minus", () => {
  expect(number(1234567.891)).toBe("1,234,567.891");
  expect(number(-1234)).toBe("−1,234");
});

test("an exact number keeps what grouping would round away", () => {
  expect(exact(1e-6)).toBe("0.000001");
  expect(number(1e-6)).toBe("0");
  expect(exact(0.999999)).toBe("0.999999");
  expect(exact(-1000)).toBe("−1,000");
});

test("a fixed number has its digits, and zero has no sign", () => {
  expect(fixed(-0.5, 2)).toBe("−0.50");
  expect(fixed(-0.0004, 2)).toBe("0.00");
  expect(fixed(1234.5, 1)).toBe("1234.5");
});

test("one is one", () => {
  expect([0, 1, 2000].map((count) => counted(count, "class", "classes"))).toEqual([
    "0 classes",
    "1 class",
    "2,000 classes",
  ]);
});

test("significant digits are five, with a power of ten far below 1", () => {
  expect(fiveDigits(-12345.678)).toBe("−12346");
  expect(fiveDigits(0.012345678)).toBe("0.012346");
  expect(fiveDigits(-0.000012345678)).toBe("−1.2346E−5");
  expect(fiveDigits(0)).toBe("0");
});
