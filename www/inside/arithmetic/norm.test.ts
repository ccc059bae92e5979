import { expect, test } from "vitest";
import type { NormPlan } from "../../engine/protocol";
import { normalised, normOperands } from "./norm";
import type { Tensors } from "./tensors";

const plan = (groups: number | null): NormPlan => ({
  kind: groups === null ? "batch" : "group",
  channels: 4,
  groups,
  parameters: [
    { name: "gamma", shape: [4] },
    { name: "beta", shape: [4] },
  ],
  statistics: [],
});

const tensors: Tensors = {
  weight: new Float32Array(),
  bias: new Float32Array(),
  norm: { gamma: Float32Array.of(1, 1, 2, 1), beta: Float32Array.of(0, 0, 0.5, 0) },
  running: { mean: Float32Array.of(0, 0, 1, 0), variance: Float32Array.of(1, 1, 4, 1) },
};

/** Two places of four channels. */
const layer = Float32Array.of(9, 9, 1, 2, 9, 9, 3, 6);
const size = { height: 1, width: 2, channels: 4 };

test("a batch norm takes the running moments of the channel", () => {
  const operands = normOperands(plan(null), tensors, layer, size, { unit: 2, place: 1 });
  expect(operands).toEqual({ x: 3, mean: 1, variance: 4, gamma: 2, beta: 0.5, group: null });
  // (3 - 1) / 2 * 2 + 0.5, but for the epsilon
  expect(normalised(operands)).toBeCloseTo(2.5, 5);
});

test("a group norm takes the moments of all places of the group's channels", () => {
  const operands = normOperands(plan(2), tensors, layer, size, { unit: 2, place: 1 });
  // Of 1, 2, 3 and 6: mean 3, squares 4 + 1 + 0 + 9.
  expect(operands).toMatchObject({ x: 3, mean: 3, variance: 3.5 });
  expect(operands.group).toEqual({ first: 2, channels: 2, values: 4 });
  expect(normalised(operands)).toBe(0.5);
  const other = normOperands(plan(2), tensors, layer, size, { unit: 3, place: 1 });
  expect(normalised(other)).toBeCloseTo(3 / Math.sqrt(3.5), 5);
});

test("the epsilon keeps a group of equal values from dividing by nothing", () => {
  const operands = normOperands(plan(2), tensors, layer, size, { unit: 0, place: 0 });
  expect(operands.variance).toBe(0);
  expect(normalised({ ...operands, x: 9.01 })).toBeCloseTo(0.01 / Math.sqrt(1e-5), 5);
});
