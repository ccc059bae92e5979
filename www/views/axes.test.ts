import { expect, test } from "vitest";
import { fromPixel, squarePlot, ticks, toX, toY } from "./axes";

const labels = (middle: number, extent: number) => ticks(middle, extent).map(({ label }) => label);

test("ticks are whole numbers, and round parts of one where that is near", () => {
  expect(labels(0, 3.5)).toEqual(["−3", "−2", "−1", "0", "1", "2", "3"]);
  expect(labels(0, 12)[0]).toBe("−12");
  expect(labels(1, 0.5)).toEqual(["0.6", "0.8", "1.0", "1.2", "1.4"]);
  expect(labels(-2, 0.05)).toEqual(["−2.04", "−2.02", "−2.00", "−1.98", "−1.96"]);
});

test("a pixel's place lies at that pixel, also where the middle is elsewhere", () => {
  const plot = { ...squarePlot({ width: 400, height: 400 }, 2), x: 1, y: -3 };
  const [x, y] = fromPixel(plot, 123, 77);
  expect([toX(plot, x), toY(plot, y)]).toEqual([expect.closeTo(123), expect.closeTo(77)]);
  expect(fromPixel(plot, plot.left + plot.size / 2, plot.top + plot.size / 2)).toEqual([1, -3]);
});
