import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "./playground";

test("a sweep over beta trades KL for reconstruction, and a run is opened with the one before kept", async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open();
  await playground.trainTo(12);
  await playground.look("runs");
  const card = page.getByRole("figure", { name: "Runs side by side" });
  await card.getByLabel("Name", { exact: true }).fill("Mine");
  await card.getByRole("button", { name: "Keep the present run" }).click();
  await expect(card).toContainText("Kept as Mine.");
  const mine = await page.evaluate(async () => {
    const { state, vae } = window.vaePlayground;
    return { step: state.step, test: await vae!.evaluate("test"), codes: [...(await vae!.embed()).mean] };
  });

  await card.getByLabel("Values", { exact: true }).fill("0.25, x");
  await card.getByRole("button", { name: "Train them" }).click();
  await expect(card.getByRole("alert").filter({ hasText: "Enter 1 to 12 numbers" })).toBeVisible();
  await card.getByLabel("Values", { exact: true }).fill("0.02, 0.2, 1");
  await card.getByLabel("Epochs each", { exact: true }).fill("12");
  await card.getByRole("button", { name: "Train them" }).click();
  await expect(card).toContainText("3 runs trained.", { timeout: 60_000 });

  const runs = await page.evaluate(() =>
    window.vaePlayground.state.runs.map(({ name, moment, results }) => ({
      name,
      beta: moment.options.training.beta,
      step: moment.step,
      ...results,
    })),
  );
  expect(runs.map(({ name }) => name)).toEqual(["Mine", "Beta 0.02", "Beta 0.2", "Beta 1"]);
  const [first, ...swept] = runs;
  const kl = swept.map(({ losses }) => losses.kl);
  const reconstruction = swept.map(({ losses }) => losses.reconstruction);
  expect(kl).toEqual(kl.toSorted((a, b) => b - a));
  expect(reconstruction).toEqual(reconstruction.toSorted((a, b) => a - b));
  expect(kl[0]! - kl[2]!).toBeGreaterThan(1);
  // Of the same settings and seed, it is the same run; that of the page was as good as its own engine says.
  expect(first!.losses).toEqual(mine.test);
  expect(swept[2]!.losses).toEqual(mine.test);
  const table = card.getByRole("table", { name: /What came of each run, on test images/ });
  await expect(table.getByRole("row", { name: /^Beta 0\.02/ })).toContainText(kl[0]!.toFixed(2));
  // Beta 1 is the first run once more: nothing is left between their maps.
  await expect(card.locator(".run-map").nth(3)).toContainText(/Turned by 0°; 0\.00 from/);

  await card.locator(".save summary").click();
  const download = page.waitForEvent("download");
  await card.getByRole("button", { name: "Runs (CSV)" }).click();
  const csv = readFileSync((await (await download).path())!, "utf8")
    .trimEnd()
    .split("\n");
  expect(csv[0]).toBe(
    "run,split,training.beta,epochs,negative_elbo,reconstruction,kl,active_units,seconds_per_epoch",
  );
  expect(csv).toHaveLength(5);
  expect(Number(csv[2]!.split(",")[6])).toBe(kl[0]);

  await card.getByRole("button", { name: "Open Beta 0.02 as the model" }).click();
  await expect(card).toContainText("Beta 0.02 is the model now.");
  await playground.settled();
  const opened = await page.evaluate(async () => {
    const { state, vae } = window.vaePlayground;
    return { step: state.step, beta: state.options.training.beta, test: await vae!.evaluate("test") };
  });
  expect(opened).toEqual({ step: swept[0]!.step, beta: 0.02, test: swept[0]!.losses });
  // What was there before is kept.
  await page.getByRole("button", { name: /^Back to epoch 12/ }).click();
  await playground.settled();
  expect(await page.evaluate(async () => [...(await window.vaePlayground.vae!.embed()).mean])).toEqual(
    mine.codes,
  );

  // A point of the plane opens its run too, by click and by key.
  const points = card.getByRole("group", { name: "Rate and distortion" });
  const low = points.getByRole("button", { name: /^Open Beta 0\.02 / });
  await low.click();
  await expect(card).toContainText("Beta 0.02 is the model now.");
  await playground.settled();
  expect(await playground.fact("step")).toBe(swept[0]!.step);
  await low.press("Tab");
  const next = points.getByRole("button", { name: /^Open Beta 0\.2 / });
  await expect(next).toBeFocused();
  await next.press("Enter");
  await expect(card).toContainText("Beta 0.2 is the model now.");
  await playground.settled();
  expect(await page.evaluate(() => window.vaePlayground.state.options.training.beta)).toBe(0.2);
  // More KL is farther to the right, and better reconstruction farther down.
  const [one, other] = [(await low.boundingBox())!, (await next.boundingBox())!];
  expect(one.x).toBeGreaterThan(other.x);
  expect(one.y).toBeGreaterThan(other.y);
  await page.getByRole("button", { name: /^Back to epoch 12/ }).click();
  await playground.settled();

  // A sweep that is stopped leaves what is done, and ends its engine.
  await card.getByLabel("Epochs each", { exact: true }).fill("100000");
  await card.getByRole("button", { name: "Train them" }).click();
  await expect(card.getByRole("progressbar")).toBeVisible();
  await card.getByRole("button", { name: "Stop" }).click();
  await expect(card.getByRole("button", { name: "Train them" })).toBeEnabled();
});

const sweepFile = join(process.cwd(), "tests/fixtures/digits.sweep.safetensors");

test("a sweep that was made in Python is opened with its images, and a run of it goes on", async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open();
  await playground.trainTo(2);
  await playground.look("runs");
  const card = page.getByRole("figure", { name: "Runs side by side" });
  await card.getByLabel("Sweep file").setInputFiles(sweepFile);
  await expect(card).toContainText("4 runs of digits.sweep.safetensors opened.", { timeout: 60_000 });
  await playground.settled();
  const table = card.getByRole("table", { name: /What came of each run, on test images/ });
  await expect(table.getByRole("row")).toHaveCount(5);
  await expect(table.getByRole("row", { name: /^latent 3, beta 2/ })).toContainText("12");
  await expect(card.locator(".run-map")).toHaveCount(4);
  const runs = await page.evaluate(() =>
    window.vaePlayground.state.runs.map(({ moment, results, latents }) => ({
      step: moment.step,
      points: moment.record.history.kl[0].length,
      rows: latents.rows.length,
      ...results,
    })),
  );
  expect(runs.map(({ points }) => points)).toEqual([12, 12, 12, 12]);
  expect(runs[0]!.rows).toBe(300);
  // More weight on the KL leaves less of it.
  expect(runs[1]!.losses.kl).toBeLessThan(runs[0]!.losses.kl);

  await card.getByRole("button", { name: "Open latent 2, beta 0.1 as the model" }).click();
  await expect(card).toContainText("latent 2, beta 0.1 is the model now.");
  await playground.settled();
  const opened = await page.evaluate(async () => {
    const { state, vae } = window.vaePlayground;
    return {
      step: state.step,
      epoch: state.epoch,
      test: await vae!.evaluate("test"),
      images: state.dataset!.name,
    };
  });
  expect(opened).toMatchObject({ step: runs[0]!.step, epoch: 12, images: "digits" });
  // The browser's CPU has the losses that Python's engine measured.
  expect(opened.test!.reconstruction).toBeCloseTo(runs[0]!.losses.reconstruction, 3);
  await playground.trainTo(13);
  await expect(playground.alert).toBeEmpty();

  // Of the images that are there, more runs stay beside these.
  await card.getByLabel("Sweep file").setInputFiles(sweepFile);
  await expect(table.getByRole("row")).toHaveCount(9);
  await card.getByLabel("Sweep file").setInputFiles({
    name: "cut.sweep.safetensors",
    mimeType: "application/octet-stream",
    buffer: readFileSync(sweepFile).subarray(0, 90_000),
  });
  await expect(card).toContainText("cut.sweep.safetensors can’t be opened: it is cut off or damaged.");
});

test("a dropped sweep is opened, and one that is none is said plainly", async ({ playground }) => {
  const { page } = playground;
  await playground.open();
  const drop = async (name: string, content: Buffer) => {
    const transfer = await page.evaluateHandle(
      ([name, encoded]) => {
        const bytes = Uint8Array.from(atob(encoded!), (letter) => letter.charCodeAt(0));
        const made = new DataTransfer();
        made.items.add(new File([bytes], name!));
        return made;
      },
      [name, content.toString("base64")],
    );
    await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
  };
  await drop("text.sweep.safetensors", Buffer.from("a text that is no sweep at all"));
  await expect(playground.alert).toContainText("text.sweep.safetensors can’t be opened");
  await drop("digits.sweep.safetensors", readFileSync(sweepFile));
  await expect
    .poll(() => page.evaluate(() => window.vaePlayground.state.runs.length), { timeout: 60_000 })
    .toBe(4);
  await expect(page.locator(".notice")).toContainText("4 runs of digits.sweep.safetensors opened.");
});
