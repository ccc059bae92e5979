import { expect, test } from "./playground";

test.setTimeout(300_000);

test("with reduced motion nothing moves by itself on any workspace", async ({ playground }) => {
  const { page } = playground;
  await page.emulateMedia({ reducedMotion: "reduce" });
  await playground.open();
  /** Animations and transitions that run, whoever began them. */
  const moving = () =>
    page.evaluate(() => {
      const { shadowRoot } = document.querySelector("vae-playground")!;
      return [...document.getAnimations(), ...shadowRoot!.getAnimations()]
        .filter(({ playState }) => playState === "running")
        .map(({ effect }) => ((effect as KeyframeEffect).target as Element).className);
    });
  // While it trains, what is shown is the model's; no bar runs to and fro.
  await playground.train.click();
  await expect.poll(() => playground.fact("step")).toBeGreaterThan(5);
  expect(await moving()).toEqual([]);
  await playground.pause.click();
  await playground.settled();

  for await (const name of playground.workspaces()) {
    expect.soft(await moving(), name).toEqual([]);
    // At rest no canvas changes from one frame to another.
    const pictures = () =>
      page
        .locator("canvas:visible")
        .evaluateAll((all) => (all as HTMLCanvasElement[]).map((each) => each.toDataURL()));
    const before = await pictures();
    await page.evaluate(async () => {
      for (let frame = 0; frame < 20; frame++) await new Promise(requestAnimationFrame);
    });
    expect.soft((await pictures()).filter((picture, i) => picture !== before[i]).length, name).toBe(0);
  }
});
