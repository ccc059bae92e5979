import { expect, test } from "vitest";
import { sameModel } from ".";
import { defaults } from "../../engine/limits";
import type { Block, Plan } from "../../engine/protocol";
import { withEncoder } from "./editing";
import { fieldsOf } from "./fields";
import { memory, shapeText, short } from "./nodes";

const { model } = defaults;

test("sizes are written shortly", () => {
  expect([64, 2048, 33_280, 5 * 2 ** 20].map(memory)).toEqual(["64 B", "2 KiB", "33 KiB", "5 MiB"]);
  expect([9999, 12_345, 1_234_567].map(short)).toEqual(["9,999", "12.3 k", "1.23 M"]);
  expect(shapeText({ height: 4, width: 4, channels: 16 })).toBe("4 × 4 × 16");
  expect(shapeText({ features: 4096 })).toBe(
    "4,096".replace(",", shapeText({ features: 1000 })[1] === "," ? "," : ""),
  );
});

test("a decoder that mirrors the encoder goes on to, and one of its own stays", () => {
  expect(withEncoder(model, [64, 128, 32]).decoder).toEqual([32, 128, 64]);
  expect(withEncoder({ ...model, decoder: [10] }, [64, 128, 32]).decoder).toEqual([10]);
});

test("models are the same whatever the order of their members", () => {
  const turned = Object.fromEntries(Object.entries(model).reverse()) as unknown as typeof model;
  expect(sameModel(model, turned)).toBe(true);
  expect(sameModel(model, { ...model, encoder: [64] })).toBe(false);
  const gaussian = (variance: number) => ({ ...model, likelihood: { kind: "gaussian" as const, variance } });
  expect(sameModel(gaussian(0.05), gaussian(0.05))).toBe(true);
  expect(sameModel(gaussian(0.05), gaussian(0.1))).toBe(false);
});

test("each part leads to the setting that says how large it is", () => {
  const blocks = (...kinds: Block["layer"]["kind"][]) => kinds.map((kind) => ({ layer: { kind } }) as Block);
  const plan = (encoder: Block[], decoder: Block[]) => ({ encoder, decoder }) as Plan;
  const latent = { of: "latent" };
  const dense = { ...model, encoder: [64, 128], decoder: [32], channels: [] };
  const [threeDense, twoDense] = [blocks("dense", "dense", "dense"), blocks("dense", "dense")];
  expect(fieldsOf(plan(threeDense, twoDense), dense)).toEqual([
    null,
    { of: "encoder", layer: 0 },
    { of: "encoder", layer: 1 },
    latent,
    latent,
    { of: "decoder", layer: 0 },
    null,
    null,
  ]);
  const encoder = blocks("convolution", "convolution", "dense", "dense");
  const decoder = blocks("dense", "dense", "transposedConvolution", "transposedConvolution");
  const convolutional = { ...model, channels: [16, 32], encoder: [64], decoder: [64] };
  expect(fieldsOf(plan(encoder, decoder), convolutional)).toEqual([
    null,
    { of: "channels", layer: 0 },
    { of: "channels", layer: 1 },
    { of: "encoder", layer: 0 },
    latent,
    latent,
    { of: "decoder", layer: 0 },
    { of: "channels", layer: 1 },
    { of: "channels", layer: 0 },
    null,
    null,
  ]);
});
