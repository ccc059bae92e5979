import { expect, test } from "vitest";
import { held, homeView, panned, planeName, zoomed } from "./view";

const home = 4;

test("what is zoomed at stays where it is seen", () => {
  const view = zoomed(homeView(home), 2, [3, -1], home);
  expect(view.extent).toBe(2);
  // Three quarters to the right of the middle before and after.
  expect((3 - view.x) / view.extent).toBeCloseTo(3 / 4);
  expect((-1 - view.y) / view.extent).toBeCloseTo(-1 / 4);
});

test("zooming in and out again leads back", () => {
  const at = [1, 2] as [number, number];
  const back = zoomed(zoomed(homeView(home), 8, at, home), 1 / 8, at, home);
  expect([back.x, back.y, back.extent]).toEqual([expect.closeTo(0), expect.closeTo(0), expect.closeTo(home)]);
});

test("there is an end to zooming either way, and the place under the cursor stays there too", () => {
  const near = zoomed(homeView(home), 1e9, [1, 1], home);
  expect(near.extent).toBe(home / 400);
  expect((1 - near.x) / near.extent).toBeCloseTo(1 / 4);
  expect(zoomed(homeView(home), 1e-9, [1, 1], home)).toEqual({
    x: expect.closeTo(0),
    y: expect.closeTo(0),
    extent: 2 * home,
  });
});

test("moving ends where all points would be out of sight", () => {
  expect(panned(homeView(home), 1, -2, home)).toEqual({ x: 1, y: -2, extent: home });
  expect(panned(homeView(home), 100, -100, home)).toEqual({ x: home, y: -home, extent: home });
});

test("a part of which nothing would be seen is brought within reach", () => {
  expect(held({ x: 100, y: -100, extent: 0.5 }, home)).toEqual({ x: 7.5, y: -7.5, extent: 0.5 });
  expect(held({ x: 1, y: 1, extent: 1e-9 }, home)).toEqual({ x: 1, y: 1, extent: home / 400 });
});

test("a plane is known by its two dimensions, or by being of components", () => {
  const pairs = [
    [0, 1],
    [1, 0],
    [0, 2],
  ] as const;
  const names = pairs.map((dimensions) => planeName({ components: false, dimensions }));
  const ofComponents = pairs.map((dimensions) => planeName({ components: true, dimensions }));
  expect(new Set(ofComponents).size).toBe(1);
  expect(new Set([...names, ...ofComponents]).size).toBe(4);
});
