import type { ModelOptions } from "../../www/engine/protocol";
import { expect, test, type PlaygroundPage } from "./playground";

/** A new model with such layers, on the CPU. */
async function reset({ page }: PlaygroundPage, change: Partial<ModelOptions>): Promise<void> {
  await page.evaluate(async (change) => {
    const { session, state } = window.vaePlayground;
    const { model } = state.options;
    await session.reset("cpu", { ...state.options, model: { ...model, ...change } });
  }, change);
}

test("while training, weights and values are of one moment: each sum follows from what is shown", async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open();
  await reset(playground, { encoder: [32], decoder: [32] });
  await playground.settled();
  await playground.workspace("Encoder");
  await playground.look("encoder-layers");
  const seen = await page.evaluate(async () => {
    const { session, state, store } = window.vaePlayground;
    const part = store.part();
    // A unit of the second block: its weights are read beside the first block's, which the layers show. So small a model is
    // trained to the usual target before twenty traces are drawn.
    store.set({ insideUnit: { block: 1, unit: 0, place: 0 }, target: 1e5 });
    const found: { step: number; off: number; moved: number }[] = [];
    let before: Float32Array | null = null;
    await new Promise<void>((resolve) => {
      part.listen((changed) => {
        const { traced, phase } = state;
        if (!changed.has("traced") || !traced || phase !== "training" || traced.tensors.size < 2) return;
        const layer = (block: number | null, kind: string) => {
          const { offset, values } = traced.trace.parts.find((p) => p.block === block && p.kind === kind)!;
          return traced.trace.values.subarray(offset, offset + values);
        };
        let off = 0;
        for (const [block, input] of [traced.pixels, layer(0, "activation")].entries()) {
          const { values } = traced.tensors.get(block)!;
          const output = layer(block, "layer");
          output.forEach((shown, unit) => {
            let sum = values[input.length * output.length + unit]!;
            input.forEach((x, i) => (sum += x * values[i * output.length + unit]!));
            off = Math.max(off, Math.abs(sum - shown));
          });
        }
        const { values } = traced.tensors.get(0)!;
        const moved = before ? Math.max(...values.map((value, i) => Math.abs(value - before![i]!))) : 0;
        before = values;
        found.push({ step: traced.step, off, moved });
        if (found.length === 20) resolve();
      });
      session.trainOn();
    });
    part.destroy();
    await session.pause();
    return found;
  });
  for (const { step, off } of seen) expect(off, `at step ${step}`).toBeLessThan(1e-5);
  // Weights of another step would not have given these sums.
  expect(Math.max(...seen.map(({ moved }) => moved))).toBeGreaterThan(1e-3);
  expect(new Set(seen.map(({ step }) => step)).size).toBe(20);
});

test("what is not on screen is neither asked for nor drawn", async ({ playground }) => {
  const { page } = playground;
  await playground.open();
  await playground.workspace("Encoder");
  await playground.look("encoder-layers");
  const traces = (scroll: number) =>
    page.evaluate(async (scroll) => {
      const { session, store } = window.vaePlayground;
      window.scrollTo(0, scroll);
      session.trainOn();
      await new Promise((resolve) => setTimeout(resolve, 500));
      const part = store.part();
      let count = 0;
      part.listen((changed) => changed.has("traced") && (count += 1));
      await new Promise((resolve) => setTimeout(resolve, 1500));
      part.destroy();
      await session.pause();
      return count;
    }, scroll);
  const top = await page.evaluate(() => window.scrollY);
  expect(await traces(top)).toBeGreaterThan(0);
  // In the same workspace, with none on screen that shows a trace.
  await page.setViewportSize({ width: 1280, height: 400 });
  await playground.look("structure");
  const structure = await page
    .locator('[data-view="structure"]')
    .evaluate((card) => window.scrollY + card.getBoundingClientRect().top);
  expect(await traces(structure + 60)).toBe(0);
  await page.evaluate(() => (location.hash = "train"));
  expect(await traces(0)).toBe(0);
});

/** Nearly all of the time goes into the model's making. */
const wide = { channels: [16, 32, 64, 256], encoder: [16], decoder: [16] };

test("a model of 256 maps scrolls by: only maps on screen are drawn, and each once", async ({
  playground,
}) => {
  const { page } = playground;
  await page.setViewportSize({ width: 390, height: 700 });
  await playground.open();
  await page.evaluate(async () => {
    const pixels = Float32Array.from({ length: 40 * 64 * 64 * 3 }, (_, i) => (i * 0.618034) % 1);
    await window.vaePlayground.setData({ pixels, shape: [40, 64, 64, 3] }, { name: "Noise" });
  });
  await reset(playground, wide);
  await page.waitForFunction(() => window.vaePlayground.state.settled);
  await page.evaluate(() => (location.hash = "encoder"));
  const card = page.getByRole("figure", { name: "Encoder layers" });
  await card.scrollIntoViewIfNeeded();
  const layer = card.getByRole("region", { name: "4 · Convolution, 256 maps of 4 × 4, ReLU" });
  await layer.scrollIntoViewIfNeeded();
  await layer.getByRole("button", { name: "Show all 256" }).click();
  const stage = layer.getByRole("application").first();
  await expect.poll(async () => (await stage.boundingBox())!.height).toBeGreaterThan(2000);

  const counts = await stage.evaluate(async (stage) => {
    const { store, state } = window.vaePlayground;
    const { drawImage } = CanvasRenderingContext2D.prototype;
    let drawn = 0;
    CanvasRenderingContext2D.prototype.drawImage = function (
      this: CanvasRenderingContext2D,
      ...args: unknown[]
    ) {
      if (stage.contains(this.canvas)) drawn += 1;
      (drawImage as (...args: unknown[]) => void).apply(this, args);
    } as typeof drawImage;
    const frames = (count: number) =>
      new Promise<void>((resolve) => {
        const next = () => (count-- > 0 ? requestAnimationFrame(next) : resolve());
        next();
      });
    /** Maps drawn by something. */
    const during = async (work: () => void | Promise<void>) => {
      drawn = 0;
      await work();
      await frames(6);
      return drawn;
    };
    const top = window.scrollY + stage.getBoundingClientRect().top;
    window.scrollTo(0, top);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const scrolling = async () => {
      for (let y = 0; y < 2000; y += 100) {
        window.scrollTo(0, top + y);
        await frames(2);
      }
    };
    const atRest = await during(scrolling);
    window.scrollTo(0, top);
    await frames(6);
    // As another step of training brings it.
    const traced = () => store.set({ traced: { ...state.traced! } });
    const anew = await during(traced);
    const back = await during(() => {
      traced();
      return scrolling();
    });
    CanvasRenderingContext2D.prototype.drawImage = drawImage;
    return { atRest, anew, back };
  });
  // All have been drawn while nothing moved.
  expect(counts.atRest).toBe(0);
  // Six in a row of 60 pixels: at most 14 rows of 700 pixels and what is ahead of them, and the rests of two pages.
  expect(counts.anew).toBeGreaterThan(0);
  expect(counts.anew).toBeLessThan(6 * (14 + 2 * 5));
  expect(counts.back).toBeGreaterThan(counts.anew);
  expect(counts.back).toBeLessThanOrEqual(256);
});
