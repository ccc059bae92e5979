import { expect, test } from "vitest";
import { createDataset } from "../../data/dataset";
import type { Latents } from "../../run/latents";
import { Naming, nearestName, percentile } from "./naming";

test("a percentile is a value that there is", () => {
  const values = [4, 1, 3, 2];
  expect([0.25, 0.5, 0.51, 1].map((share) => percentile(values, share))).toEqual([1, 2, 3, 4]);
  expect(percentile([], 0.9)).toBe(Infinity);
});

test("of own names the nearest is taken", () => {
  const names = [
    { code: Float32Array.of(0, 0), name: "one" },
    { code: Float32Array.of(3, 4), name: "two" },
  ];
  expect(nearestName(Float32Array.of(3, 3), names)).toEqual({ at: 1, distance: 1 });
  expect(nearestName(Float32Array.of(0, 0), [])).toBeNull();
});

/** Answers as the instrument does, by comparing all with all. */
const instrument = {
  async call(command: string, args: Record<string, never>) {
    const { points, queries, leaveOut, train } = args as never as {
      points: { values: Float32Array };
      queries: { values: Float32Array };
      leaveOut?: boolean;
      train?: { values: Float32Array; labels: Int32Array };
    };
    const nearest = (values: Float32Array, query: number, but = -1) =>
      values.reduce(
        (best, value, at) =>
          at !== but && Math.abs(value - query) < best.distance
            ? { at, distance: Math.abs(value - query) }
            : best,
        { at: -1, distance: Infinity },
      );
    const all = [...queries.values];
    if (command === "neighbours") {
      const found = all.map((query, at) => nearest(points.values, query, leaveOut ? at : -1));
      return { indices: found.map(({ at }) => at), distances: found.map(({ distance }) => distance) };
    }
    const classes = all.map((query) => train!.labels[nearest(train!.values, query).at]!);
    return { classes, confidence: classes.map(() => 1) };
  },
} as never;

const latents: Latents = {
  rows: Uint32Array.of(0, 1, 2, 3),
  mean: Float32Array.of(0, 1, 10, 11),
  logVariance: new Float32Array(4),
  latent: 1,
  step: 1,
};
const images = { pixels: new Float32Array(4), shape: [4, 1, 1, 1] as [number, number, number, number] };

test("what is near training images has their class, and what is far is unknown until a person names it", async () => {
  const labels = Uint8Array.of(0, 0, 1, 1);
  const dataset = createDataset({ name: "Some", images: { ...images, labels }, classNames: ["a", "b"] });
  const naming = new Naming(instrument, "unnamed");
  await naming.teach(latents, dataset, new AbortController().signal);
  const codes = [0.4, 10.5, 5].map((value) => Float32Array.of(value));
  const names = async () => (await naming.say(codes)).map(({ name }) => name);
  expect(await names()).toEqual(["a", "b", null]);
  naming.call(codes[2]!, "c");
  expect(await names()).toEqual(["a", "b", "c"]);
  expect((await naming.say(codes))[2]!.color).toBe(2);
  naming.call(codes[2]!, "");
  expect(await names()).toEqual(["a", "b", null]);
  naming.forget();
  expect(await names()).toEqual([null, null, null]);
});

test("images without labels leave what is like them unnamed", async () => {
  const dataset = createDataset({ name: "Some", images, classNames: [] });
  const naming = new Naming(instrument, "unnamed");
  await naming.teach(latents, dataset, new AbortController().signal);
  const said = await naming.say([Float32Array.of(0), Float32Array.of(99)]);
  expect(said.map(({ name }) => name)).toEqual(["unnamed", null]);
});
