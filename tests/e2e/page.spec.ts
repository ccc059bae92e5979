import { expect, test } from "./playground";

test("a command is answered while the CPU trains, and the page paints", async ({ playground }) => {
  await playground.open();
  await playground.train.click();
  await expect.poll(() => playground.fact("step")).toBeGreaterThan(30);
  // How fast, benches/browser/responsive.mjs measures.
  const { steps, frames } = await playground.page.evaluate(async () => {
    let frames = 0;
    const count = () => requestAnimationFrame(() => ((frames += 1), count()));
    count();
    const before = window.vaePlayground.state.step;
    for (let i = 0; i < 15; i++) await window.vaePlayground.vae!.decode(new Float32Array([0, 0]));
    while (window.vaePlayground.state.step === before) await new Promise((done) => setTimeout(done, 10));
    return { steps: window.vaePlayground.state.step - before, frames };
  });
  expect(steps).toBeGreaterThan(0);
  expect(frames).toBeGreaterThan(0);
  await playground.pause.click();
});

for (const [width, height] of [
  [390, 844],
  [1280, 800],
] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`no sideways scroll at ${width} px, ${colorScheme}`, async ({ playground }) => {
      await playground.page.setViewportSize({ width, height });
      await playground.page.emulateMedia({ colorScheme });
      await playground.open();
      expect(await playground.hasSidewaysScroll()).toBe(false);
      await expect(playground.page.locator(".vae-playground")).toHaveAttribute("data-theme", colorScheme);
      const folds = playground.page.locator(".settings-fold");
      for (const fold of await folds.all())
        if ((await fold.getAttribute("open")) === null) await fold.locator("> summary").click();
      for (const summary of await folds.locator("details > summary:visible").all()) await summary.click();
      // At once: some go with what others open.
      await playground.page
        .getByRole("button", { name: /^About / })
        .evaluateAll((all) => all.forEach((button) => (button as HTMLElement).click()));
      await playground.trainTo(2);
      expect(await playground.hasSidewaysScroll()).toBe(false);
      await playground.workspace("Latent");
      expect(await playground.hasSidewaysScroll()).toBe(false);
    });
  }
}

test("a chosen theme is kept", async ({ playground }) => {
  await playground.page.emulateMedia({ colorScheme: "light" });
  await playground.open();
  await playground.page.getByRole("button", { name: "Dark theme" }).click();
  await playground.page.reload();
  await expect(playground.page.locator(".vae-playground")).toHaveAttribute("data-theme", "dark");
});

test("destroying the playground ends its worker and empties its root", async ({ playground }) => {
  await playground.open();
  await playground.train.click();
  expect(playground.page.workers()).toHaveLength(1);
  await playground.page.evaluate(() => window.vaePlayground.destroy());
  await expect.poll(() => playground.page.workers().length).toBe(0);
  expect(await playground.page.locator("vae-playground > *, vae-playground .vae-playground").count()).toBe(0);
});
