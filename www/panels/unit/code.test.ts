import { expect, test } from "vitest";
import type { Block, LayerKind, Size } from "../../engine/protocol";
import { normalised } from "../../inside/arithmetic/norm";
import type { OpenedValue } from "../../inside/arithmetic/value";
import { activationCode, layerCode, normCode, normExpression } from "./code";

const window = { size: 3, stride: 2, padding: 1, height: 7, width: 8, channels: 2 };
const block = (layer: LayerKind, input: Size, output: Size, outputs: number): Block => ({
  name: "",
  layer,
  input,
  output,
  parameters: [
    { name: "", shape: [] },
    { name: "", shape: [outputs] },
  ],
  norm: {
    kind: "group",
    channels: 6,
    groups: 3,
    parameters: [
      { name: "", shape: [] },
      { name: "", shape: [] },
    ],
    statistics: [],
  },
  activation: "leakyRelu",
  multiplyAdds: 0,
});
const products = {
  at: new Int32Array(),
  inputs: new Float32Array(),
  weights: new Float32Array(),
  bias: 0.25,
};
const opened: OpenedValue = {
  products,
  layer: { shown: 1.5, recomputed: 1.5 },
  norm: null,
  activation: null,
};

test("a dense layer takes a map in the order of this model's values", () => {
  const map: Size = { height: 2, width: 2, channels: 3 };
  const code = layerCode(
    block({ kind: "dense" }, map, { features: 4 }, 4),
    { unit: 3, place: 0 },
    opened,
    products,
  );
  expect(code).toBe(
    `layer = nn.Linear(12, 4)
x = x.permute(0, 2, 3, 1).flatten(1)
layer(x)[0, 3]  # 1.5
(x[0] * layer.weight[3]).sum() + layer.bias[3]  # 1.25 + 0.25`,
  );
});

test("a convolution's window is cut out of the padded image", () => {
  const of = block({ kind: "convolution", window }, window, { height: 4, width: 4, channels: 6 }, 6);
  expect(layerCode(of, { unit: 5, place: 6 }, opened, products)).toBe(
    `layer = nn.Conv2d(2, 6, 3, stride=2, padding=1)
layer(x)[0, 5, 1, 2]  # 1.5
window = F.pad(x, (1, 1, 1, 1))[0, :, 2:5, 4:7]
(window * layer.weight[5]).sum() + layer.bias[5]  # 1.25 + 0.25`,
  );
});

test("a transposed convolution says what is missing to its output's size", () => {
  const of = block(
    { kind: "transposedConvolution", window },
    { height: 4, width: 4, channels: 6 },
    window,
    2,
  );
  // (4 - 1) * 2 - 2 + 3 is 7.
  expect(layerCode(of, { unit: 1, place: 9 }, opened, products)).toContain(
    "nn.ConvTranspose2d(6, 2, 3, stride=2, padding=1, output_padding=(0, 1))\nlayer(x)[0, 1, 1, 1]  # 1.5",
  );
});

test("a norm's line is the arithmetic itself", () => {
  const operands = {
    x: -1.5,
    mean: 0.25,
    variance: 4,
    gamma: 2,
    beta: -1,
    group: { first: 2, channels: 2, values: 8 },
  };
  // Both languages read it alike.
  const computed = new Function(`return ${normExpression(operands)}`)() as number;
  expect(computed).toBe(normalised(operands));
  const of = block({ kind: "convolution", window }, window, { height: 4, width: 4, channels: 6 }, 6);
  expect(normCode(of, operands, -2.75)).toContain(
    "norm = nn.GroupNorm(3, 6, eps=0.00001)\ngroup = x[0, 2:4]",
  );
  expect(activationCode(of, -2, -0.02)).toBe("F.leaky_relu(torch.tensor(-2), 0.01)  # -0.02");
});
