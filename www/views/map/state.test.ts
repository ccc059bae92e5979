import { expect, test } from "vitest";
import { dimensionPlane } from "../../plane/projection";
import { toX, toY } from "../axes";
import type { Cell } from "./painter";
import { MapState } from "./state";

const size = { width: 442, height: 442 };
const rows = Uint32Array.of(0, 1, 2, 3);
const means = Float32Array.of(1, 1, -1, 2, 2, -2, 0, 0);

function shown(change = {}): MapState {
  const state = new MapState(Uint8Array.of(0, 1, 0, 1), () => size);
  state.update({ ...state.data, rows, means, labels: [0, 1, 2, 0], classNames: ["a", "b", "c"], ...change });
  return state;
}

test("the point at a pixel is found where it is drawn, near and far", () => {
  const state = shown();
  for (const view of [null, { x: 0.8, y: 1.1, extent: 0.5 }]) {
    state.view = view;
    const [{ plot }] = state.cells() as [Cell];
    const { point, place } = state.near(toX(plot, 1), toY(plot, 1) + 3, 12);
    expect(state.points.rows[point!]).toBe(0);
    expect(place).toEqual([expect.closeTo(1), expect.closeTo(1, 0)]);
  }
  expect(state.near(0, 0, 12)).toEqual({ point: null, place: null });
});

test("side by side each plot has its own images, at the same places", () => {
  const state = shown();
  state.split = "apart";
  const [train, test] = state.cells() as [Cell, Cell];
  expect(test.plot.left - train.plot.left).toBe(size.width / 2);
  const at = (plot: typeof train.plot) => [toX(plot, -1), toY(plot, 2), 12] as const;
  expect(state.near(...at(test.plot)).point).toBe(state.pointOf(1));
  expect(state.near(...at(train.plot)).point).toBeNull();
});

test("muted classes are not found, and what is told anew glides only where it is the same images", () => {
  const state = shown();
  state.emphasis = { muted: new Set([0]), highlighted: null };
  expect([0, 1, 2, 3].map((row) => state.shown()(state.pointOf(row)))).toEqual([false, true, true, false]);
  const again = { ...state.data, rows: rows.slice(), means: means.map((value) => value + 0.1) };
  expect(state.update(again)).toEqual({ others: false, moved: true, glides: true });
  const turned = { ...again, projection: dimensionPlane(2, [1, 0]) };
  expect(state.update(turned)).toEqual({ others: false, moved: true, glides: false });
  expect(state.update({ ...turned, rows: rows.subarray(0, 2), means: null }).others).toBe(true);
  expect(state.pointOf(3)).toBe(-1);
});
