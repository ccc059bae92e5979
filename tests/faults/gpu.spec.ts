import type { Browser } from "@playwright/test";
import { expect, slowly, soon, test, type FaultyPage } from "./faults";

const faults: { name: string; inject(page: FaultyPage, browser: Browser): Promise<unknown> }[] = [
  {
    name: "a GPU device that is destroyed",
    inject: (page) => page.inEngine(({ gpu }) => gpu!.destroy()),
  },
  {
    name: "a GPU process that is killed @long",
    inject: async (_, browser) =>
      (await browser.newBrowserCDPSession()).send("Browser.crashGpuProcess").catch(() => {}),
  },
];

async function trainOnGpu(playground: FaultyPage): Promise<void> {
  await playground.open();
  await playground.takeGpu();
  await playground.button("Step").click();
  await playground.page.waitForFunction(() => window.vaePlayground.state.step === 1, undefined, slowly);
  await playground.kept();
}

for (const { name, inject } of faults)
  for (const [device, label] of [
    ["CPU", / on the CPU$/],
    ["WebGPU", /^Go on from epoch [\d.]+$/],
  ] as const) {
    const long = name.includes("@long") || device === "CPU" ? "" : " @long";
    test(`${name} is told, and the run goes on on the ${device}${long}`, async ({ playground, browser }) => {
      test.setTimeout(400_000);
      await trainOnGpu(playground);
      const before = await playground.told();
      await inject(playground, browser);
      await expect(playground.alert).toContainText(
        /The GPU is gone.*The model of epoch 0(\.\d)? is kept\./,
        soon,
      );
      await playground.button(label).click();
      await expect(playground.page.locator(".device")).toContainText(device, slowly);
      await expect(playground.train).toBeEnabled(slowly);
      expect(await playground.told()).toEqual(before);
      await playground.button("Step").click();
      await playground.page.waitForFunction(() => window.vaePlayground.state.step === 2, undefined, slowly);
    });
  }
