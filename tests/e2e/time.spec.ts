import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { budget } from "../../www/run/past/snapshot";
import { expect, test } from "./playground";

/** What the model says of the images shown, of some codes and of the grid's corner, as the engine in use has it. */
const present = (page: Page) =>
  page.evaluate(async () => {
    const { vae, state } = window.vaePlayground;
    const rows = state.mapRows.slice(0, 50);
    return {
      step: state.step,
      means: [...(await vae!.embed(rows)).mean],
      pairs: [...(await vae!.reconstruct(state.shown.slice(0, 2)))],
      corner: [...(await vae!.decode(new Float32Array([-3, 3])))],
    };
  });

/** The same of the past that is shown. */
const past = (page: Page, pixels: number) =>
  page.evaluate((pixels) => {
    const { step, latents, grid, pairs } = window.vaePlayground.state.past!;
    return {
      step,
      means: Array.from(latents.mean.subarray(0, 50 * latents.latent)),
      pairs: Array.from(pairs.images.subarray(0, 2 * pixels)),
      corner: Array.from(grid.images.subarray(0, pixels)),
    };
  }, pixels);

test("an old moment shows what the model gave then, while training goes on as it would have", async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open();
  await playground.trainTo(3);
  const then = await present(page);
  // At rest, the model is kept a second later.
  await expect
    .poll(() => page.evaluate(() => window.vaePlayground.state.snapshots.at(-1)?.step))
    .toBe(then.step);
  await playground.look("time");
  const card = page.getByRole("figure", { name: "Time" });
  const slider = card.getByRole("slider", { name: "Moment", exact: true });
  await expect(card).toContainText("This is the present");
  const at = await page.evaluate(
    (step) => window.vaePlayground.state.snapshots.findIndex((snapshot) => snapshot.step === step),
    then.step,
  );

  // In the middle of training.
  await playground.set("Epochs", "40");
  await playground.train.click();
  await expect.poll(() => page.evaluate(() => window.vaePlayground.state.epoch)).toBeGreaterThan(4);
  await slider.fill(String(at));
  await expect(card).toContainText(/The past: epoch 3\.0, step 69 of/);
  const shown = await past(page, 64);
  expect(shown.step).toBe(then.step);
  for (const of of ["means", "pairs", "corner"] as const)
    shown[of].forEach((value, i) => expect(value).toBeCloseTo(then[of][i]!, 4));
  await expect(page.getByText("Target reached")).toBeVisible({ timeout: 30_000 });
  await playground.settled();
  await expect
    .poll(() =>
      page.evaluate(() => {
        const { snapshots, step } = window.vaePlayground.state;
        return snapshots.at(-1)?.step === step;
      }),
    )
    .toBe(true);
  const end = await page.evaluate(() => window.vaePlayground.vae!.evaluate("test"));
  const { bytes, steps } = await page.evaluate(() => {
    const { snapshots } = window.vaePlayground.state;
    return {
      bytes: snapshots.reduce((sum, { weights }) => sum + weights.length, 0),
      steps: snapshots.map(({ step }) => step),
    };
  });
  expect(bytes).toBeLessThan(budget);
  expect(steps[0]).toBe(0);
  expect(steps.length).toBeGreaterThan(3);

  // Two moments, the second one turned to fit the first one.
  await card.getByRole("checkbox", { name: "Compare with a second moment" }).check();
  await card.getByRole("slider", { name: "Moment B" }).fill(String(steps.length - 2));
  await expect(card).toContainText(
    /B’s map is turned by −?\d+°.* Its points then lie \d\.\d\d from those of A/,
  );
  await card.getByRole("checkbox", { name: "Compare with a second moment" }).uncheck();

  const download = page.waitForEvent("download");
  await card.getByRole("button", { name: "Save as an animation (GIF)" }).click();
  const gif = readFileSync((await (await download).path())!);
  expect(gif.subarray(0, 6).toString("latin1")).toBe("GIF89a");
  const frames = await page.evaluate(async (bytes) => {
    const data = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
    const decoder = new ImageDecoder({ data, type: "image/gif" });
    await decoder.tracks.ready;
    await decoder.completed;
    return decoder.tracks.selectedTrack!.frameCount;
  }, gif.toString("base64"));
  expect(frames).toBe(await page.evaluate(() => window.vaePlayground.state.snapshots.length));
  await expect(card).toContainText(/The past: epoch 3\.0/);

  await card.getByRole("button", { name: "Back to now" }).click();
  await expect(card).toContainText("This is the present");
  expect(await page.evaluate(() => window.vaePlayground.state.past)).toBeNull();

  // The same run, at which nobody looks back.
  await playground.reset.click();
  await playground.settled();
  await playground.trainTo(40);
  expect(await page.evaluate(() => window.vaePlayground.vae!.evaluate("test"))).toEqual(end);
});
