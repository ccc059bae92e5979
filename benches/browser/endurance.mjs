// Trains the page's own model for long, and says what has grown.
import { takeHoldings } from "./probe.mjs";

/** @typedef {import("./probe.mjs").Holdings & { step: number, msPerStep: number }} Sample */

/** Steps after which all has its size: wasm memory on WebGPU in some 900, what panels measure of a step before that. */
export const warmup = 1000;

/**
 * How much more a sample may show than one before it, whatever the number of steps between them. The GPU's memory
 * pool moves by some buffers, for the last batch of an epoch is smaller and the number of steps between two reads
 * varies. Heaps grow by what the browser compiles and caches for code that it runs for the first time, or for long.
 */
export const bounds = {
  wasmBytes: 0,
  buffers: 20,
  bufferBytes: 200_000,
  pipelines: 8,
  bindGroups: 8,
  pageHeap: 500_000,
  workerHeap: 500_000,
};

/**
 * Puts the page on a device, and waits until it shows the model there.
 * @param {import("@playwright/test").Page} page
 * @param {"cpu" | "webgpu"} kind
 */
export async function takeDevice(page, kind) {
  const label = kind === "cpu" ? "CPU" : "WebGPU";
  await page.locator(".choices").getByText(label, { exact: true }).click();
  const run = page.getByRole("region", { name: "Run" });
  await run.getByRole("button", { name: "Apply and reset" }).click();
  await page.waitForFunction((kind) => window.vaePlayground.state.device?.kind === kind, kind);
  // Where the large panels are, which are asked only while they are on screen.
  await page.evaluate(() => scrollTo(0, 0));
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50))));
  await page.waitForFunction(() => {
    const { settled, test } = window.vaePlayground.state;
    return settled && test !== null;
  });
}

/**
 * @param {import("@playwright/test").Page} page
 * @param {number} steps
 */
function train(page, steps) {
  return page.evaluate(async (steps) => {
    const { vae, state } = window.vaePlayground;
    if (!vae) throw new Error("there is no model");
    const began = performance.now();
    for await (const _ of vae.train({ epochs: (steps - 1) / vae.stepsPerEpoch }));
    const msPerStep = (performance.now() - began) / (steps - 1);
    // The last one as a person takes it: the views ask the model for all they show, and paint it.
    await window.vaePlayground.step();
    if (state.problem) throw new Error(state.problem.message);
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return { step: state.step, msPerStep };
  }, steps);
}

/**
 * Takes `steps` steps in `rounds` chunks, with a sample after each.
 * @param {import("@playwright/test").Page} page
 * @param {{ steps: number, rounds: number, onSample?: (sample: Sample) => void }} plan
 */
export async function endure(page, { steps, rounds, onSample }) {
  /** @type {Sample[]} */
  const samples = [];
  for (let round = 0; round < rounds; round++) {
    const sample = { ...(await train(page, Math.round(steps / rounds))), ...(await takeHoldings(page)) };
    samples.push(sample);
    onSample?.(sample);
  }
  return samples;
}

/**
 * What all of the later half of the samples hold over the first one, its bound, and the largest rise between two
 * samples, in words: what is held once is the pool's or the browser's way of working, and wasm memory rises once, and
 * stays, when much happens to be alive together. A leak is in every later sample, and goes on.
 * @param {Sample[]} samples
 */
export function growth(samples) {
  const [first, ...rest] = samples;
  if (!first || rest.length < 2) throw new Error("there is too little to compare");
  const later = rest.slice(Math.floor(rest.length / 2));
  const names = /** @type {(keyof typeof bounds)[]} */ (Object.keys(bounds));
  return names.flatMap((name) => {
    const least = Math.min(...later.map((sample) => sample[name]));
    const rises = rest.map((sample, i) => sample[name] - samples[i][name]);
    const excess = least - first[name] - Math.max(0, ...rises);
    return excess <= bounds[name]
      ? []
      : [`${name} grew from ${first[name]} to ${least}, by over ${bounds[name]}`];
  });
}
