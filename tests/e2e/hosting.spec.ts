import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { example, serve, temporaryFolder } from "./hosts";
import { expect, PlaygroundPage, test } from "./playground";

/** What `dist/_headers` says of all files. */
function shippedHeaders(): Record<string, string> {
  const [, block] = /^\/\*\n((?: .*\n)+)/m.exec(readFileSync("dist/_headers", "utf8"))!;
  return Object.fromEntries(
    block!
      .trim()
      .split("\n")
      .map((line) => line.trim().split(/:\s*(.*)/s) as [string, string]),
  );
}

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

test("the policy is in force", async ({ page }) => {
  const site = await serveSite();
  try {
    await page.goto(site.url);
    const directive = await page.evaluate(() => {
      const violated = new Promise<string>((resolve) =>
        document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective)),
      );
      const script = document.createElement("script");
      script.textContent = "document.title = 'ran';";
      document.head.append(script);
      return violated;
    });
    expect(directive).toBe("script-src-elem");
    await expect(page).not.toHaveTitle("ran");
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

test.describe("with a service worker", () => {
  test.use({ serviceWorkers: "allow" });

  test("after a first visit the page opens and trains with its server gone", async ({ page }) => {
    const playground = new PlaygroundPage(page);
    const site = await serveSite();
    try {
      await page.goto(site.url);
      await expect(playground.train).toBeEnabled();
      await expect
        .poll(() =>
          page.evaluate(async () => (await (await caches.open("vae-playground-engines")).keys()).length),
        )
        .toBe(1);
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
