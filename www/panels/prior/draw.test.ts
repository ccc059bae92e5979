import { expect, test } from "vitest";
import type { Args } from "../../instrument/protocol";
import { drawCodes, drawPrior } from "./draw";

const { signal } = new AbortController();

/** Draws the seed, everywhere. */
const call = async (_: string, args: unknown) => {
  const { count, seed, mixture } = args as Args<"sampleMixture">;
  if (count > 65_536) throw new Error("too many");
  const values = new Float32Array(count * mixture.dimensions).fill(seed);
  return { values, components: new Int32Array(count) };
};
const instrument = { call: call as never };

test("a code is its image's mean and, times a draw, its standard deviation", async () => {
  const codes = {
    rows: Uint32Array.of(3, 4),
    points: { values: Float32Array.of(1, 2, 3, 4), dimensions: 2 },
    logVariance: Float32Array.from([1, 4, 9, 16], Math.log),
  };
  const { values, dimensions } = await drawCodes(instrument, codes, 10, signal);
  expect(dimensions).toBe(2);
  expect([...values].map((value) => Math.round(value * 1e4) / 1e4)).toEqual([11, 22, 33, 44]);
});

test("more than the instrument draws at a time come in parts of different seeds", async () => {
  const { values } = await drawPrior(instrument, { count: 65_537, dimensions: 2, seed: 5 }, signal);
  expect([values.length, values[0], values[131_071], values[131_072], values[131_073]]).toEqual([
    131_074, 5, 5, 6, 6,
  ]);
});
