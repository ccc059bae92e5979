import { cpSync, readdirSync, readFileSync } from "node:fs";
import type { Browser, Page } from "@playwright/test";
import { serve, shippedHeaders, temporaryFolder } from "./hosts";
import { expect, PlaygroundPage, test } from "./playground";

/** Threads of dedicated workers in all of the browser's pages, as Linux names them. */
async function workerThreads(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const names = processInfo
    .filter(({ type }) => type === "renderer")
    .flatMap(({ id }) =>
      readdirSync(`/proc/${id}/task`).map((task) => readFileSync(`/proc/${id}/task/${task}/comm`, "utf8")),
    );
  return names.filter((name) => name.startsWith("DedicatedWorker")).length;
}

const isolated = (page: Page) => page.evaluate(() => crossOriginIsolated);
const device = (page: Page) => page.evaluate(() => window.vaePlayground.state.device!);

/** The test loss of a network that is large enough for several threads, which every weight has a part in. */
async function lossAfterTraining(page: Page) {
  const playground = new PlaygroundPage(page);
  await expect(playground.train).toBeEnabled();
  await playground.settled();
  await playground.chooseSet("MNIST");
  await playground.set("Number of images", "500");
  await playground.load();
  await playground.trainTo(2);
  return page.evaluate(() => window.vaePlayground.state.test);
}

test.describe("with a service worker", () => {
  test.use({ serviceWorkers: "allow" });

  test("the second visit has a thread for each core, the numbers of one, and ends what it began", async ({
    page,
    browser,
  }) => {
    const site = await serve("dist", "/some/path/");
    try {
      await page.goto(site.url);
      expect(await isolated(page)).toBe(false);
      const alone = await lossAfterTraining(page);
      expect((await device(page)).adapter).toContain("one thread");
      await page.evaluate(() => navigator.serviceWorker.ready);
      const before = await workerThreads(browser);

      await page.reload();
      expect(await isolated(page)).toBe(true);
      expect(await lossAfterTraining(page)).toEqual(alone);
      const cores = await page.evaluate(() => navigator.hardwareConcurrency);
      expect(await device(page)).toMatchObject({ kind: "cpu", adapter: `Flex, ${cores} threads with SIMD` });
      const threaded = await workerThreads(browser);
      expect(threaded).toBe(before + cores - 1);

      // An engine that ends takes its helpers along, and the next one has as many.
      await page
        .workers()[0]!
        .evaluate(() => void setTimeout(() => Promise.reject(new Error("killed by test"))));
      await expect.poll(() => workerThreads(browser)).toBe(threaded - cores);
      await page.getByRole("button", { name: "Restart" }).click();
      await expect.poll(() => workerThreads(browser)).toBe(threaded);
    } finally {
      await site.close();
    }
  });
});

test("a helper that can't be had leaves one thread, and the page says why", async ({ page }) => {
  const folder = temporaryFolder();
  const filter = (path: string) => !/later-pool-|dist\/(npm|reference|element|data\/)/.test(path);
  cpSync("dist", folder.path, { recursive: true, filter });
  const site = await serve(folder.path, "/", shippedHeaders());
  try {
    await page.goto(site.url);
    await expect(new PlaygroundPage(page).train).toBeEnabled();
    expect(await isolated(page)).toBe(true);
    expect(await device(page)).toMatchObject({
      adapter: "Flex, one thread with SIMD",
      reason: expect.stringMatching(/ More threads can't be had: a helper's script could not be loaded\.$/),
    });
  } finally {
    await site.close();
    folder.remove();
  }
});
