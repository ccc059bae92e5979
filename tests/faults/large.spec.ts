import { closeSync, copyFileSync, ftruncateSync, openSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../e2e/hosts";
import { expect, test, type FaultyPage } from "./faults";

const slowly = { timeout: 300_000 };

/** Images that nobody can load again, made in the page. */
const setImages = ({ page }: FaultyPage, count: number, side: number) =>
  page.evaluate(
    async ({ count, side }) => {
      const pixels = new Float32Array(count * side * side);
      for (let at = 0; at < pixels.length; at++) pixels[at] = ((at * 7919) % 251) / 250;
      const testRows = Uint32Array.from({ length: Math.min(100, count / 10) }, (_, row) => row * 7);
      await window.vaePlayground.setData(
        { pixels, shape: [count, side, side, 1], testRows },
        { name: "Mine" },
      );
    },
    { count, side },
  );

async function saved({ page }: FaultyPage): Promise<string> {
  const coming = page.waitForEvent("download", slowly);
  await page.getByRole("button", { name: "Save model" }).click();
  return (await coming).path();
}

test("images of 256 MiB are trained on, measured, saved and gone on with after a reload @long", async ({
  playground,
}) => {
  test.setTimeout(900_000);
  const { page } = playground;
  await playground.open();
  await playground.set("Hidden widths", "16");
  await setImages(playground, 65_536, 32);
  const told = page.getByText("the images of Mine are not, for they take more than 64 MiB");
  await expect(told).toBeVisible();
  await playground.set("Epochs", "1");
  await playground.train.click();
  await expect(page.getByText("Target reached")).toBeVisible(slowly);
  await playground.settled();
  const measured = await page.evaluate(() => window.vaePlayground.vae!.statistics("test", 4));
  expect(Number.isFinite(measured!.importanceWeightedBound)).toBe(true);
  const file = await saved(playground);
  await playground.kept();
  const before = await playground.told();

  await page.reload();
  await expect(playground.train).toBeEnabled();
  await expect(page.getByText("The images of Mine were too large to keep.")).toBeVisible();
  await setImages(playground, 65_536, 32);
  await playground.button("Go on where you were").click();
  await page.waitForFunction((step) => window.vaePlayground.state.step === step, before.step, slowly);
  await playground.settled();
  expect(await playground.told()).toEqual(before);

  // And from the file, in place of what has trained on.
  await playground.button("Step").click();
  await page.waitForFunction((step) => window.vaePlayground.state.step === step + 1, before.step, slowly);
  await playground.settled();
  await page.getByLabel("Saved model file").setInputFiles(file);
  await page.waitForFunction((step) => window.vaePlayground.state.step === step, before.step, slowly);
  await expect(playground.alert).toBeEmpty();
});

test("a checkpoint of nearly 1 GiB opens over a trained model, which can be gone back to @long", async ({
  playground,
}) => {
  test.setTimeout(900_000);
  const { page } = playground;
  await playground.open();
  // Few, as each takes long.
  await setImages(playground, 60, 8);
  await page.evaluate(async () => {
    const { session, state } = window.vaePlayground;
    const { model, ...rest } = state.options;
    const encoder = Array(4).fill(4096);
    await session.reset("cpu", { ...rest, model: { ...model, encoder, decoder: encoder.slice(1) } });
    await session.step();
  });
  await expect(playground.alert).toBeEmpty();
  const file = await saved(playground);
  expect(statSync(file).size).toBeGreaterThan(0.93 * 2 ** 30);

  await page.reload();
  await expect(playground.train).toBeEnabled();
  await setImages(playground, 60, 8);
  await playground.trainTo(3);
  await playground.kept();
  const before = await playground.told();
  await page.getByLabel("Saved model file").setInputFiles(file);
  // Where that takes more than half a minute it is told, until it has answered.
  await page.waitForFunction(() => window.vaePlayground.state.step === 1, undefined, slowly);
  await expect(playground.alert).toBeEmpty(slowly);
  await playground.button("Back to epoch 3").click();
  await page.waitForFunction((step) => window.vaePlayground.state.step === step, before.step, slowly);
  await playground.settled();
  expect(await playground.told()).toEqual(before);
});

test("files of 1 GiB that are no checkpoint are refused, and the model trains on @long", async ({
  playground,
}) => {
  test.setTimeout(600_000);
  const folder = temporaryFolder();
  try {
    const { page } = playground;
    await playground.open();
    await playground.trainTo(3);
    const small = await saved(playground);
    await playground.kept();
    const before = await playground.told();
    const refuse = async (path: string, says: RegExp) => {
      await page.getByLabel("Saved model file").setInputFiles(path);
      await expect(playground.alert).toContainText(says, slowly);
      await playground.settled();
      expect(await playground.told()).toEqual(before);
    };
    const grown = (name: string, bytes: number, header?: Buffer) => {
      const path = join(folder.path, name);
      if (header) writeFileSync(path, header);
      else copyFileSync(small, path);
      const handle = openSync(path, "r+");
      ftruncateSync(handle, bytes);
      closeSync(handle);
      return path;
    };
    await refuse(grown("longer.safetensors", 2 ** 30), /checkpoint can't be used.*stays as it was\./s);
    const nothing = Buffer.alloc(8);
    await refuse(
      grown("zeros.safetensors", 2 ** 30, nothing),
      /checkpoint can't be used.*stays as it was\./s,
    );
    await refuse(grown("larger.safetensors", 2 ** 30 + 2 ** 21, nothing), /has more than 1 GiB/);
    await playground.trainTo(4);
  } finally {
    folder.remove();
  }
});
