import { expect, test } from "vitest";
import type { State } from "../run/store";
import { cursorOf, markedZ } from "./cursor";

const state = (change: Partial<State>) =>
  ({ z: [], pointed: null, options: { model: { latent: 3 } }, ...change }) as State;

test("a marked vector is as long as the model's, also where it was marked for another one", () => {
  expect(markedZ(state({}))).toBeNull();
  expect(markedZ(state({ z: [1, 2] }))).toEqual(Float32Array.of(1, 2, 0));
  expect(markedZ(state({ z: [1, 2, 3, 4] }))).toEqual(Float32Array.of(1, 2, 3));
});

test("a panel's cursor follows another one's pointer, else it is on the marked place", () => {
  const pointed = { panel: "manifold", z: Float32Array.of(5, 6, 7) };
  const z = [1, 2, 3];
  expect(cursorOf(state({ z, pointed }), "latent")).toBe(pointed.z);
  expect(cursorOf(state({ z, pointed }), "manifold")).toEqual(Float32Array.of(1, 2, 3));
  // Of the model before a reset.
  const old = { panel: "manifold", z: Float32Array.of(5) };
  expect(cursorOf(state({ z, pointed: old }), "latent")).toEqual(Float32Array.of(1, 2, 3));
});
