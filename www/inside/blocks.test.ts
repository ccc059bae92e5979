import { expect, test } from "vitest";
import { blockMeasures, median } from "./blocks";

const parameter = (name: string, weight: number, gradient: number, change: number) => ({
  name,
  values: 1,
  weight,
  gradient,
  change,
});

test("a block's norms are those of all its parameters together, its norm's too", () => {
  const blocks = blockMeasures({
    parameters: [
      parameter("encoder.mlp.layers.0.weight", 3, 6, 0.3),
      parameter("encoder.mlp.layers.0.bias", 4, 8, 0.4),
      parameter("encoder.mlp.norms.0.Batch.gamma", 12, 0, 1.2),
      parameter("decoder.convolutions.layers.1.weight", 2, 5, 0.01),
      parameter("decoder.log_scale", 1, 1, 1),
    ],
  });
  expect(blocks.map(({ name }) => name)).toEqual(["encoder.mlp.layers.0", "decoder.convolutions.layers.1"]);
  // 3-4-5, then 5-12-13.
  expect(blocks[0]).toMatchObject({ weight: 13, gradient: 10 });
  expect(blocks[0]!.change).toBeCloseTo(1.3, 12);
  expect(blocks[0]!.ratio).toBeCloseTo(0.1, 12);
  expect(blocks[1]!.ratio).toBeCloseTo(0.005, 12);
});

test("a median is the middle one, or between the two in the middle", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([])).toBeNaN();
});
