import { readFileSync } from "node:fs";
import { expect, test } from "./playground";
import { readSvg } from "./svg";

test("each block's gradient and step are measured while the card is seen, and not otherwise", async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open();
  const rows = () => page.evaluate(() => window.vaePlayground.state.dynamics.steps.rows.length);
  await playground.trainTo(3);
  expect(await rows()).toBe(0);

  await playground.look("dynamics");
  const card = page.getByRole("figure", { name: "Training dynamics" });
  await expect(card).toContainText(/At step 69, learning rate 0\.001/);
  await playground.trainTo(20);
  const { measured, shown, kl, summed } = await page.evaluate(async () => {
    const { state, vae } = window.vaePlayground;
    const { rows } = state.dynamics.steps;
    const { parameters } = await vae!.measureStep();
    const first = parameters.filter(({ name }) => name.startsWith("encoder.mlp.layers.0."));
    const norm = (of: "weight" | "change" | "gradient") => Math.hypot(...first.map((one) => one[of]));
    const { kl } = state.dynamics.kl.rows.at(-1)!;
    // By hand from the posteriors.
    const { mean, logVariance } = await vae!.embed();
    const all = mean.reduce(
      (sum, m, i) => sum + (m * m + Math.exp(logVariance[i]!) - logVariance[i]! - 1) / 2,
      0,
    );
    return {
      measured: [norm("gradient"), norm("change") / norm("weight")],
      shown: rows.map(({ step, blocks }) => [step, blocks[0]!.gradient, blocks[0]!.ratio]),
      kl: kl.reduce((sum, nats) => sum + nats, 0),
      summed: all / (mean.length / state.options.model.latent),
    };
  });
  const [step, gradient, ratio] = shown.at(-1)!;
  expect(step).toBe(460);
  expect(gradient).toBeCloseTo(measured[0]!, 4);
  expect(ratio).toBeCloseTo(measured[1]!, 6);
  expect(shown.map(([step]) => step)).toEqual(shown.map(([step]) => step).toSorted((a, b) => a! - b!));
  expect(kl).toBeCloseTo(summed, 3);
  await expect(card.getByRole("row", { name: /^Encoder 1 / })).toContainText(
    ratio!.toPrecision(3).replace(/0+$/, ""),
  );

  // Out of sight, nothing is recorded.
  const seen = await rows();
  await playground.set("Epochs", "25");
  await playground.workspace("Latent");
  await playground.train.click();
  await expect(page.getByText("Target reached")).toBeVisible();
  await playground.settled();
  expect(await rows()).toBe(seen);
});

test("beta is set live, and earlier runs stay in the plane", async ({ playground }) => {
  const { page } = playground;
  await playground.open();
  await playground.trainTo(5);
  await playground.look("dynamics");
  const card = page.getByRole("figure", { name: "Training dynamics" });
  const slider = card.getByRole("slider", { name: /Beta/ });
  await slider.fill("4");
  await expect.poll(() => page.evaluate(() => window.vaePlayground.vae!.options.training.beta)).toBe(4);
  await expect(playground.field("Beta")).toHaveValue("4");
  await slider.press("ArrowLeft");
  await expect.poll(() => page.evaluate(() => window.vaePlayground.state.options.training.beta)).toBe(3.9);

  const runs = card.getByRole("table", { name: /^Runs/ }).getByRole("row");
  await expect(runs).toHaveCount(2);
  await playground.reset.click();
  await playground.settled();
  await playground.look("dynamics");
  await expect(runs).toHaveCount(3);
  await expect(runs.nth(2)).toContainText("Earlier, 1");
  await expect(card.getByRole("img", { name: /1 earlier run shown/ })).toBeVisible();

  await playground.trainTo(6);
  await playground.look("dynamics");
  await card.getByRole("group").or(card.locator(".save")).first().locator("summary").click();
  const download = page.waitForEvent("download");
  await card.getByRole("button", { name: "Chart of Rate and distortion (SVG)" }).click();
  const file = readFileSync((await (await download).path())!, "utf8");
  const { points: drawn } = await readSvg(page, file);
  // The earlier run, the line of equal loss, and this one.
  expect(drawn).toHaveLength(3);
  expect(drawn[1]).toBe(2);
  expect(drawn[0]).toBeGreaterThan(2);
});
