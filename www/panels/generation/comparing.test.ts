import { expect, test, vi } from "vitest";
import { createDataset } from "../../data/dataset";
import { defaults } from "../../engine/limits";
import type { Vae } from "../../engine/vae";
import type { InstrumentClient } from "../../instrument/client";
import type { Comparison, Mixture, PointSet } from "../../instrument/protocol";
import { createStore } from "../../run/store";
import { comparable, compare, split } from "./comparing";
import { prior } from "../../instrument/prior";

/** 1 x 1 images, each with its row as its value. */
function numbered(count: number, tests: number) {
  const pixels = Float32Array.from({ length: count }, (_, row) => row);
  const testRows = Uint32Array.from({ length: tests }, (_, i) => count - tests + i);
  const shape: [number, number, number, number] = [count, 1, 1, 1];
  return createDataset({ name: "Rows", images: { pixels, shape, testRows }, classNames: [] });
}

const drawnValue = -1;

function setUp(mixture: Mixture | null, tests = 600) {
  vi.stubGlobal("requestAnimationFrame", () => 1);
  const options = { model: { ...defaults.model, latent: 1 }, training: defaults.training, seed: 1 };
  const nothing = new Float32Array();
  const latents = { rows: new Uint32Array(), latent: 1, mean: nothing, logVariance: nothing, step: 3 };
  const fitted = mixture && {
    mixture,
    logLikelihood: 0,
    bic: 0,
    iterations: 1,
    converged: true,
    latents,
    step: 3,
  };
  const store = createStore({ options, dataset: numbered(2000, tests), mixture: fitted, step: 5 });
  const compared: { a: PointSet; b: PointSet }[] = [];
  const commands = {
    aggregate: ({ mixture }: { mixture: Mixture }) => mixture,
    sampleMixture: ({ count }: { count: number }) => ({ values: new Float32Array(count).fill(drawnValue) }),
    features: ({ pixels }: { pixels: Float32Array }) => ({ values: pixels, dimensions: 1 }),
    compare(args: { a: PointSet; b: PointSet }) {
      compared.push(args);
      return { number: compared.length } as unknown as Comparison;
    },
  };
  const call = async (command: keyof typeof commands, args: never) => commands[command](args);
  const parts: number[] = [];
  const vae = {
    options,
    async decode(z: Float32Array) {
      parts.push(z.length);
      return z;
    },
    async reconstruct(rows: Uint32Array) {
      store.set({ step: store.state.step + 1 });
      return Float32Array.from(rows, (row) => row + 0.5);
    },
  } as unknown as Vae;
  return { store, vae, compared, parts, instrument: { call } as unknown as InstrumentClient };
}

const values = ({ values }: PointSet) => [...values].sort((one, other) => one - other);

test("each set has as many images, the floor's were not trained on, and the last step is told", async () => {
  const { store, vae, compared, parts, instrument } = setUp(prior(1));
  const done: number[] = [];
  const { signal } = new AbortController();
  const options = { most: 500, seed: 1, signal, onProgress: (share: number) => void done.push(share) };
  const result = await compare(vae, store.state, instrument, options);
  expect(result).toMatchObject({ images: 500, mixtureStep: 3, floor: "test", steps: [5, 7] });
  expect(Object.keys(result.sets).sort()).toEqual(["floor", "mixture", "prior", "reconstructions"]);
  expect(parts).toEqual([256, 244, 256, 244]);
  for (const { a, b } of compared) expect([a.values.length, b.values.length]).toEqual([500, 500]);
  expect(Math.max(...compared[0]!.a.values)).toBeLessThan(1400);
  const [ofPrior, , reconstructions, floor] = compared.map(({ b }) => values(b));
  expect(new Set(ofPrior)).toEqual(new Set([drawnValue]));
  expect(floor![0]).toBeGreaterThanOrEqual(1400);
  expect(reconstructions).toEqual(floor!.map((value) => value + 0.5));
  expect(done).toEqual([...done].sort((one, other) => one - other));
  expect(done.at(-1)).toBe(1);
});

test("without test images, training images are compared with others of them", () => {
  const { images } = numbered(101, 0);
  expect(comparable(images)).toBe(50);
  const { count, training, floor, kind } = split(images, 1000, 3);
  expect([count, kind]).toEqual([50, "training"]);
  expect(new Set([...training, ...floor]).size).toBe(100);
});

test("one that is ended asks nothing more, and one without a mixture leaves it out", async () => {
  const { store, vae, compared, instrument } = setUp(null);
  const ended = new AbortController();
  const options = { most: 20, seed: 1, signal: ended.signal, onProgress: () => {} };
  const { sets, mixtureStep } = await compare(vae, store.state, instrument, options);
  expect([Object.keys(sets).length, mixtureStep]).toEqual([3, null]);
  compared.length = 0;
  const onProgress = (done: number) => done > 0.6 && ended.abort(new Error("Enough."));
  await expect(compare(vae, store.state, instrument, { ...options, onProgress })).rejects.toThrow("Enough.");
  expect(compared.length).toBeLessThan(3);
});
