import type { Page } from "@playwright/test";
import { expect, test, type PlaygroundPage } from "./playground";

const cardOf = ({ page }: PlaygroundPage) => page.getByRole("figure", { name: "All codes beside the prior" });

/** By hand: each dimension's KL over the training images, the largest first, as `z2: KL 1.23 nats`. */
const klByHand = (page: Page) =>
  page.evaluate(() => {
    const { latents, dataset } = window.vaePlayground.state;
    const { mean, logVariance, rows, latent } = latents!;
    const held = new Set(dataset!.images.testRows);
    const train = [...rows.keys()].filter((i) => !held.has(rows[i]!));
    const all = Array.from({ length: latent }, (_, d) => {
      const sum = train.reduce((sum, i) => {
        const [m, v] = [mean[i * latent + d]!, logVariance[i * latent + d]!];
        return sum + (m * m + Math.exp(v) - v - 1) / 2;
      }, 0);
      return { dimension: d + 1, kl: sum / train.length };
    });
    all.sort((one, other) => other.kl - one.kl);
    return all.map(({ dimension, kl }) => `z${dimension}: KL ${kl.toFixed(2)} nats`);
  });

test("each dimension stands beside the prior, and holes are decoded and marked", async ({ playground }) => {
  await playground.open();
  // With little weight on the KL, codes leave the prior.
  await playground.set("Beta", "0.01");
  await playground.trainTo(40);
  await playground.workspace("Latent");
  await playground.look("prior");
  const { page } = playground;
  const card = cardOf(playground);
  await expect(card.getByText("1,437 codes of as many training images, at step 920.")).toBeVisible();
  const captions = card.locator(".histogram figcaption");
  await expect(captions).toHaveCount(2);
  const written = await captions.allTextContents();
  expect(written.map((text) => text.replace(/, \d+ outside/, ""))).toEqual(await klByHand(page));

  await expect(card.locator(".measured")).toHaveText(/^−?\d\.\d{4}, 95% interval −?\d\.\d{4} to \d\.\d{4}$/);
  await expect(card.getByText(/between 1,000 codes and as many draws/)).toBeVisible();

  const holes = card.getByRole("button", { name: /^Hole \d/ });
  await expect(holes.first()).toBeVisible();
  const known = await page.evaluate(() =>
    window.vaePlayground.state.holes!.map(({ z, dense, prior, codes }) => ({
      z: [...z],
      dense: dense && [...dense],
      prior,
      codes,
    })),
  );
  expect(await holes.count()).toBe(known.length);
  for (const { z, prior, codes } of known) {
    const [x, y] = z as [number, number];
    // The prior, smoothed, is near the prior; codes are rare there.
    expect(prior).toBeLessThanOrEqual(1 / (2 * Math.PI));
    const exact = Math.exp(-(x * x + y * y) / 2) / (2 * Math.PI);
    expect(prior / exact).toBeGreaterThan(0.5);
    expect(prior / exact).toBeLessThan(2);
    expect(codes).toBeLessThan(prior / 4);
  }
  const pictures = known.reduce((count, { dense }) => count + (dense ? 2 : 1), 0);
  await expect(card.locator(".hole-images .thumbnail:not([data-empty])")).toHaveCount(pictures);

  const plot = card.locator(".ratio-stage canvas");
  const picture = () => plot.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  const before = await picture();
  await holes.first().press("Enter");
  const z = () => page.evaluate(() => window.vaePlayground.state.z);
  await expect.poll(z).toEqual(known[0]!.z);
  await expect.poll(picture).not.toBe(before);
  await plot.click({ position: { x: 200, y: 200 } });
  await expect.poll(z).not.toEqual(known[0]!.z);
});

test("many dimensions come a page at a time, or all, those that say most first", async ({ playground }) => {
  await playground.open();
  await playground.set("Latent dimensions", "20");
  await playground.reset.click();
  await playground.trainTo(3);
  await playground.workspace("Latent");
  await playground.look("prior");
  const card = cardOf(playground);
  const captions = card.locator(".histogram figcaption");
  const expected = await klByHand(playground.page);
  const shown = async () =>
    (await captions.allTextContents()).map((text) => text.replace(/, \d+ outside/, ""));
  await expect.poll(shown).toEqual(expected.slice(0, 16));
  await expect(card.getByText("1 to 16 of 20")).toBeVisible();
  await card.getByRole("button", { name: "Next" }).click();
  expect(await shown()).toEqual(expected.slice(16));
  await card.getByRole("button", { name: "Show all" }).click();
  expect(await shown()).toEqual(expected);
  await expect(card.getByText("The other 18 dimensions are held at 0.")).toBeVisible();
});

test("one dimension has bars and no plane, few images are not compared, and training is followed", async ({
  playground,
}) => {
  await playground.open();
  await playground.chooseSet("Moons");
  await playground.set("Number of images", "12");
  await playground.set("Test fraction", "0.8");
  await playground.load();
  await playground.set("Latent dimensions", "1");
  await playground.reset.click();
  await playground.settled();
  await playground.workspace("Latent");
  await playground.look("prior");
  const card = cardOf(playground);
  await expect(card.locator(".histogram")).toHaveCount(1);
  await expect(card.getByText("It needs at least 4 training images.")).toBeVisible();
  await expect(card.getByText(/its holes are where the bars above stay below the line/)).toBeVisible();
  await expect(card.locator(".ratio-stage")).toBeHidden();
  await playground.train.click();
  await expect(card.getByText(/at step [1-9]/)).toBeVisible();
  await playground.pause.click();
});
