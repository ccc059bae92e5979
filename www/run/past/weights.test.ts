import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readHeader, readSafetensors } from "../../data/safetensors";
import { checkpointOf, weightsOf } from "./weights";

test("weights are a checkpoint's model, which is a checkpoint again in the images' first order", () => {
  const checkpoint = new Uint8Array(readFileSync("tests/fixtures/checkpoints/batch.safetensors"));
  const weights = weightsOf(checkpoint);
  expect(weights.length).toBeLessThan(0.5 * checkpoint.length);
  const all = readSafetensors(checkpoint.slice().buffer);
  const again = checkpointOf(weights);
  const read = readSafetensors(again.buffer);
  const model = [...all].filter(([name]) => /^(encoder|decoder)\./.test(name));
  expect(model.length).toBeGreaterThan(4);
  expect(read.size).toBe(model.length + 1);
  for (const [name, tensor] of model) expect(read.get(name)).toEqual(tensor);
  const { bytes, shape } = read.get("batches.order")!;
  const rows = new Uint32Array(bytes.buffer);
  expect([...rows]).toEqual(Array.from({ length: shape[0]! }, (_, row) => row));
  expect(shape).toEqual(all.get("batches.order")!.shape);
  const metadata = (file: Uint8Array<ArrayBuffer>) => readHeader(file.slice().buffer).header["__metadata__"];
  expect(metadata(again)).toEqual(metadata(checkpoint));
});
