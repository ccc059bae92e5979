import type { Locator, Page } from "@playwright/test";
import { expect, test, type PlaygroundPage } from "./playground";

const cardOf = ({ page }: PlaygroundPage) => page.getByRole("figure", { name: "Gaussian mixture" });
const status = (card: Locator) => card.locator(".card-body > p[role=status]");

/** Asks for a fit, and waits for what is told of it. */
async function fit(card: Locator, told: RegExp): Promise<void> {
  await card.getByRole("button", { name: "Fit", exact: true }).click();
  await expect(status(card)).toHaveText(told);
  await expect(card.locator(".instrument-results")).toBeVisible();
}

/** A table's rows, cell by cell. */
const rows = (card: Locator, title: string | RegExp) =>
  card
    .getByRole("table", { name: title })
    .locator("tbody tr")
    .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent.trim())));

const value = (text: string | undefined) => Number(text?.replace("−", "-"));

/** By hand, from the means on the page: mean log-likelihoods of train and test under mixture and prior, and shares. */
const byHand = (page: Page) =>
  page.evaluate(() => {
    const { latents, mixture, dataset, hovered } = window.vaePlayground.state;
    const { weights, means, covariances } = mixture!.mixture;
    const { mean, rows } = latents!;
    const held = new Set(dataset!.images.testRows);
    const density = (x: number, y: number, k: number) => {
      const [a, b, , d] = covariances.slice(4 * k, 4 * k + 4) as [number, number, number, number];
      const determinant = a * d - b * b;
      const [u, v] = [x - means[2 * k]!, y - means[2 * k + 1]!];
      const square = (d * u * u - 2 * b * u * v + a * v * v) / determinant;
      return (weights[k]! * Math.exp(-square / 2)) / (2 * Math.PI * Math.sqrt(determinant));
    };
    const sums = { train: [0, 0, 0], test: [0, 0, 0] };
    rows.forEach((row, i) => {
      const [x, y] = [mean[2 * i]!, mean[2 * i + 1]!];
      const sum = sums[held.has(row) ? "test" : "train"];
      sum[0]! += Math.log(weights.reduce((all, _, k) => all + density(x, y, k), 0));
      sum[1]! += -(x * x + y * y) / 2 - Math.log(2 * Math.PI);
      sum[2]! += 1;
    });
    const per = ([one, other, count]: number[]) => [one! / count!, other! / count!];
    const at = rows.indexOf(hovered ?? 0);
    const parts = weights.map((_, k) => density(mean[2 * at]!, mean[2 * at + 1]!, k));
    const whole = parts.reduce((all, part) => all + part, 0);
    return {
      train: per(sums.train),
      test: per(sums.test),
      most: Math.max(...parts.map((part) => part / whole)),
      weights,
    };
  });

test("a mixture is fitted, measured beside the prior, decoded, and drawn on the map", async ({
  playground,
}) => {
  await playground.open();
  // Until classes lie apart.
  await playground.trainTo(60);
  await playground.workspace("Latent");
  await playground.look("mixture");
  const { page } = playground;
  const card = cardOf(playground);
  await expect(status(card)).toHaveText("Not fitted yet.");
  await fit(card, /^10 Gaussians, fitted at step 1,380: converged after \d+ iterations\.$/);

  const { train, test: held, weights } = await byHand(page);
  const [mixture, one, prior] = await rows(card, /log-likelihood/);
  expect(mixture![0]).toBe("Mixture of 10");
  expect(value(mixture![1])).toBeCloseTo(train[0]!, 1);
  expect(value(mixture![2])).toBeCloseTo(held[0]!, 1);
  expect(value(prior![1])).toBeCloseTo(train[1]!, 1);
  expect(value(prior![2])).toBeCloseTo(held[1]!, 1);
  expect(value(mixture![1])).toBeGreaterThan(value(one![1]));

  const components = await rows(card, "Gaussians");
  expect(components.map((row) => value(row[2]))).toEqual(weights.map((weight) => Number(weight.toFixed(3))));
  expect(components.reduce((sum, row) => sum + value(row[3]), 0)).toBe(1437);
  for (const row of components) expect(row[4]).toMatch(/^\d \(\d+(\.\d)?%\)$/);
  await expect(card.locator(".mean-image .thumbnail:not([data-empty])")).toHaveCount(10);
  const classes = await rows(card, /A Gaussian for each class/);
  expect(classes.map(([name]) => name)).toEqual([..."0123456789"]);
  for (const [, train, test] of classes)
    for (const text of [train, test]) expect(value(text)).toBeLessThan(5);

  // On the map, until it is asked not to be.
  const layers = () =>
    page.evaluate(() => (window.vaePlayground.state.mapLayers["mixture"] ?? []).map(({ kind }) => kind));
  const map = page.locator(".map-stage canvas").first();
  const picture = () => map.evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  expect(await layers()).toEqual(Array(10).fill("ellipse"));
  const outlined = await picture();
  await card.getByLabel("Ellipses on the map").uncheck();
  expect(await layers()).toEqual([]);
  await expect.poll(picture).not.toBe(outlined);
  const bare = await picture();
  await card.getByLabel("Density on the map").check();
  await expect.poll(layers).toEqual(["contours"]);
  await expect.poll(picture).not.toBe(bare);

  await expect(card.getByText("Point at an image on the map")).toBeVisible();
  const points = page.getByRole("application", { name: /Posterior means/ });
  await points.focus();
  await points.press("ArrowRight");
  await expect(card.getByText("Together 1.000")).toBeVisible();
  const { most } = await byHand(page);
  await expect
    .poll(async () => value((await card.locator(".shares li span:last-child").first().textContent())!))
    .toBeCloseTo(most, 2);
  await points.press("Escape");
  await expect(card.locator(".shares li")).toHaveCount(0);

  // The model has gone on: what was fitted is no longer drawn.
  await page.getByRole("button", { name: "Step" }).click();
  await expect(status(card)).toContainText("The model has been trained since");
  expect(await layers()).toEqual([]);
  await playground.reset.click();
  await expect(status(card)).toContainText("Not fitted yet.");
  await expect(card.locator(".instrument-results")).toBeHidden();
});

test("BIC chooses the number of Gaussians, and another one is a key away", async ({ playground }) => {
  await playground.open();
  await playground.trainTo(5);
  await playground.workspace("Latent");
  await playground.look("mixture");
  const card = cardOf(playground);
  await card.getByLabel("Number of Gaussians", { exact: true }).selectOption("By BIC");
  await card.getByLabel("Gaussians", { exact: true }).fill("6");
  await card.getByLabel("Covariance", { exact: true }).selectOption("Diagonal");
  await fit(card, /^\d Gaussians?, fitted/);
  const curve = card.getByRole("slider", { name: /BIC by number of Gaussians/ });
  await expect(curve).toHaveAttribute("aria-valuemax", "6");
  await expect(curve).toHaveAttribute("aria-valuetext", /, the lowest$/);
  const lowest = await curve.getAttribute("aria-valuenow");
  await expect(status(card)).toHaveText(new RegExp(`^${lowest} Gaussian`));

  await curve.press("Home");
  await expect(curve).toHaveAttribute("aria-valuenow", "1");
  await expect(status(card)).toHaveText(/^1 Gaussian, fitted/);
  const [mixture, one] = await (async () => {
    await expect(card.getByRole("rowheader", { name: "Mixture of 1", exact: true })).toBeVisible();
    return rows(card, /log-likelihood/);
  })();
  expect(mixture!.slice(1)).toEqual(one!.slice(1));
  await curve.press("ArrowUp");
  await expect(curve).toHaveAttribute("aria-valuenow", "2");
  expect(
    await playground.page.evaluate(() => window.vaePlayground.state.mixture!.mixture.covariances.length),
  ).toBe(4);
});

test("it goes along with training where that is asked for, and a fit can be cancelled", async ({
  playground,
}) => {
  await playground.open();
  await playground.workspace("Latent");
  await playground.look("mixture");
  const { page } = playground;
  const card = cardOf(playground);
  await expect(status(card)).toContainText("The model is not trained");
  const step = () => page.evaluate(() => window.vaePlayground.state.mixture?.step ?? -1);
  await card.getByLabel("Keep fitting while training").check();
  await expect.poll(step).toBe(0);
  await playground.train.click();
  await expect.poll(step).toBeGreaterThan(0);
  const first = await step();
  await expect.poll(step).toBeGreaterThan(first);
  await playground.pause.click();
  await playground.settled();
  // At rest it is that of the model as it is.
  await expect.poll(step).toBe(await playground.fact("step"));
  await card.getByLabel("Keep fitting while training").uncheck();

  await card.getByLabel("Number of Gaussians", { exact: true }).selectOption("By BIC");
  await card.getByLabel("Gaussians", { exact: true }).fill("64");
  await card.getByLabel("Starts", { exact: true }).fill("50");
  await card.getByRole("button", { name: "Fit", exact: true }).click();
  await expect(status(card)).toHaveText(/^Fitting: \d+(\.\d)?% done\.$/);
  await card.getByRole("button", { name: "Cancel" }).click();
  await expect(card.getByRole("progressbar", { name: "Fitting" })).toBeHidden();
  await expect(status(card)).toHaveText(/^10 Gaussians, fitted/);
});

test("few images, no classes, no test images and one dimension stop nothing", async ({ playground }) => {
  await playground.open();
  const { page } = playground;
  await playground.chooseSet("Moons");
  await playground.set("Number of images", "12");
  await playground.set("Test fraction", "0");
  await playground.load();
  await playground.set("Latent dimensions", "1");
  await playground.reset.click();
  await playground.settled();
  await playground.workspace("Latent");
  await playground.look("mixture");
  const card = cardOf(playground);
  await card.getByLabel("Gaussians", { exact: true }).fill("13");
  await card.getByRole("button", { name: "Fit", exact: true }).click();
  await expect(
    card.getByText("Gaussians must be a whole number from 1 to 12 with 12 training images."),
  ).toBeVisible();
  await expect(card.getByLabel("Gaussians", { exact: true })).toBeFocused();
  await card.getByLabel("Gaussians", { exact: true }).fill("12");
  await fit(card, /^12 Gaussians, fitted at step 0/);
  await expect(status(card)).toContainText("It has 35 numbers to fit and 12 images");
  await expect(status(card)).toContainText("one dimension, so there is no plane");
  await expect(card.getByText("There are no test images")).toBeVisible();
  const [mixture] = await rows(card, /log-likelihood/);
  expect(mixture![2]).toBe("–");
  expect(await page.evaluate(() => window.vaePlayground.state.mapLayers["mixture"] ?? [])).toEqual([]);
});
