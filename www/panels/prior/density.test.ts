import { expect, test } from "vitest";
import type { Args } from "../../instrument/protocol";
import { measureDensity, nearestDense, size } from "./density";

test("the nearest dense place is that of the nearest cell where codes are as dense as the prior", () => {
  const logRatio = new Float32Array(size * size).fill(-Infinity);
  expect(nearestDense(logRatio, 4, [0, 0])).toBeNull();
  // The cells in the upper left and the lower right corner.
  logRatio[0] = logRatio[size * size - 1] = 0;
  const half = 4 / size;
  expect(nearestDense(logRatio, 4, [-1, 1])).toEqual([-4 + half, 4 - half]);
  expect(nearestDense(logRatio, 4, [1, -1.5])).toEqual([4 - half, -4 + half]);
});

test("on a plane away from the origin the prior's mean is told, and holes lie in the plane through it", async () => {
  const plane = {
    axes: [Float32Array.of(0, 1, 0), Float32Array.of(0, 0, 1)] as const,
    mean: Float32Array.of(5, 1, 2),
    names: ["PC1", "PC2"] as const,
  };
  let asked: Args<"density"> | null = null;
  const call = async (_: string, args: unknown) => {
    asked = args as Args<"density">;
    const logRatio = new Float32Array(size * size).fill(-1);
    logRatio[0] = 0.5;
    return {
      density: logRatio,
      logRatio,
      bandwidth: 0.2,
      holes: [{ at: [-0.5, -3], prior: 0.1, density: 0.01 }],
    };
  };
  const codes = { values: Float32Array.of(9, 3, 4, 9, 0, 0), dimensions: 3 };
  const { signal } = new AbortController();
  const report = await measureDensity({ call: call as never }, codes, plane, signal);
  expect(asked).toMatchObject({ centre: [-1, -2], extent: 6, size });
  expect([...asked!.points.values]).toEqual([2, 2, -1, -2]);
  const edge = 6 - 6 / size;
  expect(report.holes).toEqual([
    {
      z: Float32Array.of(0, 0.5, -1),
      dense: Float32Array.of(0, 1 - edge, 2 + edge),
      prior: 0.1,
      codes: 0.01,
    },
  ]);
});
