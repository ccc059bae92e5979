import type { GridAnswer } from "../../www/panels/manifold";
import { expect, test } from "./playground";

test("training lowers the losses and changes every view", async ({ playground }) => {
  await playground.open();
  const before = await playground.canvases();
  expect(await playground.fact("test-loss")).toBeGreaterThan(40);
  // What steps do is recorded while it is on screen.
  await playground.look("dynamics");
  await playground.trainTo(40);

  const { meanPixel } = await playground.page.evaluate(() => window.vaePlayground.state.dataset!.references);
  expect(await playground.fact("epoch")).toBe(40);
  expect(await playground.fact("test-loss")).toBeLessThan(meanPixel - 0.75);
  expect(await playground.fact("train-loss")).toBeLessThan(meanPixel - 0.75);
  expect(await playground.fact("speed")).toBeGreaterThan(100);

  const { reconstruction, kl } = await playground.page.evaluate(() => window.vaePlayground.state.history);
  for (const curve of [1, 2] as const) {
    expect(reconstruction[curve].at(-1)!).toBeLessThan(reconstruction[curve][0]! - 15);
    expect(kl[curve].at(-1)!).toBeGreaterThan(0.5);
  }
  const after = await playground.canvases();
  // Originals are the only images that a model does not change: those above reconstructions, A and B, and A once more.
  const changed = after.filter((image, i) => image !== before[i]).length;
  expect(after.length - changed).toBe(16 + 2 + 1);
});

test("pause holds, step moves by one, reset goes back to the start", async ({ playground }) => {
  await playground.open();
  const start = await playground.fact("test-loss");
  await playground.train.click();
  await expect.poll(() => playground.fact("step")).toBeGreaterThan(30);
  await playground.pause.click();
  await expect(playground.train).toBeEnabled();
  await playground.settled();

  const paused = await playground.fact("step");
  await playground.page.waitForTimeout(600);
  expect(await playground.fact("step")).toBe(paused);

  await playground.page.getByRole("button", { name: "Step" }).click();
  await expect.poll(() => playground.fact("step")).toBe(paused + 1);

  await playground.settled();
  await playground.reset.click();
  await expect.poll(() => playground.fact("step")).toBe(0);
  await expect.poll(() => playground.fact("test-loss")).toBe(start);
});

test("the same seed gives the same numbers, another seed others", async ({ playground }) => {
  await playground.open();
  const losses = async () => {
    await playground.trainTo(3);
    const { train, test } = await playground.page.evaluate(() => window.vaePlayground.state);
    await playground.reset.click();
    await expect.poll(() => playground.fact("step")).toBe(0);
    await playground.settled();
    return { train, test };
  };
  const first = await losses();
  const second = await losses();
  expect(second.test).toEqual(first.test);
  // Chunks of steps end where the clock says, so these means are summed in another order.
  expect(second.train!.loss).toBeCloseTo(first.train!.loss, 3);
  await playground.set("Seed", "7");
  await playground.reset.click();
  await playground.settled();
  expect((await losses()).test).not.toEqual(first.test);
});

test("the space bar trains and pauses, except in a field", async ({ playground }) => {
  await playground.open();
  await playground.page.keyboard.press("Space");
  await expect(playground.pause).toBeVisible();
  await playground.field("Hidden widths").press("Space");
  await expect(playground.pause).toBeVisible();
  await playground.field("Hidden widths").blur();
  await playground.page.keyboard.press("Space");
  await expect(playground.train).toBeVisible();
});

test("another network takes a reset, beta none", async ({ playground }) => {
  await playground.open();
  const { page } = playground;
  await playground.set("Latent dimensions", "5");
  await expect(page.getByText("These changes need a new start")).toBeVisible();
  await playground.reset.click();
  await expect(
    page.getByRole("figure", { name: "Latent space" }).getByLabel("Horizontal dimension"),
  ).toBeVisible();
  await playground.settled();
  await page
    .getByRole("figure", { name: "Latent space" })
    .getByLabel("Vertical dimension")
    .selectOption("z5");
  await playground.look("manifold");
  await expect
    .poll(() =>
      page.evaluate(
        () => (window.vaePlayground.state.answers["manifold"] as GridAnswer | undefined)?.dimensions,
      ),
    )
    .toEqual([0, 4]);

  await playground.set("Beta", "4");
  await expect(page.getByText("These changes need a new start")).toBeHidden();
  await expect.poll(() => page.evaluate(() => window.vaePlayground.vae?.options.training.beta)).toBe(4);
  await playground.set("Latent dimensions", "1");
  await playground.reset.click();
  await playground.trainTo(2);
  expect(await page.evaluate(() => window.vaePlayground.vae?.options.model.latent)).toBe(1);
});

test("a person picks the images to interpolate between", async ({ playground }) => {
  await playground.open();
  await playground.trainTo(5);
  const { page } = playground;
  await playground.workspace("Latent");
  const slots = () => page.evaluate(() => [window.vaePlayground.state.a, window.vaePlayground.state.b]);
  const [a, b] = await slots();

  await page.locator(".pair").nth(4).click();
  await page.locator(".pair").nth(8).click();
  const [fromGrid, toGrid] = await slots();
  expect([fromGrid, toGrid]).not.toEqual([a, b]);

  const map = page.getByRole("application", { name: /Posterior means/ });
  await map.focus();
  await map.press("ArrowRight");
  await map.press("ArrowRight");
  await map.press("Enter");
  await expect.poll(async () => (await slots())[0]).not.toBe(fromGrid);

  await page.getByRole("button", { name: /^B class/ }).click();
  await page.locator(".pair").nth(2).click();
  await expect.poll(async () => (await slots())[1]).not.toBe(toGrid);
  await page.getByRole("button", { name: "Random pair" }).click();
  await playground.settled();
});
