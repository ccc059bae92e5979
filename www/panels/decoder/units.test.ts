import { expect, test } from "vitest";
import type { Block } from "../../engine/protocol";
import { placeOf, shownAs, unitOf } from "./units";

const image = { height: 3, width: 4, channels: 2 };
const block = (layer: Block["layer"], output: Block["output"]): Block => ({
  name: "",
  layer,
  input: { features: 5 },
  output,
  parameters: [
    { name: "weight", shape: [5, 24] },
    { name: "bias", shape: [24] },
  ],
  norm: null,
  activation: null,
  multiplyAdds: 0,
});
const window = { size: 3, stride: 2, padding: 1, ...image };

test("a dense layer's values are units by themselves, though they are shown as maps", () => {
  const dense = block({ kind: "dense" }, image);
  // Row 2, column 3 is the place 6; its second channel is value 13.
  expect(unitOf(dense, 7, { unit: 1, place: 6 })).toEqual({ block: 7, unit: 13, place: 0 });
  expect(shownAs(dense, { unit: 13, place: 0 })).toEqual({ unit: 1, place: 6 });
  expect(placeOf(dense, { unit: 13, place: null })).toBe(" at row 2, column 3");
});

test("a convolution's units are its channels, at a place", () => {
  const transposed = block({ kind: "transposedConvolution", window }, image);
  expect(unitOf(transposed, 7, { unit: 1, place: 6 })).toEqual({ block: 7, unit: 1, place: 6 });
  expect(shownAs(transposed, { unit: 1, place: 6 })).toEqual({ unit: 1, place: 6 });
  expect(placeOf(transposed, { unit: 1, place: 6 })).toBe(" at row 2, column 3");
  expect(placeOf(transposed, { unit: 1, place: null })).toBe("");
});

test("a strip has no places", () => {
  expect(placeOf(block({ kind: "dense" }, { features: 9 }), { unit: 3, place: 0 })).toBe("");
});
