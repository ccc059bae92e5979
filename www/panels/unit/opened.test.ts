import { expect, test } from "vitest";
import type { Block, LayerKind, Size, Window } from "../../engine/protocol";
import { sizeOf } from "../../inside/reading";
import { placed, stated } from "./opened";

const block = (layer: LayerKind, output: Size): Block => ({
  name: "",
  layer,
  input: { features: 3 },
  output,
  parameters: [
    { name: "", shape: [] },
    { name: "", shape: [] },
  ],
  norm: null,
  activation: null,
  multiplyAdds: 0,
});
const map: Size = { height: 4, width: 5, channels: 3 };
const window: Window = { size: 3, stride: 2, padding: 1, ...map };

test("a dense layer's values are units of their own, and have a channel and a place where they make a map", () => {
  const dense = block({ kind: "dense" }, map);
  const unit = { block: 2, unit: 7 * 3 + 2, place: 0 };
  expect(placed(unit, sizeOf(dense))).toEqual({ block: 2, unit: 2, place: 7 });
  expect(stated(placed(unit, sizeOf(dense)), dense)).toEqual(unit);
});

test("those of a convolution and of a vector are as they are", () => {
  const convolution = block({ kind: "convolution", window }, map);
  const value = { block: 0, unit: 2, place: 7 };
  expect(placed(value, sizeOf(convolution))).toEqual(value);
  expect(stated(value, convolution)).toEqual(value);
  const vector = block({ kind: "dense" }, { features: 9 });
  const entry = { block: 1, unit: 8, place: 0 };
  expect(placed(entry, sizeOf(vector))).toEqual(entry);
  expect(stated(entry, vector)).toEqual(entry);
});
