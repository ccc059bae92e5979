import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, PlaygroundPage, test } from "./playground";

/** What a run has come to, as the page knows it. */
const run = ({ page }: PlaygroundPage) =>
  page.evaluate(() => {
    const { step, epoch, train, test, testEpoch, history, options, target, a, b, z, dimensions, dataset } =
      window.vaePlayground.state;
    const { pixels: _, ...images } = dataset!.images;
    const { name: set } = dataset!;
    return {
      step,
      epoch,
      train,
      test,
      testEpoch,
      history,
      options,
      target,
      a,
      b,
      z,
      dimensions,
      set,
      images,
    };
  });

/** What lies in the browser, the newest first. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await done(indexedDB.open("vae-playground"));
    const entries = await done(db.transaction("entries").objectStore("entries").getAll());
    db.close();
    return entries
      .map(({ step, epoch, when, train, test, name, session }) => ({
        step,
        epoch,
        when,
        train,
        test,
        name,
        session,
      }))
      .toSorted((one, other) => other.when - one.when);
  });

const goOn = (page: Page) => page.getByRole("button", { name: "Go on where you were" });
const anew = (page: Page) => page.getByRole("button", { name: "Start anew", exact: true });
const back = (page: Page) => page.getByRole("button", { name: /^Back to epoch/ });

/** Trains so far, and waits until that is kept. */
async function trainAndKeep(playground: PlaygroundPage, epochs: number): Promise<void> {
  await playground.trainTo(epochs);
  const { step } = await run(playground);
  await expect.poll(async () => (await kept(playground.page))[0]?.step).toBe(step);
}

async function again(playground: PlaygroundPage): Promise<void> {
  await playground.page.reload();
  await expect(playground.train).toBeEnabled();
  await playground.settled();
}

test("a page that is left at rest goes on where it was, with the same numbers", async ({ playground }) => {
  await playground.open();
  const { page } = playground;
  await expect(goOn(page)).toBeHidden();
  await playground.set("Latent dimensions", "3");
  await playground.reset.click();
  await playground.settled();
  await playground.set("Beta", "0.5");
  await trainAndKeep(playground, 3);
  await page.evaluate(() => window.vaePlayground.store.set({ a: 11, z: [0.5, 1, -1] }));
  await expect.poll(() => page.evaluate(() => window.vaePlayground.state.moment!.picks.a)).toBe(11);
  await page.waitForTimeout(500);
  const before = await run(playground);

  await again(playground);
  expect((await run(playground)).step).toBe(0);
  await goOn(page).click();
  await expect.poll(async () => (await run(playground)).step).toBe(before.step);
  await playground.settled();
  expect(await run(playground)).toEqual(before);
  expect(await page.evaluate(() => window.vaePlayground.vae!.evaluate("test"))).toEqual(before.test);
  await expect(goOn(page)).toBeHidden();
  await expect(playground.field("Beta")).toHaveValue("0.5");
  await expect(playground.field("Latent dimensions")).toHaveValue("3");
  await expect(page.getByText("These changes need a new start")).toBeHidden();
  // The curves go on too.
  await playground.trainTo(4);
  const { history } = await run(playground);
  expect(history.kl[0].slice(0, before.history.kl[0].length)).toEqual(before.history.kl[0]);
});

test("a page that is left in the middle of an epoch goes on from what it kept last while training", async ({
  playground,
}) => {
  await playground.open();
  const { page } = playground;
  await playground.set("Epochs", "100000");
  await playground.train.click();
  await expect.poll(async () => (await kept(page)).length, { timeout: 40_000 }).toBe(2);
  await again(playground);
  const [latest] = await kept(page);
  await goOn(page).click();
  await expect.poll(async () => (await run(playground)).step).toBe(latest!.step);
  const { step, epoch, train, test: tested } = await run(playground);
  expect({ step, epoch, train, test: tested }).toMatchObject({
    step: latest!.step,
    epoch: latest!.epoch,
    train: latest!.train,
    test: latest!.test,
  });
  await playground.train.click();
  await expect.poll(async () => (await run(playground)).step).toBeGreaterThan(step);
});

test("images that can't be loaded again come back with the model", async ({ playground }) => {
  await playground.open();
  const { page } = playground;
  await page.evaluate(async () => {
    const pixels = Float32Array.from({ length: 60 * 36 }, (_, i) => ((i * 7919) % 256) / 255);
    const labels = Uint8Array.from({ length: 60 }, (_, row) => row % 2);
    const testRows = Uint32Array.from({ length: 12 }, (_, n) => n * 5);
    await window.vaePlayground.setData(
      { pixels, shape: [60, 6, 6, 1], labels, testRows },
      { name: "Mine", classNames: ["even", "odd"] },
    );
  });
  await playground.settled();
  await trainAndKeep(playground, 3);
  const before = await run(playground);
  expect(before.set).toBe("Mine");
  await again(playground);
  await goOn(page).click();
  await expect.poll(async () => (await run(playground)).step).toBe(before.step);
  await playground.settled();
  expect(await run(playground)).toEqual(before);
  expect(await page.evaluate(() => window.vaePlayground.vae!.evaluate("test"))).toEqual(before.test);
});

test("images that are too large to keep are said to be, and asked for when the model comes back", async ({
  playground,
}) => {
  await playground.open();
  const { page } = playground;
  await playground.set("Hidden widths", "8");
  await playground.reset.click();
  const bring = () =>
    page.evaluate(async () => {
      const pixels = Float32Array.from({ length: 17_000 * 1024 }, (_, at) => ((at * 7919) % 251) / 250);
      const testRows = Uint32Array.from({ length: 50 }, (_, row) => row * 7);
      const images = { pixels, shape: [17_000, 32, 32, 1] as [number, number, number, number], testRows };
      await window.vaePlayground.setData(images, { name: "Many" });
    });
  await bring();
  const said = page.getByText("the images of Many are not, for they take more than 64 MiB");
  await expect(said).toBeVisible();
  await page.getByRole("button", { name: "Step" }).click();
  await expect.poll(async () => (await kept(page))[0]?.step).toBe(1);
  await playground.settled();
  const before = await run(playground);

  await again(playground);
  await expect(page.getByText("The images of Many were too large to keep. Open them again")).toBeVisible();
  await expect(said).toBeHidden();
  await goOn(page).click();
  await expect(playground.alert).toContainText("Open them again under Data, then go on.");
  await bring();
  await goOn(page).click();
  await expect.poll(async () => (await run(playground)).step).toBe(1);
  await playground.settled();
  expect(await run(playground)).toEqual(before);
});

test("tabs keep what each of them trains, and none goes on with what another has open", async ({
  playground,
  context,
}) => {
  await playground.open();
  await trainAndKeep(playground, 2);
  const other = new PlaygroundPage(await context.newPage());
  await other.open();
  await expect(goOn(other.page)).toBeHidden();
  await trainAndKeep(other, 1);
  const stays = new Set((await kept(other.page)).map(({ session }) => session));
  expect(stays.size).toBe(2);
  expect((await kept(other.page)).some(({ step }) => step === 46)).toBe(true);
  // Each goes on with its own, not with the latest of all.
  await again(playground);
  await goOn(playground.page).click();
  await expect.poll(async () => (await run(playground)).step).toBe(46);
  await again(other);
  await goOn(other.page).click();
  await expect.poll(async () => (await run(other)).step).toBe(23);
});

test("who starts anew finds the earlier model in the list, where it can be opened, named, saved and deleted", async ({
  playground,
}) => {
  await playground.open();
  const { page } = playground;
  await trainAndKeep(playground, 2);
  const before = await run(playground);
  await again(playground);
  await anew(page).click();
  await expect(anew(page)).toBeHidden();
  await playground.trainTo(1);

  await page.getByRole("button", { name: "Models", exact: true }).click();
  const list = page.getByRole("dialog", { name: "Models kept in this browser" });
  const earlier = list
    .getByRole("listitem")
    .filter({ hasText: "Digits, 2 dimensions, widths 64, 128, epoch 2" });
  await expect(earlier).toHaveCount(1);
  await earlier.getByRole("button", { name: /^Open:/ }).click();
  await expect(list).toBeHidden();
  await expect.poll(async () => (await run(playground)).step).toBe(46);
  await playground.settled();
  expect(await run(playground)).toEqual(before);

  // What was there, and what was opened, stay on the list, however far it trains.
  await trainAndKeep(playground, 3);
  await page.getByRole("button", { name: "Models", exact: true }).click();
  await expect(list.locator("li > span")).toHaveText([/epoch 3$/, /epoch 1$/, /epoch 2$/]);
  await list.getByLabel("Name", { exact: true }).fill("First <b>try</b>");
  await page.keyboard.press("Enter");
  const mine = list.getByRole("listitem").filter({ hasText: "First <b>try</b>" });
  await expect(mine).toHaveCount(1);
  await mine.getByRole("button", { name: /^Rename/ }).click();
  await page.keyboard.type("Second");
  await page.keyboard.press("Enter");
  const second = list.getByRole("listitem").filter({ hasText: "Second" });
  await expect(second).toHaveCount(1);

  const coming = page.waitForEvent("download");
  await second.getByRole("button", { name: /^Export/ }).click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe("vae-digits-step-69.safetensors");
  const header = readFileSync((await download.path())!)
    .subarray(8, 2000)
    .toString();
  expect(header).toContain("vae-playground");

  await second.getByRole("button", { name: /^Delete/ }).click();
  await expect(second.getByRole("button", { name: /^Cancel/ })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(list).toBeVisible();
  await second.getByRole("button", { name: /^Delete/ }).click();
  await second.getByRole("button", { name: /^Delete/ }).click();
  await expect(second).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(list).toBeHidden();
  await expect(page.getByRole("button", { name: "Models", exact: true })).toBeFocused();
});

test("reset, other settings, other images and another model are taken back", async ({ playground }) => {
  await playground.open();
  const { page } = playground;
  await playground.trainTo(2);
  await page.evaluate(() => window.vaePlayground.store.set({ a: 7 }));
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save model" }).click();
  const file = (await (await saving).path())!;
  await playground.trainTo(3);
  const before = await run(playground);
  const takenBack = async () => {
    await expect(back(page)).toHaveText("Back to epoch 3");
    await back(page).click();
    await expect.poll(async () => (await run(playground)).step).toBe(before.step);
    await playground.settled();
    expect(await run(playground)).toEqual(before);
    await expect(playground.alert).toBeEmpty();
  };

  await playground.reset.click();
  await expect.poll(async () => (await run(playground)).step).toBe(0);
  await takenBack();
  await expect(back(page)).toBeHidden();

  await playground.set("Latent dimensions", "5");
  await playground.reset.click();
  await expect.poll(async () => (await run(playground)).options.model.latent).toBe(5);
  await playground.settled();
  await takenBack();
  await expect(playground.field("Latent dimensions")).toHaveValue("2");

  await playground.chooseSet("Circles");
  await playground.set("Number of images", "200");
  await playground.load();
  expect((await run(playground)).set).toBe("Circles");
  await takenBack();

  await page.getByLabel("Saved model file").setInputFiles({
    name: "two.safetensors",
    mimeType: "application/octet-stream",
    buffer: readFileSync(file),
  });
  await expect.poll(async () => (await run(playground)).step).toBe(46);
  await takenBack();
  // And that once more, for it was a model too.
  await expect(back(page)).toHaveText("Back to epoch 2");
  await page.getByRole("region", { name: "Run" }).getByRole("button", { name: "Dismiss" }).click();
  await expect(back(page)).toBeHidden();
});

test("with no room left training goes on, it is said once, and leaving asks", async ({ playground }) => {
  const { page } = playground;
  await page.addInitScript(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (value, key) {
      if (this.name === "checkpoints") throw new DOMException("Full.", "QuotaExceededError");
      return put.call(this, value, key);
    };
  });
  await playground.open();
  await playground.trainTo(2);
  const notice = page.getByText("There is no more room to keep the model in this browser.");
  await expect(notice).toBeVisible();
  await page.getByRole("region", { name: "Run" }).getByRole("button", { name: "Dismiss" }).click();
  await playground.trainTo(3);
  await page.waitForTimeout(2000);
  await expect(notice).toBeHidden();
  expect(await kept(page)).toEqual([]);
  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
  // What is saved as a file is safe.
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save model" }).click();
  await saving;
  await page.close({ runBeforeUnload: true });
  await expect.poll(() => page.isClosed()).toBe(true);
});

test("a browser that keeps nothing is told of once there is something to lose", async ({ playground }) => {
  const { page } = playground;
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("Not in a private window.", "SecurityError");
    };
  });
  await playground.open();
  const notice = page.getByText("This browser keeps nothing for this page (Not in a private window.).");
  await expect(notice).toBeHidden();
  await playground.trainTo(2);
  await expect(notice).toBeVisible();
  await expect(page.getByRole("button", { name: "Models", exact: true })).toBeHidden();
});

test("an element keeps nothing unless it is asked to", async ({ playground }) => {
  const { page } = playground;
  await page.route("**/", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace(' keep="site"', "") });
  });
  await playground.open();
  await playground.trainTo(2);
  await page.waitForTimeout(2000);
  expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
  await expect(page.getByRole("button", { name: "Models", exact: true })).toBeHidden();
  // What a command ends can be taken back all the same.
  await playground.reset.click();
  await expect(back(page)).toBeVisible();
});

test("on a phone what can be gone back to and the list fit the screen", async ({ playground }) => {
  const { page } = playground;
  await playground.open();
  await trainAndKeep(playground, 2);
  await page.setViewportSize({ width: 390, height: 844 });
  await playground.reset.click();
  await expect(back(page)).toBeInViewport();
  expect(await playground.hasSidewaysScroll()).toBe(false);
  await page.getByRole("button", { name: "Models", exact: true }).click();
  const list = page.getByRole("dialog", { name: "Models kept in this browser" });
  await expect(list.getByRole("listitem")).toHaveCount(1);
  const { x, width } = (await list.boundingBox())!;
  expect(x).toBeGreaterThanOrEqual(0);
  expect(x + width).toBeLessThanOrEqual(390);
  expect(await list.evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth)).toBe(0);
});
