import type { Page } from "@playwright/test";
import { expect, PlaygroundPage, test } from "./playground";

const cardOf = (page: Page) => page.getByRole("figure", { name: "A step in slow motion" });
const record = (page: Page) => cardOf(page).getByRole("button", { name: /^Record/ });

/** The panel is on screen, and a step of it is recorded. */
async function recordStep(playground: PlaygroundPage): Promise<void> {
  const { page } = playground;
  await playground.look("slow-motion");
  await record(page).click();
  await expect(cardOf(page).getByText("1 of 13: Pick the batch")).toBeVisible();
  await playground.settled();
}

const go = (page: Page, stage: string) =>
  cardOf(page).getByRole("button", { name: stage, exact: true }).click();

/** A number as the page writes it. */
const read = (written: string | null) => Number(written!.replaceAll("−", "-"));

/** A table's cells by the name of its row. */
const rowsOf = (page: Page, caption: string) =>
  cardOf(page)
    .locator("table")
    .filter({ has: page.locator("caption", { hasText: new RegExp(`^${caption}$`) }) })
    .locator("tbody tr")
    .evaluateAll((rows) =>
      rows.map((row) => [...row.children].map(({ textContent }) => textContent!.replaceAll("−", "-"))),
    );

test("recording takes the step that Step takes, and shows the losses of that step", async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open();
  const before = await playground.fact("step");
  await recordStep(playground);
  expect(await playground.fact("step")).toBe(before + 1);

  const measured = await page.evaluate(() => {
    const { measures, trained } = window.vaePlayground.state.recorded!.record;
    return { reconstruction: measures.reconstruction, kl: measures.kl, losses: trained.losses };
  });
  await go(page, "Measure");
  for (const term of ["reconstruction", "kl"] as const) {
    const shown = read(await cardOf(page).locator(`[data-recorded="${term}"]`).textContent());
    expect(shown / measured[term]).toBeCloseTo(1, 4);
    expect(measured.losses[term] / measured[term]).toBeCloseTo(1, 5);
  }

  const twin = new PlaygroundPage(await page.context().newPage());
  await twin.open();
  await twin.page.getByRole("button", { name: "Step", exact: true }).click();
  await expect.poll(() => twin.fact("step")).toBe(before + 1);
  await twin.settled();
  const after = ({ page }: PlaygroundPage) =>
    page.evaluate(() => {
      const { train, test, history, epoch } = window.vaePlayground.state;
      return { train, test, history, epoch };
    });
  const [recorded, stepped] = [await after(playground), await after(twin)];
  expect(recorded).toEqual(stepped);
  expect(recorded.test!.loss).toBeGreaterThan(10);
  // And the step after it, so that the optimiser and the noise are where they would have been.
  for (const one of [playground, twin]) {
    await one.page.getByRole("button", { name: "Step", exact: true }).click();
    await expect.poll(() => one.fact("step")).toBe(before + 2);
    await one.settled();
  }
  expect(await after(playground)).toEqual(await after(twin));
  await twin.page.close();
});

test("each stage's numbers follow from one another", async ({ playground }) => {
  const { page } = playground;
  await playground.open();
  await playground.trainTo(3);
  await recordStep(playground);
  const { latent, size, beta } = await page.evaluate(() => {
    const { options, record } = window.vaePlayground.state.recorded!;
    return { latent: options.model.latent, ...record.measures };
  });
  // By hand, from what is written; rounding to five digits is all that there may be between.
  const near = (found: number, wanted: number, terms: number[]) =>
    expect(Math.abs(found - wanted)).toBeLessThanOrEqual(
      2e-4 * Math.max(...terms.map(Math.abs), Math.abs(found)),
    );

  await go(page, "Draw z");
  const drawn = (await rowsOf(page, "Draw z")).map((row) => row.slice(1).map(Number));
  expect(drawn).toHaveLength(latent);
  for (const [mean, sigma, noise, z, engine] of drawn as [number, number, number, number, number][]) {
    near(z, mean + sigma * noise, [mean, sigma * noise]);
    near(engine, z, [z]);
    expect(noise).not.toBe(0);
  }

  await go(page, "Measure");
  const sums = await rowsOf(page, "Sums over pixels and dimensions");
  expect(sums.map(([name]) => name)).toEqual(["Reconstruction", "KL"]);
  for (const [, here, engine] of sums) near(Number(here), Number(engine), []);
  const losses = (await rowsOf(page, "Loss, nats an image")).map((row) => row.slice(1).map(Number));
  for (const [reconstruction, kl, loss] of losses as [number, number, number][])
    near(loss, reconstruction + beta * kl, [reconstruction]);

  await go(page, "Two pulls");
  const from = (await rowsOf(page, "What they follow from")).map((row) => row.slice(1).map(Number));
  const [byMean, byLogVariance] = await Promise.all(
    ["∂L/∂μ", "∂L/∂log σ²"].map(async (name) =>
      (await rowsOf(page, name)).map((row) => row.slice(1).map(Number)),
    ),
  );
  expect(from).toHaveLength(latent);
  from.forEach((row, i) => {
    const [byZ, mean, sigma, noise] = row as [number, number, number, number];
    const parts = [
      [byMean![i]!, byZ, (beta * mean) / size],
      [byLogVariance![i]!, (byZ * noise * sigma) / 2, (beta * (sigma ** 2 - 1)) / (2 * size)],
    ] as const;
    for (const [written, reconstruction, prior] of parts) {
      const [first, second, sum, engine] = written as [number, number, number, number];
      near(first, reconstruction, [first]);
      // Where σ is near 1, its distance from 1 has fewer digits than σ.
      near(second, prior, [second, beta / size]);
      near(sum, first + second, [first, second]);
      near(engine, sum, [first, second]);
    }
  });
  const apart = await cardOf(page).locator(".check-line").allTextContents();
  expect(apart).toHaveLength(2);
  for (const line of apart) expect(read(/[\d.]+(E−?\d+)?/.exec(line)![0])).toBeLessThan(1e-5);
  const arrows = () => page.evaluate(() => window.vaePlayground.state.mapLayers["slow-motion"] ?? []);
  const layers = await arrows();
  expect(layers.map(({ kind }) => kind)).toEqual(["arrows", "arrows"]);
  await go(page, "Decode");
  expect(await arrows()).toEqual([]);

  await go(page, "Back: output");
  await expect(cardOf(page).locator(".check-line")).toHaveCount(1);
  const logits = await cardOf(page).locator(".check-line").textContent();
  expect(read(/[\d.]+(E−?\d+)?/.exec(logits!)![0])).toBeLessThan(1e-6);

  await go(page, "Update");
  for (const block of ["Encoder 1", "Decoder 2"]) {
    await cardOf(page).getByLabel("Block").selectOption(block);
    const caption = block === "Encoder 1" ? /largest changes in encoder/ : /largest changes in decoder/;
    const table = cardOf(page).getByRole("table", { name: caption });
    await expect(table).toBeVisible();
    const changes = await table
      .locator("tbody tr")
      .evaluateAll((rows) =>
        rows.map((row) =>
          [...row.querySelectorAll("td")].map(({ textContent }) => Number(textContent!.replaceAll("−", "-"))),
        ),
      );
    expect(changes).toHaveLength(12);
    for (const [before, gradient, plain, change, after] of changes as [
      number,
      number,
      number,
      number,
      number,
    ][]) {
      near(after, before + change, [before, change]);
      near(plain, -0.001 * gradient, [plain]);
    }
  }

  await go(page, "The same again");
  const means = await rowsOf(page, "Mean of the 8 images shown");
  expect(means).toHaveLength(3);
  for (const [, before, after, difference] of means)
    near(Number(difference), Number(after) - Number(before), [Number(before)]);
});

test("it is played and paused, both ways, by buttons and by keys, and rests where stages end", async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open();
  await recordStep(playground);
  const card = cardOf(page);
  const at = (stage: number) => expect(card.getByText(new RegExp(`^${stage} of 13:`))).toBeVisible();
  const replay = card.getByRole("group", { name: /^Replay/ });
  await replay.focus();
  for (const [key, stage] of [
    ["ArrowRight", 2],
    ["ArrowRight", 3],
    ["ArrowLeft", 2],
    ["End", 13],
    ["Home", 1],
  ] as const) {
    await page.keyboard.press(key);
    await at(stage);
  }
  await card.getByLabel("Speed").selectOption("4×");
  await replay.focus();
  const step = await playground.fact("step");
  await page.keyboard.press("Space");
  await expect(card.getByRole("button", { name: "Pause" })).toBeVisible();
  await page.keyboard.press("Space");
  await expect(card.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  // Space has not trained.
  expect(await playground.fact("step")).toBe(step);
  await card.getByRole("button", { name: "Play", exact: true }).click();
  await at(13);
  await expect(card.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  await card.getByRole("button", { name: "Play backward" }).click();
  await at(1);
  await card.getByRole("button", { name: "Next stage" }).click();
  await at(2);
  // The keys go along the stages, whose button keeps the focus.
  await card.getByRole("button", { name: "Encode", exact: true }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(card.getByRole("button", { name: "Mean and spread" })).toBeFocused();
});

test("recording pauses training; a record ends with its model, and what can't be split is said", async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open();
  await playground.look("slow-motion");
  await playground.train.click();
  await expect.poll(() => playground.fact("step")).toBeGreaterThan(20);
  await record(page).click();
  await expect(cardOf(page).getByText("1 of 13: Pick the batch")).toBeVisible();
  await expect(playground.train).toBeEnabled();
  await playground.settled();
  const { step, taken } = await page.evaluate(() => {
    const { step, recorded } = window.vaePlayground.state;
    return { step, taken: recorded!.record.measures.step };
  });
  expect(taken).toBe(step - 1);

  await page.evaluate(() => {
    const { session, vae } = window.vaePlayground;
    return session.setTraining({ ...vae!.options.training, objective: { kind: "freeBits", nats: 0.5 } });
  });
  await record(page).click();
  await expect.poll(() => playground.fact("step")).toBe(step + 1);
  await playground.settled();
  await go(page, "Two pulls");
  await expect(cardOf(page)).toContainText("For this objective here is the engine’s as a whole");
  expect(await page.evaluate(() => window.vaePlayground.state.mapLayers["slow-motion"])).toBeUndefined();

  const kept = () =>
    page.evaluate(async () => (await window.vaePlayground.vae!.recordedParameters(0)) !== null);
  expect(await kept()).toBe(true);
  await playground.reset.click();
  await playground.settled();
  await expect(cardOf(page)).toContainText("Nothing is recorded yet");
  expect(await kept()).toBe(false);

  await page.evaluate(() => {
    const { session, state } = window.vaePlayground;
    const model = { ...state.options.model, norm: "batch", likelihood: { kind: "gaussian", variance: 0.05 } };
    return session.reset("cpu", { ...state.options, model } as typeof state.options);
  });
  await recordStep(playground);
  await go(page, "Back: output");
  await expect(cardOf(page)).toContainText("the engine’s gradient by the decoder’s output alone");
  await go(page, "The same again");
  await expect(cardOf(page)).toContainText("batch norm took the batch’s own mean and variance");
  await expect(cardOf(page).getByRole("columnheader", { name: "after" })).toHaveCount(2);
  await expect(cardOf(page).getByRole("columnheader", { name: "difference" })).toHaveCount(0);
});

test.describe("on a phone, with reduced motion", () => {
  test.use({ viewport: { width: 390, height: 800 }, contextOptions: { reducedMotion: "reduce" } });

  test("stages are cut, and nothing scrolls sideways", async ({ playground }) => {
    const { page } = playground;
    await playground.open();
    await recordStep(playground);
    const card = cardOf(page);
    await card.getByLabel("Speed").selectOption("¼×");
    await go(page, "Pick the batch");
    const hidden = () => card.locator(".step-way [data-unseen]:not(:empty)").count();
    const first = await hidden();
    await go(page, "Encode");
    const second = await hidden();
    expect(second).toBeLessThan(first);
    await go(page, "Pick the batch");
    await card.getByRole("button", { name: "Play", exact: true }).click();
    await expect(card.getByText("2 of 13: Encode")).toBeAttached();
    // All of a stage is there when it begins.
    expect(await hidden()).toBe(second);
    await card.getByRole("button", { name: "Pause" }).click();
    expect(await playground.hasSidewaysScroll()).toBe(false);
  });
});
