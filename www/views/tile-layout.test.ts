import { expect, test } from "vitest";
import { cornerOf, layOut, tileAt } from "./tile-layout";

test("maps take whole pixels a place, and stand in as many columns as fit", () => {
  // 14 places at two pixels each are 28; (1000 + 4) / 32 are 31 columns, so 128 take five rows.
  expect(layOut(1000, 128, { height: 14, width: 14 })).toEqual({
    columns: 31,
    width: 28,
    height: 28,
    gap: 4,
    whole: 5 * 32 - 4,
  });
  expect(layOut(1000, 3, { height: 4, width: 4 })).toMatchObject({ columns: 3, width: 40, whole: 40 });
});

test("large maps are shrunk, and keep their proportions", () => {
  expect(layOut(1000, 9, { height: 32, width: 64 })).toMatchObject({ width: 40, height: 20 });
});

test("single values are squares large enough for a finger", () => {
  expect(layOut(1000, 128, { height: 1, width: 1 })).toMatchObject({ width: 24, height: 24, columns: 38 });
  expect(layOut(326, 10, { height: 1, width: 1 })).toMatchObject({ width: 24, columns: 10 });
});

test("on a small screen six maps stand side by side", () => {
  expect(layOut(326, 16, { height: 14, width: 14 })).toMatchObject({ columns: 6, width: 51 });
  expect(layOut(380, 16, { height: 8, width: 8 }).columns).toBe(6);
});

test("a place is in the map that is drawn there", () => {
  const layout = layOut(100, 5, { height: 4, width: 4 });
  for (let index = 0; index < 5; index++) {
    const [x, y] = cornerOf(layout, index);
    expect(tileAt(layout, 5, x, y)).toEqual({ index, across: 0, down: 0 });
    const within = tileAt(layout, 5, x + layout.width * 0.75, y + layout.height / 2)!;
    expect(within.index).toBe(index);
    expect(within.across).toBeCloseTo(0.75);
    expect(within.down).toBeCloseTo(0.5);
    expect(tileAt(layout, 5, x + layout.width + 1, y)).toBeNull();
  }
  expect(tileAt(layout, 5, 1, layout.whole + 1)).toBeNull();
  expect(tileAt(layout, 5, -1, 1)).toBeNull();
});
