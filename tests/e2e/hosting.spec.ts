import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "@playwright/test";
import { example, serve, shippedHeaders, temporaryFolder } from "./hosts";
import { expect, PlaygroundPage, test } from "./playground";

const base = "/some/path/";
const serveSite = () => serve("dist", base, shippedHeaders());

test("the policy of the documentation is the one that is shipped", () => {
  const documented = example("docs/hosting.md", "Content-Security-Policy").trim();
  expect(shippedHeaders()["Content-Security-Policy"]).toBe(documented);
});

test("below a path and under its policy, the site trains, loads other data, and asks no one else", async ({
  page,
  playground,
}) => {
  const site = await serveSite();
  try {
    const elsewhere: string[] = [];
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(site.url) && !url.startsWith("blob:") && !url.startsWith("data:"))
        elsewhere.push(url);
    });
    const response = await page.goto(site.url);
    expect(response!.headers()["content-security-policy"]).toContain("'wasm-unsafe-eval'");
    await expect(playground.train).toBeEnabled();
    await playground.settled();
    // The headers isolate the page, and the policy lets helpers start.
    expect(await page.evaluate(() => window.vaePlayground.state.device!.adapter)).toMatch(/\d threads/);
    await playground.trainTo(2);
    for (const set of ["Moons", "MNIST"]) {
      await playground.chooseSet(set);
      await playground.set("Number of images", "500");
      await playground.load();
    }
    await playground.trainTo(1);
    expect(elsewhere).toEqual([]);
  } finally {
    await site.close();
  }
});

test("the page has the shipped policy itself, but for who may frame it", () => {
  const [, own] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(
    readFileSync("dist/index.html", "utf8"),
  )!;
  const shipped = shippedHeaders()["Content-Security-Policy"]!.split("; ");
  const directives = own!.replaceAll("&#39;", "'").split("; ");
  expect(shipped.filter((directive) => !directives.includes(directive))).toEqual([
    "frame-ancestors 'self' https:",
  ]);
  expect(directives.filter((directive) => !shipped.includes(directive))).toEqual([]);
});

test("the policy is in force", async ({ page }) => {
  const site = await serveSite();
  try {
    await page.goto(site.url);
    const directive = await page.evaluate(() => {
      const violated = new Promise<string>((resolve) =>
        document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective)),
      );
      new Image().src = "https://example.org/1.png";
      return violated;
    });
    expect(directive).toBe("img-src");
    const refused = await page.evaluate(() => {
      const script = document.createElement("script");
      const attempts = [
        () => (script.textContent = "document.title = 'ran';"),
        () => (script.src = "data:text/javascript,document.title='ran'"),
        () => (document.body.innerHTML = "<img src=x onerror=\"document.title='ran'\">"),
      ];
      return attempts.map((attempt) => {
        try {
          return attempt();
        } catch (error) {
          return (error as Error).name;
        }
      });
    });
    expect(refused).toEqual(["TypeError", "TypeError", "TypeError"]);
    await expect(page).not.toHaveTitle("ran");
  } finally {
    await site.close();
  }
});

test("names with HTML and with marks that turn writing around are text", async ({ page, playground }) => {
  const site = await serveSite();
  const folder = temporaryFolder();
  const html = "<img src=x onerror=alert(1)>";
  const turned = "\u202Etac";
  for (const name of [html, turned]) {
    mkdirSync(join(folder.path, "set", name), { recursive: true });
    for (const n of [1, 2])
      cpSync("crates/images/tests/fixtures/palette.png", join(folder.path, "set", name, `${n}${turned}.png`));
  }
  try {
    await page.goto(site.url);
    await expect(playground.train).toBeEnabled();
    await page.evaluate(() => {
      const violated: string[] = [];
      document.addEventListener("securitypolicyviolation", (event) =>
        violated.push(event.effectiveDirective),
      );
      Object.assign(window, { violated });
    });
    await page.getByLabel("Folder of pictures").setInputFiles(join(folder.path, "set"));
    await playground.loaded();
    await playground.look("latent");
    const legend = page.getByRole("group", { name: /^Classes/ }).getByRole("button");
    await expect(legend).toHaveText([html, "tac"]);
    const said = await page.locator(".loaded").innerText();
    expect(said).not.toMatch(/[\u202A-\u202E]/);
    await expect(page.locator("img")).toHaveCount(0);
    expect(await page.evaluate(() => (window as unknown as { violated: string[] }).violated)).toEqual([]);
  } finally {
    await site.close();
    folder.remove();
  }
});

test("no worker starts from a script that is not the site's", async ({ page }) => {
  const site = await serveSite();
  try {
    await page.goto(site.url);
    const names = await page.evaluate((elsewhere) => {
      const blob = URL.createObjectURL(new Blob(["postMessage(1)"], { type: "text/javascript" }));
      return [blob, elsewhere, "./index.html"].map((address) => {
        try {
          new Worker(address);
          return "started";
        } catch (error) {
          return (error as Error).name;
        }
      });
    }, `${site.url}../assets/worker-12345678.js`);
    expect(names).toEqual(["TypeError", "TypeError", "TypeError"]);
  } finally {
    await site.close();
  }
});

test("the policy lets a person's own video be opened", async ({ page }) => {
  const site = await serveSite();
  try {
    await page.goto(site.url);
    const violations = await page.evaluate(async () => {
      const violated: string[] = [];
      document.addEventListener("securitypolicyviolation", (event) =>
        violated.push(event.effectiveDirective),
      );
      const video = document.createElement("video");
      const ended = new Promise((resolve) => (video.onerror = resolve));
      video.src = URL.createObjectURL(new Blob(["no video"], { type: "video/webm" }));
      await ended;
      await new Promise((resolve) => setTimeout(resolve, 100));
      return violated;
    });
    expect(violations).toEqual([]);
  } finally {
    await site.close();
  }
});

const registrations = (page: Page) =>
  page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);

test.describe("with a service worker", () => {
  test.use({ serviceWorkers: "allow" });

  test("after a first visit the page opens and trains with its server gone", async ({ page }) => {
    const playground = new PlaygroundPage(page);
    const site = await serveSite();
    try {
      await page.goto(site.url);
      await expect(playground.train).toBeEnabled();
      expect(await registrations(page)).toBe(0);
      await page.getByRole("button", { name: "Step" }).click();
      await expect
        .poll(() =>
          page.evaluate(async () => (await (await caches.open("vae-playground-engines")).keys()).length),
        )
        .toBe(2);
    } finally {
      await site.close();
    }
    await page.reload();
    await playground.settled();
    await playground.trainTo(2);
    await playground.chooseSet("Moons");
    await playground.load();
    await playground.trainTo(1);
  });

  test("what nobody asked for is not kept", async ({ page }) => {
    const site = await serveSite();
    try {
      await page.goto(site.url);
      await page.getByRole("button", { name: "Step" }).click();
      await page.evaluate(() => navigator.serviceWorker.ready);
      const kept = await page.evaluate(async () => {
        const caches = await Promise.all((await self.caches.keys()).map((name) => self.caches.open(name)));
        const requests = (await Promise.all(caches.map((cache) => cache.keys()))).flat();
        return requests.map(({ url }) => url);
      });
      expect(kept.length).toBeGreaterThan(5);
      expect(kept.filter((url) => /\/(npm|element|mnist|animals|faces|things)\//.test(url))).toEqual([]);
      expect(kept.filter((url) => /vae_playground_bg/.test(url)).length).toBeLessThan(2);
    } finally {
      await site.close();
    }
  });
});

test("the example of a frame shows the site", async ({ page }) => {
  const folder = temporaryFolder();
  mkdirSync(join(folder.path, "some"));
  symlinkSync(resolve("dist"), join(folder.path, "some/path"));
  writeFileSync(join(folder.path, "index.html"), example("docs/hosting.md", "frame.html"));
  const post = await serve(folder.path);
  try {
    await page.goto(post.url);
    const frame = page.frameLocator("iframe");
    await expect(frame.getByRole("button", { name: "Train", exact: true })).toBeEnabled();
  } finally {
    await post.close();
    folder.remove();
  }
});
