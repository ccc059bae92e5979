import { expect, test } from "vitest";
import { createDataset } from "../../data/dataset";
import { writeSafetensors, type StoredTensor } from "../../data/safetensors";
import { defaults } from "../../engine/limits";
import { createStore } from "../store";
import { readSweep } from "./sweep-file";

const { model, training } = defaults;
const losses = { reconstruction: 20, kl: 3, loss: 23 };
const written = (name: string, beta: number) => ({
  name,
  options: { model, training: { ...training, beta }, seed: 0 },
  epochs: 2,
  step: 8,
  history: [
    [1, 25, 1, 26, 1.5],
    [2, 21, 2, null, null],
  ],
  train: losses,
  test: { ...losses, kl: 4 },
  activeUnits: 2,
  seconds: 3,
});

function tensor(values: Uint8Array | Uint32Array | Float32Array, shape = [values.length]): StoredTensor {
  const dtype = { Uint8Array: "U8", Uint32Array: "U32", Float32Array: "F32" }[values.constructor.name]!;
  return { dtype, shape, bytes: new Uint8Array(values.buffer as ArrayBuffer) };
}

const codes = (at: number): [string, StoredTensor][] => [
  [`${at}.mean`, tensor(Float32Array.of(0, 1, 2, 3), [2, 2])],
  [`${at}.logVariance`, tensor(new Float32Array(4), [2, 2])],
  [`${at}.checkpoint`, tensor(Uint8Array.of(at, 7))],
];
const tensors = () =>
  new Map<string, StoredTensor>([
    [
      "images",
      tensor(
        Uint8Array.from({ length: 12 }, (_, i) => i),
        [3, 2, 2, 1],
      ),
    ],
    ["testRows", tensor(Uint32Array.of(2))],
    ["labels", tensor(Uint32Array.of(0, 1, 1))],
    ["rows", tensor(Uint32Array.of(0, 2))],
    ...codes(0),
    ...codes(1),
  ]);
const about = () => ({
  name: "Mine",
  classNames: ["a", "b"],
  runs: [written("beta 1", 1), written("beta 4", 4)],
});

function file(
  sweep: object = about(),
  stored = tensors(),
  metadata: Record<string, string> = { format: "vae-playground-sweep", version: "1" },
) {
  const bytes = writeSafetensors({ ...metadata, sweep: JSON.stringify(sweep) }, stored);
  return new File([bytes], "mine.sweep.safetensors");
}

test("a sweep's images and runs are read, and checkpoints stay in the file", async () => {
  const { dataset, runs, count, first } = await readSweep(file(), null);
  expect(count).toBe(2);
  expect(dataset.name).toBe("Mine");
  expect(dataset.images.pixels[11]).toBe(Math.fround(11 / 255));
  expect([...dataset.images.testRows!]).toEqual([2]);
  expect([...dataset.images.labels!]).toEqual([0, 1, 1]);
  expect(first.target).toBe(2);
  const store = createStore({ options: defaults, dataset });
  const [, second] = runs(store.state);
  const { moment, results, latents } = second!;
  expect(second!.name).toBe("beta 4");
  expect(results).toEqual({ losses: { ...losses, kl: 4 }, activeUnits: 2, secondsPerEpoch: 1.5 });
  expect([...latents.mean]).toEqual([0, 1, 2, 3]);
  expect(moment.dataset).toBe(dataset);
  expect(moment.options.training.beta).toBe(4);
  expect(moment.record.history.kl).toEqual([
    [1, 2],
    [1, 2],
    [1.5, null],
  ]);
  expect([...new Uint8Array(await moment.checkpoint.arrayBuffer())]).toEqual([1, 7]);
});

test("images that are there stay the ones they are", async () => {
  const { dataset } = await readSweep(file(), null);
  expect((await readSweep(file(), dataset)).dataset).toBe(dataset);
  const others = createDataset({
    name: "Other",
    classNames: [],
    images: { ...dataset.images, testRows: Uint32Array.of(1) },
  });
  expect((await readSweep(file(), others)).dataset).not.toBe(others);
});

const without = (name: string) => new Map([...tensors()].filter(([one]) => one !== name));
const withRuns = (change: object) => ({ ...about(), runs: [{ ...written("one", 1), ...change }] });
const cut = async (end: number) => new File([(await file().arrayBuffer()).slice(0, end)], "cut");
const wrong: [what: string, file: () => File | Promise<File>, said: RegExp][] = [
  ["nothing", () => new File([], "none"), /none can’t be opened: it is cut off or damaged/],
  ["text", () => new File(["some text that is long enough"], "text"), /cut off or damaged/],
  ["a checkpoint", () => file(about(), tensors(), { format: "vae-playground" }), /not the result of a sweep/],
  [
    "another version",
    () => file(about(), tensors(), { format: "vae-playground-sweep", version: "2" }),
    /another version/,
  ],
  ["half a header", () => cut(100), /longer than the file|damaged/],
  ["half its tensors", async () => cut((await file().arrayBuffer()).byteLength - 5), /damaged/],
  ["no images", () => file(about(), without("images")), /damaged/],
  ["no codes", () => file(about(), without("1.mean")), /damaged/],
  ["no runs", () => file({ ...about(), runs: [] }), /damaged/],
  [
    "too many runs",
    () => file({ ...about(), runs: Array.from({ length: 25 }, () => written("one", 1)) }),
    /it has 25 runs, and 24 fit/,
  ],
  ["codes of another size", () => file(withRuns({ options: { model: { latent: 3 } } })), /damaged/],
  ["no losses", () => file(withRuns({ test: null, train: { reconstruction: null, kl: 1 } })), /damaged/],
  ["no settings", () => file(withRuns({ options: null })), /damaged/],
  [
    "rows beyond the images",
    () => file(about(), new Map([...tensors(), ["rows", tensor(Uint32Array.of(0, 9))]])),
    /damaged/,
  ],
  [
    "a tensor beyond the file",
    () => {
      const stored = tensors();
      stored.get("images")!.shape = [2 ** 40, 2, 2, 1];
      return file(about(), stored);
    },
    /damaged/,
  ],
];

test.each(wrong)("refuses %s", async (_, made, said) => {
  await expect(readSweep(await made(), null)).rejects.toThrow(said);
});
