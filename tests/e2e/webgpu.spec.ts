import { expect, test } from "./playground";

test("auto leaves a software adapter alone and says why", async ({ playground }) => {
  await playground.open();
  const device = playground.page.locator(".device");
  await expect(device).toContainText("CPU");
  await expect(device).toContainText(/software/);
});

test("a small network trains on WebGPU", async ({ playground }) => {
  test.setTimeout(600_000);
  await playground.open();
  const { page } = playground;
  await playground.set("Hidden widths", "64, 64");
  await playground.choose("WebGPU");
  await playground.reset.click();
  await expect(page.locator(".device")).toContainText("WebGPU", { timeout: 120_000 });
  await page.waitForFunction(() => window.vaePlayground.state.test !== null, undefined, { timeout: 240_000 });
  const before = await playground.fact("test-loss");
  await playground.train.click();
  await expect.poll(() => playground.fact("step"), { timeout: 240_000 }).toBeGreaterThan(8);
  await playground.pause.click();
  await expect(playground.train).toBeEnabled({ timeout: 120_000 });
  expect(await playground.fact("test-loss")).toBeLessThan(before - 0.5);
});

test("a refused GPU device is reported, and the page goes on", async ({ playground }) => {
  const { page } = playground;
  await page.route("**/worker-*.js", async (route) => {
    const response = await route.fetch();
    const refuse =
      'GPUAdapter.prototype.requestDevice = async () => { throw new Error("refused by test"); };';
    await route.fulfill({ response, body: refuse + (await response.text()) });
  });
  await playground.open();
  await playground.choose("WebGPU");
  await playground.reset.click();
  await expect(playground.alert).toContainText("The WebGPU device failed", { timeout: 60_000 });
  await page.getByRole("button", { name: "Train on the CPU instead" }).click();
  await expect(playground.alert).toBeEmpty();
  await playground.trainTo(1);
});
