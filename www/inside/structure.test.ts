import { expect, test } from "vitest";
import type { Block, Structure } from "../engine/protocol";
import { blockFacts } from "./structure";

const tensor = (name: string, ...shape: number[]) => ({ name, shape });

test("a block's numbers by hand: a convolution with a batch norm, and a dense head", () => {
  const convolution: Block = {
    name: "encoder.convolutions.layers.0",
    layer: {
      kind: "convolution",
      window: { size: 3, stride: 2, padding: 1, height: 8, width: 8, channels: 1 },
    },
    input: { height: 8, width: 8, channels: 1 },
    output: { height: 4, width: 4, channels: 16 },
    parameters: [tensor("weight", 9, 16), tensor("bias", 16)],
    norm: {
      kind: "batch",
      channels: 16,
      groups: null,
      parameters: [tensor("gamma", 16), tensor("beta", 16)],
      statistics: [tensor("mean", 16), tensor("var", 16)],
    },
    activation: "relu",
    multiplyAdds: 16 * 9 * 16,
  };
  const head: Block = {
    name: "encoder.mlp.layers.0",
    layer: { kind: "dense" },
    input: { features: 256 },
    output: { features: 4 },
    parameters: [tensor("weight", 256, 4), tensor("bias", 4)],
    norm: null,
    activation: null,
    multiplyAdds: 1024,
  };
  const structure: Structure = {
    plan: { encoder: [convolution, head], decoder: [], logScale: null },
    parameters: 1220,
    trainingBytes: 0,
  };
  const [first, last] = blockFacts(structure);
  // 9 * 16 weights, and bias, gamma and beta of 16 each; three stages of 256 values.
  expect(first).toMatchObject({ values: 256, parameters: 192, weightBytes: 768, valueBytes: 3072 });
  expect(last).toMatchObject({ values: 4, parameters: 1028, multiplyAdds: 1024, valueBytes: 16 });
  expect(first!.parameters + last!.parameters).toBe(structure.parameters);
});
