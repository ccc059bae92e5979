import { expect, test } from "./playground";

test("statistics are measured when asked for, and say what the engine says", async ({ playground }) => {
  await playground.open();
  const { page } = playground;
  await playground.set("Latent dimensions", "4");
  await playground.reset.click();
  await playground.trainTo(20);
  const card = page.getByRole("figure", { name: "Statistics" });
  const measure = card.getByRole("button", { name: "Measure" });
  await expect(card.getByText("Not measured yet.")).toBeVisible();
  await measure.click();
  await expect(card.getByText("360 test images, after 460 steps.")).toBeVisible();
  const { result, expected } = await page.evaluate(async () => ({
    result: window.vaePlayground.state.statistics!.result!,
    expected: await window.vaePlayground.vae!.statistics("test", 64),
  }));
  expect(result).toEqual(expected);
  const fact = (name: string | RegExp) =>
    card.locator(".facts > div").filter({ hasText: name }).locator("dd");
  await expect(fact("−ELBO")).toHaveText(result.negativeElbo.toFixed(2));
  await expect(fact("Bound of 64 samples")).toHaveText(result.importanceWeightedBound.toFixed(2));
  await expect(fact("Active units")).toHaveText(`${result.activeUnits} of 4`);
  expect(result.importanceWeightedBound).toBeLessThan(result.negativeElbo);
  await expect(card.locator(".moments")).toContainText("The prior has 0, 1 and 0.");

  const chart = card.getByRole("application", {
    name: /^KL of each latent dimension in nats; \d of 4 are in use/,
  });
  await chart.focus();
  const read = async (key: string) => {
    await chart.press(key);
    return card.locator(".readout").textContent();
  };
  const inOrder = [];
  for (const key of ["Home", "ArrowRight", "ArrowRight", "ArrowRight"]) inOrder.push(await read(key));
  const nats = (text: string | null) => parseFloat(text!.split(": ")[1]!);
  expect(inOrder.map(nats)).toEqual(result.klPerDimension.map((value) => Number(value.toFixed(3))));
  await playground.field("Order of bars").selectOption("Largest first");
  const sorted = [];
  for (const key of ["Home", "ArrowRight", "ArrowRight", "ArrowRight"]) sorted.push(await read(key));
  expect(sorted.map(nats)).toEqual(inOrder.map(nats).sort((a, b) => b - a));

  await playground.field("Images").selectOption("Training");
  await playground.set("Samples an image", "2");
  await measure.click();
  await expect(card.getByText("1,437 train images, after 460 steps.")).toBeVisible();

  // They say nothing about the next model.
  await playground.reset.click();
  await expect(card.getByText("Not measured yet.")).toBeVisible();
  await expect(card.locator(".results")).toBeHidden();
});

test("a long measurement shows that it runs, and a wrong number of samples is named", async ({
  playground,
}) => {
  await playground.open();
  const { page } = playground;
  const measure = page.getByRole("button", { name: "Measure" });
  await playground.set("Samples an image", "5001");
  await measure.click();
  await expect(page.getByText("Samples an image must be a whole number from 1 to 5,000.")).toBeVisible();
  await expect(playground.field("Samples an image")).toBeFocused();
  await playground.set("Samples an image", "4000");
  await measure.click();
  await expect(page.getByText("Drawing 4,000 samples for each of 360 test images…")).toBeVisible();
  await expect(page.getByRole("progressbar", { name: "Measuring" })).toBeVisible();
  await expect(measure).toBeDisabled();
  await expect(page.getByText("360 test images, after 0 steps.")).toBeVisible({ timeout: 90_000 });
  await expect(page.getByRole("progressbar", { name: "Measuring" })).toBeHidden();
  await expect(measure).toBeEnabled();
});

test("training goes on after a measurement, which says of which step it is", async ({ playground }) => {
  await playground.open();
  await playground.train.click();
  await expect.poll(() => playground.fact("step")).toBeGreaterThan(20);
  await playground.page.getByRole("button", { name: "Measure" }).click();
  await expect(playground.page.locator(".results")).toBeVisible();
  const at = await playground.page.evaluate(() => window.vaePlayground.state.statistics!.step);
  expect(at).toBeGreaterThan(20);
  await expect.poll(() => playground.fact("step")).toBeGreaterThan(at);
  await playground.pause.click();
});

test("without test images there is nothing to measure on them", async ({ playground }) => {
  await playground.open();
  await playground.chooseSet("Moons");
  await playground.set("Number of images", "100");
  await playground.set("Test fraction", "0");
  await playground.load();
  await playground.page.getByRole("button", { name: "Measure" }).click();
  await expect(playground.page.getByText("There are no test images.")).toBeVisible();
});
