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

test("on WebGPU the encoder and the decoder show what the engine reconstructs", async ({ playground }) => {
  test.setTimeout(300_000);
  const { page } = playground;
  await playground.open();
  await playground.set("Hidden widths", "8");
  await playground.choose("WebGPU");
  await playground.reset.click();
  await expect(page.locator(".device")).toContainText("WebGPU", { timeout: 60_000 });
  await page.waitForFunction(() => window.vaePlayground.state.test !== null, undefined, { timeout: 120_000 });
  await page.getByRole("button", { name: "Step" }).click();
  await expect.poll(() => playground.fact("step"), { timeout: 120_000 }).toBe(1);
  for (const [title, card, said] of [
    ["Encoder", "encoder-layers", /at step 1\./],
    ["Decoder", "output", /engine’s reconstruction term/],
  ] as const) {
    await playground.band.getByRole("link", { name: title }).click();
    await playground.look(card);
    const figure = page.locator(`[data-view="${card}"]`);
    await expect(figure.locator("canvas").first()).toBeVisible();
    await expect(figure.getByText(said).first()).toBeVisible({ timeout: 60_000 });
    const off = await page.evaluate(async () => {
      const { state, vae } = window.vaePlayground;
      const { parts, values } = state.traced!.trace;
      const { offset, values: count } = parts.find((part) => part.kind === "image")!;
      const wanted = await vae!.reconstruct(Uint32Array.of(state.a));
      return Math.max(
        ...wanted.map((value, i) => Math.abs(value - values[offset + i]!)),
        wanted.length - count,
      );
    });
    expect(off).toBeLessThan(1e-5);
  }
});

test("a bar counts the kernels that are compiled, until the first loss", async ({ playground }) => {
  const { page } = playground;
  await playground.open();
  await playground.set("Hidden widths", "32");
  await playground.choose("WebGPU");
  await page.evaluate(() => {
    const run = document.querySelector("vae-playground")!.shadowRoot!.querySelector(".run")!;
    const [bar, text] = [run.querySelector("progress")!, run.querySelector(".run-state")!];
    const seen: unknown[] = [];
    Object.assign(window, { seen });
    new MutationObserver(() => {
      seen.push({ text: text.textContent, moves: bar.position < 0, label: bar.ariaLabel });
    }).observe(run, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  await playground.reset.click();
  await expect(page.locator(".device")).toContainText("WebGPU", { timeout: 60_000 });
  // At once, while the kernels of the first evaluation are being compiled.
  await playground.train.click();
  await expect.poll(() => playground.fact("step"), { timeout: 60_000 }).toBeGreaterThan(1);
  const seen = await page.evaluate(
    () => (window as unknown as { seen: { text: string; moves: boolean; label: string }[] }).seen,
  );
  const compiling = seen.filter(({ text }) => text.startsWith("Compiling GPU kernels ("));
  const counts = compiling.map(({ text }) => parseInt(text.split("(")[1]!));
  expect(counts.at(-1)!).toBeGreaterThan(10);
  expect(counts).toEqual(counts.toSorted((a, b) => a - b));
  for (const { moves, label } of compiling)
    expect({ moves, label }).toEqual({ moves: true, label: "Compiling GPU kernels" });

  await playground.pause.click();
  await playground.settled();
  await expect(page.getByRole("progressbar", { name: "Epochs trained" })).toHaveAttribute("value");
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
