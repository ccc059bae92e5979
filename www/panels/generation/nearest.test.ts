import { expect, test, vi } from "vitest";
import { createDataset } from "../../data/dataset";
import type { InstrumentClient } from "../../instrument/client";
import type { Args } from "../../instrument/protocol";
import { createTrainingImages } from "./nearest";

/** By all distances. */
function neighbours({ points, queries, k }: Args<"neighbours">) {
  const { dimensions, values } = points;
  const found = Array.from({ length: queries.values.length / dimensions }, (_, q) =>
    Array.from({ length: values.length / dimensions }, (_, p) => ({
      index: p,
      distance: Math.hypot(
        ...Array.from(
          { length: dimensions },
          (_, d) => values[p * dimensions + d]! - queries.values[q * dimensions + d]!,
        ),
      ),
    }))
      .sort((one, other) => one.distance - other.distance)
      .slice(0, k),
  ).flat();
  return {
    indices: Uint32Array.from(found, ({ index }) => index),
    distances: Float32Array.from(found, ({ distance }) => distance),
  };
}

function setUp(pixels: number[], testRows: number[]) {
  const dataset = createDataset({
    name: "Line",
    images: {
      pixels: Float32Array.from(pixels),
      shape: [pixels.length / 2, 1, 2, 1],
      testRows: Uint32Array.from(testRows),
    },
    classNames: [],
  });
  const call = vi.fn<(command: string, args: Args<"neighbours">) => Promise<unknown>>(async (_, args) =>
    neighbours(args),
  );
  return createTrainingImages(dataset, { call } as unknown as InstrumentClient);
}

test("the nearest training image is found by pixels, and no test image", async () => {
  const images = setUp([0, 0, 0.5, 0.5, 1, 1, 0.9, 0.9], [2]);
  expect([images.searched, images.all]).toEqual([3, 3]);
  const { rows, distances } = await images.nearest(Float32Array.of(1, 1, 0.3, 0.4), {});
  expect([...rows]).toEqual([3, 1]);
  expect(distances[0]).toBeCloseTo(Math.hypot(0.1, 0.1), 6);
  expect(distances[1]).toBeCloseTo(Math.hypot(0.2, 0.1), 6);
});

test("training images are measured to the nearest other one, equal ones too", async () => {
  // Along a line: 0, 0, 0.1, 0.3, 0.6 have 0, 0, 0.1, 0.2, 0.3 to the nearest other.
  const images = setUp([0, 0, 0, 0, 0.1, 0, 0.3, 0, 0.6, 0], []);
  const { count, median, closest } = await images.typical({});
  expect(count).toBe(5);
  expect(median).toBeCloseTo(0.1, 6);
  expect(closest).toBe(0);
});
