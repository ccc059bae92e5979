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
  await found.getByRole("button", { name: "Try: Beta 1" }).click();
  await expect.poll(beta).toBe(1);
  await expect(playground.field("Beta")).toHaveValue("1");
  await expect(card).toContainText("Tried: Beta 1.");
  await playground.trainTo(110);
  await playground.look("doctor");
  await expect(found).toBeHidden();
  await card.getByRole("button", { name: "Undo: put the setting back" }).click();
  await expect.poll(beta).toBe(8);
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
    const notes = ["Grey pixels under a Bernoulli likelihood", "Some dead units"];
    expect((await findings(page)).sort()).toEqual(notes);
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

/** Where the tensors of a safetensors file are, from where they begin. */
function tensorsOf(file: Buffer) {
  const begins = 8 + Number(file.readBigUInt64LE());
  const tensors = JSON.parse(file.toString("utf8", 8, begins)) as Record<string, { data_offsets: number[] }>;
  return { begins, tensors };
}

/** The first of the digits that come with the page, as images of 8 bits in NumPy's format. */
function someDigits(count: number): Buffer {
  const file = readFileSync("www/public/data/digits.safetensors");
  const { begins, tensors } = tensorsOf(file);
  const from = begins + tensors["images"]!.data_offsets[0]!;
  const pixels = file.subarray(from, from + count * 64).map((value) => Math.round((value * 255) / 16));
  const header = `{'descr': '|u1', 'fortran_order': False, 'shape': (${count}, 8, 8), }`.padEnd(117) + "\n";
  const magic = Buffer.from(`\x93NUMPY\x01\0${String.fromCharCode(header.length)}\0`, "latin1");
  return Buffer.concat([magic, Buffer.from(header), pixels]);
}

test("a model of 100 images is found to over-fit, and is to stop in time where that is asked for", async ({
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
  // A healthy rate, and more steps an epoch, which is soon there.
  await playground.set("Learning rate", "0.002");
  await playground.set("Batch size", "20");
  await playground.trainTo(360);
  await playground.look("doctor");
  const card = page.getByRole("figure", { name: "Doctor" });
  const found = card.getByRole("region", { name: "Over-fitting" });
  await expect(card.getByRole("status").first()).toHaveText("Found: Over-fitting.");
  const test = await page.evaluate(() => window.vaePlayground.state.test!.loss);
  await expect(found).toContainText(`−ELBO on test images is ${test.toFixed(2)}`);
  const stop = found.getByRole("button", { name: /^Try: Stop at epoch \d+, start anew$/ });
  const epoch = /epoch (\d+)/.exec((await stop.textContent())!)![1]!;
  await stop.click();
  await expect.poll(() => playground.fact("step")).toBe(0);
  await expect(playground.field("Epochs")).toHaveValue(epoch);
  await expect(found).toBeHidden();
});

/** A checkpoint in which some units of a dense layer can't be above 0: their biases are far below it. */
function withDeadUnits(file: Buffer, layer: string, units: number[]): Buffer {
  const bytes = Buffer.from(file);
  const { begins, tensors } = tensorsOf(bytes);
  const bias = begins + tensors[`${layer}.bias`]!.data_offsets[0]!;
  for (const unit of units) bytes.writeFloatLE(-1000, bias + 4 * unit);
  return bytes;
}

/** Opens a model of as many steps as there is now. */
async function open(playground: PlaygroundPage, buffer: Buffer): Promise<void> {
  const file = { name: "planted.safetensors", mimeType: "application/octet-stream", buffer };
  await playground.page.getByLabel("Saved model file").setInputFiles(file);
  await expect(playground.page.getByText(/^Opened planted/)).toBeVisible();
  await playground.settled();
  await playground.look("doctor");
}

test("planted dead units are found: one is counted, those of a whole layer are an alarm", async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open();
  await playground.trainTo(20);
  await playground.look("doctor");
  const card = page.getByRole("figure", { name: "Doctor" });
  const status = card.getByRole("status").first();
  const note = card.getByRole("region", { name: "Some dead units" });
  const inFirst = async () =>
    Number(/from the image on, (\d+) of 64, /.exec((await note.textContent())!)![1]);
  await expect(status).toHaveText(/^Nothing wrong is found/);
  const before = await inFirst();

  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save model" }).click();
  const model = readFileSync(await (await coming).path());
  const alive = await page.evaluate(async () => {
    const { blocks } = (await window.vaePlayground.vae!.unitStatistics("test"))!;
    return blocks[0]!.active.findIndex((share) => share > 0.1);
  });
  await open(playground, withDeadUnits(model, "encoder.mlp.layers.0", [alive]));
  await expect.poll(inFirst).toBe(before + 1);
  await expect(status).toHaveText(/^Nothing wrong is found/);
  await expect(note.getByRole("button", { name: /^Try: Leaky ReLU/ })).toBeVisible();

  const whole = Array.from({ length: 64 }, (_, unit) => unit);
  await open(playground, withDeadUnits(model, "encoder.mlp.layers.0", whole));
  await expect(status).toHaveText("Found: Dead units.");
  const found = card.getByRole("region", { name: "Dead units", exact: true });
  await expect(found).toContainText("(100% in the worst)");
  // One that begins anew brings the model back as it was.
  const step = await playground.fact("step");
  const leaky = found.getByRole("button", { name: "Try: Leaky ReLU in place of ReLU, start anew" });
  const activation = () => page.evaluate(() => window.vaePlayground.vae!.options.model.activation);
  await leaky.click();
  await expect.poll(() => playground.fact("step")).toBe(0);
  expect(await activation()).toBe("leakyRelu");
  await card.getByRole("button", { name: "Undo: bring the model back as it was" }).click();
  await expect.poll(() => playground.fact("step")).toBe(step);
  expect(await activation()).toBe("relu");
  await playground.settled();
  await playground.look("doctor");
  await leaky.click();
  await expect.poll(() => playground.fact("step")).toBe(0);
  await playground.trainTo(21);
  await playground.look("doctor");
  await expect(status).toHaveText(/^Nothing wrong is found/);
  await expect(note).toBeHidden();
});
