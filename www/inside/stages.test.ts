import { expect, test } from "vitest";
import type { Block } from "../engine/protocol";
import { mayBeNegative, stageOf } from "./stages";

const block = (norm: boolean, activation: Block["activation"]) =>
  ({ norm: norm ? {} : null, activation }) as Block;

test("where a block lacks a stage, the last one before it is shown", () => {
  expect(stageOf(block(true, "relu"), "activation")).toBe("activation");
  expect(stageOf(block(true, "relu"), "norm")).toBe("norm");
  expect(stageOf(block(true, "relu"), "layer")).toBe("layer");
  expect(stageOf(block(false, "relu"), "norm")).toBe("layer");
  expect(stageOf(block(false, null), "activation")).toBe("layer");
});

test("a ReLU gives nothing below zero; all else may", () => {
  expect(mayBeNegative(block(false, "relu"), "activation")).toBe(false);
  expect(mayBeNegative(block(false, "relu"), "layer")).toBe(true);
  expect(mayBeNegative(block(false, "leakyRelu"), "activation")).toBe(true);
});
