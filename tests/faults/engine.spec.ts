import { expect, slowly, soon, test, type FaultyPage } from "./faults";

/** Ways in which an engine ends, and what a person reads of each. */
const faults: { name: string; inject(page: FaultyPage): Promise<void>; says: RegExp; goOn: RegExp }[] = [
  {
    name: "a worker that the browser ends",
    inject: (page) => page.endEngine(),
    says: /The browser has ended the engine\. The model of epoch [\d.]+ is kept\./,
    goOn: /^Go on from epoch [\d.]+$/,
  },
  {
    name: "a trap",
    inject: (page) =>
      page.inEngine(() => {
        Object.assign(self, { lastPanic: "panicked at src/model.rs:1: a mistake" });
        throw new WebAssembly.RuntimeError("unreachable");
      }),
    says: /The engine stopped at a mistake of its own \(panicked at src\/model\.rs:1: a mistake\)\. The model of epoch [\d.]+ is kept/,
    goOn: /^Go on from epoch [\d.]+ with the same settings$/,
  },
  {
    name: "memory that is used up to 3.9 GiB",
    // The next allocation that is not a small one is refused.
    inject: (page) =>
      page.inEngine(({ memory }) => void memory!.grow(65_536 - 16 - memory!.buffer.byteLength / 65_536)),
    says: /The engine stopped: the browser gives it no more memory\. The model of epoch [\d.]+ is kept/,
    goOn: /^Go on from epoch [\d.]+ with the same settings$/,
  },
];

/** What is short of memory notices when it needs some. */
async function askForMore(playground: FaultyPage): Promise<void> {
  await playground.set("Hidden widths", "2048, 2048");
  await playground.reset.click();
}

async function open(playground: FaultyPage, device: "CPU" | "WebGPU"): Promise<void> {
  await playground.open();
  if (device === "WebGPU") await playground.takeGpu();
}

for (const device of ["CPU", "WebGPU"] as const)
  for (const { name, inject, says, goOn } of faults) {
    const long = device === "WebGPU" ? " @long" : "";
    test(`${name}, at rest on the ${device}: the same step, losses and curves after one click${long}`, async ({
      playground,
    }) => {
      if (long) test.setTimeout(400_000);
      await open(playground, device);
      await playground.trainTo(3);
      await playground.kept();
      const before = await playground.told();
      await inject(playground);
      if (name.startsWith("memory")) await askForMore(playground);
      await expect(playground.alert).toContainText(says, soon);
      await expect(playground.train).toBeDisabled();
      await playground.button(goOn).click();
      await expect(playground.train).toBeEnabled(slowly);
      await playground.settled();
      expect(await playground.told()).toEqual(before);
      await expect(playground.page.locator(".device")).toContainText(device);
      await expect(playground.alert).toBeEmpty();
      await playground.trainTo(4);
    });

    // Who asks for more memory has ended training by that.
    if (name.startsWith("memory")) continue;
    test(`${name}, while it trains on the ${device}: at most ten seconds are lost, and it trains on @long`, async ({
      playground,
    }) => {
      test.setTimeout(400_000);
      await open(playground, device);
      const { page } = playground;
      await playground.set("Epochs", "100000");
      await playground.train.click();
      // Two of them, so that it is no matter of the first one.
      for (let i = 0; i < 2; i++) await playground.nextMoment();
      await page.waitForTimeout(4000);
      await inject(playground);
      const died = Date.now();
      await expect(playground.alert).toContainText(says, soon);
      const moment = await page.evaluate(() => {
        const { when, step, record } = window.vaePlayground.state.moment!;
        return { when, step, points: record.history.kl[0].length };
      });
      expect(died - moment.when).toBeLessThan(10_000);
      await playground.button(goOn).click();
      await expect(playground.pause).toBeVisible(slowly);
      await page.waitForFunction((step) => window.vaePlayground.state.step > step, moment.step, slowly);
      const points = await page.evaluate(() => window.vaePlayground.state.history.kl[0].length);
      expect(points).toBeGreaterThanOrEqual(moment.points);
    });
  }

test("a trap's settings are not taken again unless a person wants them: a smaller batch comes first", async ({
  playground,
}) => {
  await playground.open();
  await playground.trainTo(2);
  await playground.kept();
  const { step } = await playground.told();
  await faults[1]!.inject(playground);
  await expect(playground.alert).toContainText(faults[1]!.says, soon);
  const buttons = playground.alert.getByRole("button");
  await expect(buttons).toHaveText([/ with a batch of 32$/, / with the same settings$/]);
  await buttons.first().click();
  await expect(playground.train).toBeEnabled();
  await expect(playground.field("Batch size")).toHaveValue("32");
  expect((await playground.told()).step).toBe(step);
  await playground.trainTo(3);
});

test("an engine that ends before anything was kept says what is lost, and starts anew", async ({
  playground,
}) => {
  await playground.open();
  await playground.endEngine();
  await expect(playground.alert).toHaveText(/^The browser has ended the engine\.\s*Restart$/, soon);
  await playground.button("Restart").click();
  await playground.trainTo(1);
  await playground.button("Step").click();
  await playground.page.waitForFunction(() => window.vaePlayground.state.step > 23);
  await playground.endEngine();
  await expect(playground.alert).toContainText(/is lost; the settings are kept|is kept/, soon);
});

test("an engine that hangs is told after half a minute, waited for, and ended by one click", async ({
  playground,
}) => {
  await playground.open();
  await playground.trainTo(2);
  await playground.kept();
  const before = await playground.told();
  const { page } = playground;
  // Long, and over one day.
  await playground.inEngine(() => {
    for (const end = Date.now() + 45_000; Date.now() < end;);
  });
  await playground.button("Step").click();
  await expect(playground.alert).toContainText("The engine has not answered for 30 seconds", {
    timeout: 40_000,
  });
  await playground.button("Wait").click();
  await expect(playground.alert).toBeEmpty();
  await page.waitForFunction((step) => window.vaePlayground.state.step === step + 1, before.step);
  await playground.settled();

  await playground.kept();
  const after = await playground.told();
  await playground.inEngine(() => {
    for (;;);
  });
  await playground.button("Step").click();
  await expect(playground.alert).toContainText("It may be at a long step, or hang.", { timeout: 40_000 });
  await playground.button(/^End it and go on from epoch/).click();
  await expect(playground.train).toBeEnabled();
  await playground.settled();
  expect(await playground.told()).toEqual(after);
  await playground.trainTo(3);
});
