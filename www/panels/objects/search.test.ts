import { expect, test } from "vitest";
import { unpack } from "./search";

test("each object has its own box, code, image and part of the mask", () => {
  const region = (left: number, top: number) => ({ left, top, width: 2, height: 2 });
  const object = (left: number, top: number, score: number) => ({
    box: region(left, top),
    window: region(0, 0),
    score,
    gain: score,
    kl: 0,
  });
  const scene = {
    name: "",
    pixels: new Float32Array(12),
    shape: [3, 4, 1] as const,
    display: "ink" as const,
    seconds: null,
  };
  const found = unpack(
    {
      objects: [object(0, 0, 9), object(1, 1, 5)],
      mean: Float32Array.of(1, 2, 3, 4),
      logVariance: new Float32Array(4),
      images: Float32Array.of(0.1, 0.2),
      labels: Uint8Array.of(1, 1, 0, 0, 1, 2, 2, 0, 0, 2, 0, 0),
      presence: Float32Array.of(1, 0.5, 0, 0, 1, 0.25, 1, 0, 0, 1, 0.5, 0),
    },
    scene,
  );
  expect(found).toHaveLength(2);
  expect(found[1]).toMatchObject({ box: { x: 1, y: 1, width: 2, height: 2 }, score: 5 });
  expect([...found[1]!.latent]).toEqual([3, 4]);
  expect(found[1]!.image[0]).toBeCloseTo(0.2);
  expect([...found[0]!.mask.values]).toEqual([1, 0.5, 1, 0]);
  expect([...found[1]!.mask.values]).toEqual([0.25, 1, 1, 0]);
});
