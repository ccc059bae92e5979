import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test, type PlaygroundPage } from "./playground";

/** Names of problems and notes as the card says them. */
const findings = (page: Page) => page.locator('[data-view="doctor"] .finding:visible h3').allTextContents();

test("a run that collapses is found, its remedy is tried, and taken back", async ({ playground }) => {
  const { page } = playground;
  await playground.open();
  await playground.set("Beta", "8");
  await playground.trainTo(80);
  await playground.look("doctor");
  const card = page.getByRole("figure", { name: "Doctor" });
  const found = card.getByRole("region", { name: "Posterior collapse" });
  await expect(card.getByRole("status").first()).toHaveText("Found: Posterior collapse.");
  const { train, references } = await page.evaluate(() => ({
    train: window.vaePlayground.state.train!,
    references: window.vaePlayground.state.dataset!.references,
  }));
  await expect(found).toContainText(`KL is ${train.kl.toFixed(2)} nats`);
  await expect(found).toContainText(references.meanPixel.toFixed(2));
  await expect(found).toContainText("for 800 steps after any warm-up");

  const beta = () => page.evaluate(() => window.vaePlayground.vae!.options.training.beta);
  await found.getByRole("button", { name: "Try: Beta 2" }).click();
  await expect.poll(beta).toBe(2);
  await expect(playground.field("Beta")).toHaveValue("2");
  await expect(card).toContainText("Tried: Beta 2.");
  await card.getByRole("button", { name: "Undo: put the setting back" }).click();
  await expect.poll(beta).toBe(8);

  // One that begins anew brings the model back as it was.
  const step = await playground.fact("step");
  await found.getByRole("button", { name: "Try: Let beta rise slowly, start anew" }).click();
  await expect.poll(() => playground.fact("step")).toBe(0);
  expect(await page.evaluate(() => window.vaePlayground.vae!.options.training.betaSchedule.kind)).toBe(
    "linear",
  );
  await card.getByRole("button", { name: "Undo: bring the model back as it was" }).click();
  await expect.poll(() => playground.fact("step")).toBe(step);
  expect(await beta()).toBe(8);
});

/** As many healthy runs as have to be silent. */
const seeds = Array.from({ length: 10 }, (_, i) => i + 1);

test("nothing wrong is found in ten healthy runs, all the way", async ({ playground }) => {
  test.setTimeout(600_000);
  const { page } = playground;
  await playground.open();
  for (const seed of seeds) {
    await playground.set("Seed", String(seed));
    await playground.reset.click();
    await playground.settled();
    await playground.look("doctor");
    // What is said at any time, not only at the end.
    await page.locator('[data-view="doctor"]').evaluate((card) => {
      const said = new Set<string>();
      const status = card.querySelector("[role=status]")!;
      const changes = { subtree: true, childList: true, characterData: true };
      new MutationObserver(() => said.add(status.textContent)).observe(status, changes);
      Object.assign(window, { saidByDoctor: said });
    });
    // Past all steps at which a rule begins.
    await playground.trainTo(100);
    await playground.look("doctor");
    const card = page.getByRole("figure", { name: "Doctor" });
    await expect(card.getByRole("status").first()).toHaveText(/^Nothing wrong is found at step [\d,]+\.$/);
    const said = await page.evaluate(() => [
      ...(window as unknown as { saidByDoctor: Set<string> }).saidByDoctor,
    ]);
    expect(said.length).toBeGreaterThan(0);
    expect(said.filter((sentence) => !sentence.startsWith("Nothing wrong"))).toEqual([]);
    expect(await findings(page)).toEqual(["Grey pixels under a Bernoulli likelihood"]);
  }
});

test("a rate at which training diverges is found, and a tenth of it is not", async ({ playground }) => {
  const { page } = playground;
  await playground.open();
  await playground.set("Learning rate", "1");
  await playground.look("doctor");
  await playground.set("Epochs", "200");
  await playground.train.click();
  const card = page.getByRole("figure", { name: "Doctor" });
  const status = card.getByRole("status").first();
  await expect(status).toHaveText("Found: Learning rate too high.", { timeout: 60_000 });
  const found = card.getByRole("region", { name: "Learning rate too high" });
  await expect(found).toContainText("The losses are no numbers any more.");
  await found.getByRole("button", { name: "Try: Learning rate 0.1, start anew" }).click();
  await expect(playground.field("Learning rate")).toHaveValue("0.1");
  await expect(found).toBeHidden();
});

/** The first digits of the file that comes with the page, as images of 8 bits in NumPy's format. */
function someDigits(count: number): Buffer {
  const file = readFileSync("www/public/data/digits.safetensors");
  const length = Number(file.readBigUInt64LE());
  const { images } = JSON.parse(file.toString("utf8", 8, 8 + length)) as {
    images: { data_offsets: [number, number] };
  };
  const from = 8 + length + images.data_offsets[0];
  const pixels = file.subarray(from, from + count * 64).map((value) => Math.round((value * 255) / 16));
  const header = `{'descr': '|u1', 'fortran_order': False, 'shape': (${count}, 8, 8), }`.padEnd(117) + "\n";
  const magic = Buffer.from([0x93, ...Buffer.from("NUMPY"), 1, 0, header.length, 0]);
  return Buffer.concat([magic, Buffer.from(header), pixels]);
}

test("a model of 100 images is found to over-fit, and stops in time where that is asked for", async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open();
  await playground.chooseSet("Your images");
  await playground.set("Test fraction", "0.5");
  await page
    .getByLabel("Image files")
    .setInputFiles({ name: "digits.npy", mimeType: "application/octet-stream", buffer: someDigits(200) });
  await playground.loaded();
  await playground.look("doctor");
  await playground.trainTo(1000);
  await playground.look("doctor");
  const card = page.getByRole("figure", { name: "Doctor" });
  const found = card.getByRole("region", { name: "Over-fitting" });
  await expect(card.getByRole("status").first()).toHaveText("Found: Over-fitting.");
  const test = await page.evaluate(() => window.vaePlayground.state.test!.loss);
  await expect(found).toContainText(`−ELBO on test images is ${test.toFixed(2)}`);
  await found.getByRole("button", { name: /^Try: Stop at epoch \d+, start anew$/ }).click();
  await expect.poll(() => playground.fact("step")).toBe(0);
  await playground.train.click();
  await expect(page.getByText("Target reached")).toBeVisible({ timeout: 60_000 });
  await playground.settled();
  await playground.look("doctor");
  await expect(card.getByRole("status").first()).toHaveText(/^Nothing wrong is found/);
});

/** A checkpoint in which some units of a dense layer can't be above 0: their bias is far below it. */
function withDeadUnits(file: Uint8Array, layer: string, units: number): Buffer {
  const bytes = Buffer.from(file);
  const length = Number(bytes.readBigUInt64LE());
  const header = JSON.parse(bytes.toString("utf8", 8, 8 + length)) as Record<
    string,
    { data_offsets: [number, number] }
  >;
  const from = 8 + length + header[`${layer}.bias`]!.data_offsets[0];
  for (let unit = 0; unit < units; unit++) bytes.writeFloatLE(-1000, from + 4 * unit);
  return bytes;
}
