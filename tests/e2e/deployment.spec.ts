import { cpSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { serve, temporaryFolder } from "./hosts";
import { expect, PlaygroundPage, test } from "./playground";

/** Another hash. */
const backwards = (hash: string) => Array.from(hash).reverse().join("");

/** A server whose site can be replaced, as a new deployment does. */
async function deployments() {
  const folder = temporaryFolder();
  const site = join(folder.path, "site");
  const copy = () =>
    cpSync("dist", site, {
      recursive: true,
      filter: (path) => !/dist\/(npm|reference|element|data\/(?!mnist))/.test(path),
    });
  copy();
  const server = await serve(site);
  return {
    url: server.url,
    /** The same site, as another build: every script and module has another name, and the old ones are gone. */
    deploy() {
      const assets = readdirSync(join(site, "assets"));
      const renamed = assets.map((name) => [name, name.replace(/[\w-]{8}(?=\.\w+$)/, backwards)] as const);
      const texts = [join(site, "index.html"), join(site, "sw.js")];
      for (const [name, next] of renamed) {
        renameSync(join(site, "assets", name), join(site, "assets", next));
        if (/\.(js|css)$/.test(next)) texts.push(join(site, "assets", next));
      }
      for (const path of texts) {
        // The service worker tells by it that the page has changed.
        const text = readFileSync(path, "utf8").replaceAll(/(?<=revision:")[0-9a-f]{32}/g, backwards);
        writeFileSync(
          path,
          renamed.reduce((all, [name, next]) => all.replaceAll(name, next), text),
        );
      }
    },
    async close() {
      await server.close();
      folder.remove();
    },
  };
}

// Each of these tests opens the page more than once, and begins to train.
const slowly = { timeout: 60_000 };
test.setTimeout(300_000);

const notice = (page: Page) => page.locator(".notice");
const loadIt = (page: Page) => notice(page).getByRole("button", { name: "Load it" });
const ownScript = (page: Page) =>
  page.evaluate(() => document.querySelector<HTMLScriptElement>("script[type=module]")!.src);

async function opened(page: Page, url: string): Promise<PlaygroundPage> {
  const playground = new PlaygroundPage(page);
  // The last of what a page loads by itself.
  const rest = page.waitForEvent("requestfinished", (request) => /_rest-/.test(request.url()));
  await page.goto(url);
  await expect(playground.train).toBeEnabled(slowly);
  await playground.settled();
  await rest;
  return playground;
}

/** The service worker, which comes with the first step, keeps the engine that is in use. */
async function keptForOffline(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Step" }).click();
  await expect
    .poll(() =>
      page.evaluate(async () => (await (await caches.open("vae-playground-engines")).keys()).length),
    )
    .toBe(2);
}

test("an open page trains on over a new deployment, offers it, and loads it", async ({ page }) => {
  const site = await deployments();
  try {
    const playground = await opened(page, site.url);
    const before = await ownScript(page);
    // Longer than all of this takes.
    await playground.set("Epochs", "100000");
    await playground.train.click();
    await expect.poll(() => playground.fact("step")).toBeGreaterThan(20);
    site.deploy();
    // The loader's script has gone.
    await playground.chooseSet("Moons");
    await page.getByRole("button", { name: "Load", exact: true }).click();
    await expect(playground.alert).toContainText("script could not be loaded", slowly);
    await expect(notice(page)).toContainText("A new version of this page is here.", slowly);
    const step = await playground.fact("step");
    await expect.poll(() => playground.fact("step")).toBeGreaterThan(step + 20);
    await loadIt(page).click();
    await expect.poll(() => ownScript(page).catch(() => before), slowly).not.toBe(before);
    await expect(playground.train).toBeEnabled(slowly);
    // What was there was kept before.
    await page.getByRole("button", { name: "Go on where you were" }).click();
    await expect.poll(() => playground.fact("step"), slowly).toBeGreaterThan(step + 20);
    await playground.chooseSet("Moons");
    await playground.load();
  } finally {
    await site.close();
  }
});

test("a notice can be put away, and comes once", async ({ page }) => {
  const site = await deployments();
  try {
    const playground = await opened(page, site.url);
    site.deploy();
    for (const _ of [1, 2]) {
      await playground.chooseSet("Moons");
      await page.getByRole("button", { name: "Load", exact: true }).click();
      await expect(playground.alert).toContainText("script could not be loaded", slowly);
      const later = notice(page).getByRole("button", { name: "Later" });
      if (_ === 1) await later.click();
      await expect(notice(page)).toHaveCount(0);
    }
    await playground.trainTo(2);
  } finally {
    await site.close();
  }
});

test.describe("with a service worker", () => {
  test.use({ serviceWorkers: "allow" });

  test("a new deployment is offered in both tabs, and each loads it when it likes", async ({
    page,
    context,
  }) => {
    const site = await deployments();
    try {
      const first = await opened(page, site.url);
      await keptForOffline(page);
      const second = await opened(await context.newPage(), site.url);
      const before = await ownScript(page);
      // Longer than the other tab takes to load a new version.
      await second.set("Epochs", "100000");
      await second.train.click();
      await expect.poll(() => second.fact("step")).toBeGreaterThan(20);
      site.deploy();

      // The page comes from the old service worker, which finds the new one on the way.
      await page.reload();
      expect(await ownScript(page)).toBe(before);
      await first.settled();
      await expect(notice(page)).toBeVisible(slowly);
      await expect(notice(second.page)).toBeVisible(slowly);
      await loadIt(page).click();
      await expect.poll(() => ownScript(page).catch(() => before), slowly).not.toBe(before);
      await expect(first.train).toBeEnabled(slowly);
      await first.trainTo(1);

      const step = await second.fact("step");
      await expect.poll(() => second.fact("step")).toBeGreaterThan(step);
      expect(await ownScript(second.page)).toBe(before);
      await loadIt(second.page).click();
      await expect.poll(() => ownScript(second.page).catch(() => before), slowly).not.toBe(before);
      await expect(second.train).toBeEnabled(slowly);
    } finally {
      await site.close();
    }
  });

  test("an engine that the server has no more is offered anew, also after a reload", async ({ page }) => {
    const site = await deployments();
    try {
      const playground = await opened(page, site.url);
      await keptForOffline(page);
      const before = await ownScript(page);
      await page.evaluate(() => caches.delete("vae-playground-engines"));
      site.deploy();
      await page.reload();
      await expect(playground.alert).toContainText(
        "The engine could not be downloaded: the server answered 404",
      );
      expect(await ownScript(page)).toBe(before);
      await loadIt(page).click();
      await expect(playground.train).toBeEnabled(slowly);
      expect(await ownScript(page)).not.toBe(before);
    } finally {
      await site.close();
    }
  });

  test("damaged files in the caches are fetched anew", async ({ page }) => {
    const site = await deployments();
    try {
      const playground = await opened(page, site.url);
      await keptForOffline(page);
      await playground.chooseSet("MNIST");
      await playground.set("Number of images", "500");
      await playground.load();
      // Half of each file, as after a write that was cut off.
      const damaged = await page.evaluate(async () => {
        const damaged: string[] = [];
        for (const name of await caches.keys()) {
          const cache = await caches.open(name);
          for (const request of await cache.keys()) {
            if (!/\.(wasm|safetensors|gz)$/.test(new URL(request.url).pathname)) continue;
            const response = (await cache.match(request))!;
            const bytes = await response.arrayBuffer();
            await cache.put(
              request,
              new Response(bytes.slice(0, bytes.byteLength / 2), { headers: response.headers }),
            );
            damaged.push(request.url);
          }
        }
        return damaged;
      });
      for (const file of [/vae_playground_bg/, /vae_playground_images_bg/, /digits/, /images-0/])
        expect(damaged.filter((url) => file.test(url))).toHaveLength(1);
      await page.reload();
      await playground.settled();
      await playground.chooseSet("MNIST");
      await playground.set("Number of images", "500");
      await playground.load();
      await playground.trainTo(1);
      await expect(playground.alert).toBeEmpty();
    } finally {
      await site.close();
    }
  });
});

test("a file that comes damaged each time is said to be", async ({ page }) => {
  const requests: string[] = [];
  await page.route("**/*.wasm", (route) => {
    requests.push(route.request().url());
    return route.fulfill({ body: Buffer.alloc(1000), contentType: "application/wasm" });
  });
  await page.goto("./");
  const said = "The engine could not be downloaded: what came is damaged, also when asked for again.";
  await expect(page.getByRole("alert").filter({ hasText: said })).toBeVisible(slowly);
  expect(requests).toHaveLength(2);
  await page.unrouteAll();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("button", { name: "Train", exact: true })).toBeEnabled(slowly);
});

test("the network cut at half of MNIST is said, and what was there goes on", async ({ playground }) => {
  const { page } = playground;
  await playground.open();
  await playground.trainTo(1);
  const step = await playground.fact("step");
  let asked = 0;
  await page.route("**/data/mnist/images-*", (route) => (++asked > 2 ? route.abort() : route.continue()));
  await playground.chooseSet("MNIST");
  await playground.set("Number of images", "60000");
  await page.getByRole("button", { name: "Load", exact: true }).click();
  await expect(playground.alert).toContainText("MNIST could not be downloaded");
  await expect(playground.alert).toContainText("The data loaded before stays.");
  expect(await playground.fact("step")).toBe(step);
  await playground.trainTo(2);
  await page.unrouteAll();
  await playground.load();
  expect(await page.evaluate(() => window.vaePlayground.state.dataset!.images.shape[0])).toBe(60_000);
});
