import { expect, test } from "vitest";
import { createRate } from "./rate";

test("a rate is of the last two seconds", () => {
  const rate = createRate();
  expect(rate.perSecond).toBeNull();
  rate.count(0);
  expect(rate.perSecond).toBeNull();
  for (let time = 5000; time <= 6000; time += 250) rate.count(time);
  expect(rate.perSecond).toBe(4);
  rate.forget();
  expect(rate.perSecond).toBeNull();
});
