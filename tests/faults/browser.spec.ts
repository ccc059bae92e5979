import { readdirSync, readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { chromium, type BrowserContext, type BrowserContextOptions } from "@playwright/test";
import { launchOptions } from "../../benches/browser/chromium.mjs";
import { temporaryFolder } from "../e2e/hosts";
import { expect, FaultyPage, slowly, test } from "./faults";

/** The process of the browser itself that has this profile, as Linux tells. */
function processOf(profile: string): number {
  const found = readdirSync("/proc").filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      const words = readFileSync(`/proc/${name}/cmdline`, "utf8").split("\0");
      return (
        words.includes(`--user-data-dir=${profile}`) && !words.some((word) => word.startsWith("--type="))
      );
    } catch {
      // It has ended meanwhile.
      return false;
    }
  });
  expect(found).toHaveLength(1);
  return Number(found[0]);
}

const launch = (profile: string, options: BrowserContextOptions): Promise<BrowserContext> =>
  chromium.launchPersistentContext(profile, {
    ...launchOptions(["--enable-unsafe-webgpu"]),
    ...options,
    serviceWorkers: "block",
  });

async function openIn(context: BrowserContext): Promise<FaultyPage> {
  const page = context.pages()[0]!;
  page.setDefaultTimeout(30_000);
  const playground = new FaultyPage(page);
  await playground.prepare();
  await playground.open();
  return playground;
}

/** What the store says that would be missed, and when it was so. */
const standing = ({ page }: FaultyPage) =>
  page.evaluate(() => {
    const { step, epoch, history } = window.vaePlayground.state;
    return { step, epoch, points: history.kl[0].length, when: Date.now() };
  });

for (const device of ["CPU", "WebGPU"] as const)
  test(`a browser that is killed in the middle of an epoch loses at most ten seconds on the ${device} @long`, async ({
    baseURL,
    viewport,
  }) => {
    const options = { baseURL: baseURL!, viewport };
    test.setTimeout(400_000);
    const profile = temporaryFolder();
    let context = await launch(profile.path, options);
    try {
      const playground = await openIn(context);
      if (device === "WebGPU") await playground.takeGpu();
      await playground.set("Epochs", "100000");
      await playground.train.click();
      // The second one while it trains is no matter of the first.
      for (let i = 0; i < 2; i++) await playground.nextMoment();
      await playground.page.waitForTimeout(4000);
      const before = await standing(playground);
      process.kill(processOf(profile.path), "SIGKILL");
      await context.close().catch(() => {});

      context = await launch(profile.path, options);
      const again = await openIn(context);
      expect((await again.told()).step).toBe(0);
      await again.button("Go on where you were").click();
      await again.page.waitForFunction(() => window.vaePlayground.state.step > 0, undefined, slowly);
      await again.settled();
      const { step, moment, points } = await again.page.evaluate(() => {
        const { step, moment, history } = window.vaePlayground.state;
        return { step, moment: { step: moment!.step, when: moment!.when }, points: history.kl[0].length };
      });
      expect(step).toBe(moment.step);
      expect(before.when - moment.when).toBeLessThan(10_000);
      expect(step).toBeLessThanOrEqual(before.step);
      expect(points).toBeGreaterThan(1);
      await expect(again.page.locator(".device")).toContainText(device);
      await again.train.click();
      await again.page.waitForFunction((step) => window.vaePlayground.state.step > step, step);
      await expect(again.alert).toBeEmpty();
    } finally {
      await context.close().catch(() => {});
      profile.remove();
    }
  });

/** A port that nobody listens at. */
const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

test("a tab that is hidden and frozen in the middle of an epoch goes on where it was @long", async ({
  baseURL,
  viewport,
}) => {
  const port = await freePort();
  const browser = await chromium.launch(launchOptions([`--remote-debugging-port=${port}`]));
  try {
    // No page can be hidden that Playwright has opened with its own defaults.
    const plain = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { noDefaults: true });
    const page = await plain.contexts()[0]!.newPage();
    page.setDefaultTimeout(30_000);
    await page.setViewportSize(viewport!);
    await page.goto(baseURL!);
    const playground = new FaultyPage(page);
    await expect(playground.train).toBeEnabled();
    await playground.set("Epochs", "100000");
    await playground.train.click();
    await page.waitForFunction(() => window.vaePlayground.state.epoch > 2);
    await page.evaluate(() => {
      const steps: Record<string, number> = {};
      Object.assign(window, { steps });
      for (const type of ["freeze", "resume"])
        document.addEventListener(type, () => (steps[type] = window.vaePlayground.state.step));
    });
    const client = await page.context().newCDPSession(page);
    await client.send("Page.setWebLifecycleState", { state: "frozen" });
    // Longer than a worker may be silent.
    await new Promise((resolve) => setTimeout(resolve, 40_000));
    await client.send("Page.setWebLifecycleState", { state: "active" });
    const steps = () =>
      page.evaluate(() => (window as unknown as { steps: Record<"freeze" | "resume", number> }).steps);
    await expect.poll(async () => (await steps()).resume).toBeGreaterThan(0);
    const { freeze, resume } = await steps();
    expect(resume).toBe(freeze);
    // Hidden still, and trains on.
    const now = () => page.evaluate(() => window.vaePlayground.state.step);
    await expect.poll(now).toBeGreaterThan(freeze + 200);
    expect(await page.evaluate(() => document.visibilityState)).toBe("hidden");
    await (await page.context().newPage()).close();
    await page.bringToFront();
    await expect(playground.alert).toBeEmpty();
    await playground.pause.click();
    await playground.settled();
    const { step, epoch, history } = await playground.told();
    // Every step counted, and each epoch has its point in the curves, once.
    expect(Math.floor(epoch + 1e-6)).toBe(Math.floor(step / 23));
    const whole = history.kl[0].filter((at) => Math.abs(at - Math.round(at)) < 1e-6).map(Math.round);
    expect(whole).toEqual(Array.from({ length: Math.floor(epoch + 1e-6) + 1 }, (_, at) => at));
    await playground.kept();
  } finally {
    await browser.close();
  }
});
