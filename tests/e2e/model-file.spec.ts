import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type PlaygroundPage } from "./playground";

const bad = (name: string, content: Buffer | string) => {
  const path = join(mkdtempSync(join(tmpdir(), "model-")), name);
  writeFileSync(path, content);
  return path;
};

/** Saves the model, and gives the file's path. */
async function save({ page }: PlaygroundPage, name: RegExp): Promise<string> {
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save model" }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toMatch(name);
  const path = join(mkdtempSync(join(tmpdir(), "model-")), download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

const open = ({ page }: PlaygroundPage, path: string) =>
  page.getByLabel("Saved model file").setInputFiles(path);

const losses = ({ page }: PlaygroundPage) =>
  page.evaluate(() => {
    const { step, epoch, test } = window.vaePlayground.state;
    return { step, epoch, test };
  });

test("a saved model is opened on a new page, and training goes on with the same numbers", async ({
  playground,
}) => {
  await playground.open();
  const { page } = playground;
  await playground.set("Latent dimensions", "3");
  await playground.reset.click();
  await playground.settled();
  await playground.set("Beta", "0.5");
  await playground.trainTo(3);
  const file = await save(playground, /^vae-digits-step-69\.safetensors$/);
  await expect(page.getByText(/^Saved vae-digits-step-69/)).toBeVisible();
  const saved = await losses(playground);
  await playground.trainTo(5);
  const further = await losses(playground);

  await page.reload();
  await expect(playground.train).toBeEnabled();
  await playground.settled();
  await playground.set("Latent dimensions", "9");
  await open(playground, file);
  await expect(page.getByText(/^Opened vae-digits-step-69.*, after 69 steps\.$/)).toBeVisible();
  await playground.settled();
  expect(await losses(playground)).toEqual(saved);
  await expect(playground.field("Latent dimensions")).toHaveValue("3");
  await expect(playground.field("Beta")).toHaveValue("0.5");
  await expect(page.getByText("These changes need a new start")).toBeHidden();
  expect(await page.evaluate(() => window.vaePlayground.state.history.kl[0])).toEqual([3]);
  await playground.trainTo(5);
  expect(await losses(playground)).toEqual(further);
});

test("a file that is no model is named, and nothing is lost", async ({ playground }) => {
  await playground.open();
  const { page } = playground;
  await playground.trainTo(2);
  const file = await save(playground, /step-46/);
  const before = await losses(playground);
  const whole = readFileSync(file);
  const digits = readFileSync("www/public/data/digits.safetensors");
  for (const [path, message] of [
    [bad("empty.safetensors", ""), "The checkpoint can't be used: it is cut off"],
    [bad("words.safetensors", "these are words, and no model at all"), "it is no safetensors file"],
    [bad("short.safetensors", whole.subarray(0, whole.length - 100)), "it is cut off"],
    [bad("digits.safetensors", digits), "The checkpoint can't be used"],
  ] as const) {
    await open(playground, path);
    await expect(playground.alert).toContainText(message);
    await expect(playground.alert).toContainText("The model on this page stays as it was.");
    await expect(playground.alert).toBeInViewport();
    await page.getByRole("button", { name: "Dismiss" }).click();
  }
  expect(await losses(playground)).toEqual(before);
  await playground.trainTo(3);
});

test("on other data the weights alone are offered, on images of another size not", async ({ playground }) => {
  await playground.open();
  const { page } = playground;
  await playground.trainTo(3);
  const file = await save(playground, /step-69/);
  const anew = page.getByRole("button", { name: "Start anew with its weights" });

  await playground.chooseSet("Moons");
  await playground.field("Size").selectOption("8 × 8");
  await playground.set("Number of images", "200");
  await playground.load();
  const fresh = await losses(playground);
  await open(playground, file);
  await expect(playground.alert).toContainText("was trained on other images than these");
  expect(await losses(playground)).toEqual(fresh);
  await anew.click();
  await expect.poll(async () => (await losses(playground)).test).not.toEqual(fresh.test);
  await playground.settled();
  expect((await losses(playground)).step).toBe(0);
  await playground.trainTo(4);

  await playground.chooseSet("Circles");
  await playground.set("Number of images", "200");
  await playground.load();
  await open(playground, file);
  await expect(playground.alert).toContainText(
    "The checkpoint's images are 8 x 8 x 1, these are 16 x 16 x 1",
  );
  await expect(anew).toBeHidden();
});

test("a saved model names the images it was trained on, and they are loaded for it", async ({
  playground,
}) => {
  await playground.open();
  const { page } = playground;
  await playground.chooseSet("Circles");
  await playground.set("Number of images", "200");
  await playground.load();
  await playground.trainTo(3);
  const file = await save(playground, /^vae-circles-step-9\.safetensors$/);
  const saved = await losses(playground);

  await page.reload();
  await expect(playground.train).toBeEnabled();
  await playground.settled();
  await open(playground, file);
  await expect(playground.alert).toContainText(
    "It was trained on 200 images of 16 × 16, 160 of them to train on.",
  );
  await page.getByRole("button", { name: "Load Circles and open it" }).click();
  await expect(page.getByText(/^Opened vae-circles-step-9.*, after 9 steps\.$/)).toBeVisible();
  await playground.settled();
  expect(await losses(playground)).toEqual(saved);
  await expect(playground.alert).toBeEmpty();
});

test("a dropped model is opened, and what it took the place of can be gone back to", async ({
  playground,
}) => {
  await playground.open();
  const { page } = playground;
  await playground.trainTo(2);
  const file = await save(playground, /step-46/);
  await playground.trainTo(3);
  const devtools = await page.context().newCDPSession(page);
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await devtools.send("Input.dispatchDragEvent", {
      type,
      x: 700,
      y: 300,
      data: { items: [], files: [file], dragOperationsMask: 1 },
    });
  }
  await expect.poll(async () => (await losses(playground)).step).toBe(46);
  await expect(playground.alert).toBeEmpty();
  await page.getByRole("button", { name: "Back to epoch 3" }).click();
  await expect.poll(async () => (await losses(playground)).step).toBe(69);
});
