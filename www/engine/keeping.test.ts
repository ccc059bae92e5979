import { expect, test } from "vitest";
import { Keeping } from "./keeping";

const losses = (loss: number) => ({ reconstruction: loss, kl: 0, loss });

test("weights are kept from time to time, and before other settings at once", () => {
  const keeping = new Keeping();
  expect(keeping.due(0)).toBe(false);
  keeping.saw(losses(200));
  expect(keeping.due(0)).toBe(true);
  keeping.kept(0);
  keeping.saw(losses(190));
  expect(keeping.due(4999)).toBe(false);
  expect(keeping.due(4999, true)).toBe(true);
  expect(keeping.due(5000)).toBe(true);
});

test.each([
  ["a Bernoulli's", 30, 45, 95],
  ["a density's, below 0", -500, -300, 600],
])("of %s loss that runs away the weights are not kept", (_, usual, worse, away) => {
  const keeping = new Keeping();
  keeping.saw(losses(usual));
  keeping.saw(losses(worse));
  expect(keeping.due(0)).toBe(true);
  for (const loss of [away, Infinity, NaN]) {
    keeping.saw(losses(loss));
    expect(keeping.due(0, true)).toBe(false);
  }
  // A larger beta counts the same weights as more.
  keeping.forget();
  keeping.saw(losses(away));
  expect(keeping.due(0)).toBe(true);
});
