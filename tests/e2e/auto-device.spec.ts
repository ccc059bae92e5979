import { expect, test } from "./playground";

test("auto times the model on both devices, keeps the faster CPU, and moves to a faster GPU", async ({
  playground,
}) => {
  test.setTimeout(240_000);
  const { page } = playground;
  const device = page.locator(".device");
  const modules: string[] = [];
  // Long enough to be seen training, short enough to rest before the GPU is there.
  const epochs = 10;
  page.on("request", (request) => {
    if (/_bg-.*\.wasm$/.test(request.url())) modules.push(request.url());
  });
  // To the engine, the software adapter is a GPU.
  await page.route("**/worker-*.js", async (route) => {
    const response = await route.fetch();
    const hardware =
      'Object.defineProperty(GPUAdapterInfo.prototype, "isFallbackAdapter", { get: () => false });';
    await route.fulfill({ response, body: hardware + (await response.text()) });
  });

  await playground.open();
  await expect(device).toContainText("Running on the CPU at first.");
  expect(modules).toHaveLength(1);
  await playground.train.click();
  await expect(device).toContainText("It runs on the CPU.", { timeout: 60_000 });
  const { cpu, webgpu } = await page.evaluate(
    () => window.vaePlayground.state.devices as { cpu: number; webgpu: number },
  );
  expect(webgpu).toBeGreaterThan(1.2 * cpu);
  const said = (ms: number) => new Intl.NumberFormat("en", { maximumSignificantDigits: 2 }).format(ms);
  await expect(device).toContainText(`CPU: ${said(cpu)} ms a step, GPU: ${said(webgpu)} ms a step.`);
  // What was opened to be tried is gone.
  expect(modules).toHaveLength(2);
  await expect.poll(() => page.workers().length).toBe(1);

  // As if the GPU had been the faster one.
  await page.evaluate(() => {
    const name = "vae-playground-timings";
    const [[key, when, { cpu, webgpu }]] = JSON.parse(localStorage.getItem(name)!);
    localStorage.setItem(name, JSON.stringify([[key, when, { cpu: webgpu, webgpu: cpu }]]));
  });
  await page.reload();
  await playground.settled();
  await playground.trainTo(epochs);
  await expect(device).toContainText("It runs on the GPU.", { timeout: 60_000 });
  await expect(device).toContainText(`CPU: ${said(webgpu)} ms a step, GPU: ${said(cpu)} ms a step.`);
  await playground.settled();
  const followed = await page.evaluate(async () => {
    const { vae, state } = window.vaePlayground;
    const test = await vae!.evaluate("test");
    await window.vaePlayground.step();
    return {
      kind: vae!.device.kind,
      told: test,
      step: state.step,
      next: state.train,
    };
  });
  expect(followed).toMatchObject({ kind: "webgpu", step: epochs * 23 + 1 });

  // The same steps on the CPU alone.
  await playground.choose("CPU");
  await playground.reset.click();
  await expect(device).toContainText("You asked for the CPU.");
  await playground.trainTo(epochs);
  const alone = await page.evaluate(async () => {
    const { vae, state } = window.vaePlayground;
    const test = await vae!.evaluate("test");
    await window.vaePlayground.step();
    return { told: test, step: state.step, next: state.train };
  });
  expect(alone.step).toBe(followed.step);
  for (const loss of ["reconstruction", "kl"] as const) {
    expect(Math.abs(alone.told![loss] - followed.told![loss])).toBeLessThan(1e-3);
    expect(Math.abs(alone.next![loss] - followed.next![loss])).toBeLessThan(1e-2);
  }
});
