import { expect, test, type PlaygroundPage } from "./playground";

/** What can be reached by Tab: of radio buttons those that are chosen, the others being its arrow keys'. */
const controls = [
  "a[href]",
  "button:enabled",
  "select:enabled",
  "input:enabled:not([type=radio]:not(:checked)):not([type=file])",
  "summary",
  "[tabindex='0']",
].join();

/** Presses Tab from the first control of the panels through to what comes after them: which ones it met, and how they look. */
async function walk({ page }: PlaygroundPage, most: number) {
  const met: { place: number; ringed: boolean }[] = [];
  await page.locator(".views").locator(controls).filter({ visible: true }).first().focus();
  // A focus that a script gave is shown once a key has been pressed.
  await page.keyboard.press("Shift+Tab");
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press("Tab");
    const now = await page.evaluate((controls) => {
      const { shadowRoot } = document.querySelector("vae-playground")!;
      const at = shadowRoot!.activeElement!;
      if (!at.closest(".views")) return null;
      const all = [...shadowRoot!.querySelectorAll(`.views :is(${controls})`)].filter((each) =>
        each.checkVisibility({ visibilityProperty: true }),
      );
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at);
      const ringed = (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
      return { place: all.indexOf(at), ringed };
    }, controls);
    if (now === null) return met;
    met.push(now);
  }
  throw new Error(`the focus has not left the panels after ${most} presses`);
}

for (const title of ["Encoder", "Decoder"] as const) {
  test(`every control of the workspace ${title} has a name, is reached by Tab and shows the focus`, async ({
    playground,
  }) => {
    const { page } = playground;
    await playground.open();
    await playground.trainTo(2);
    await playground.band.getByRole("link", { name: title }).click();
    for (const name of await page
      .locator(".views > [data-view]:visible")
      .evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset["view"]!)))
      await playground.look(name);
    const all = page.locator(".views").locator(controls).filter({ visible: true });
    const count = await all.count();
    expect(count).toBeGreaterThan(20);
    for (const control of await all.all()) await expect(control).toHaveAccessibleName(/\S/);

    const met = await walk(playground, 2 * count);
    expect(new Set(met.map(({ place }) => place))).toEqual(new Set(Array(count).keys()));
    expect(met.filter(({ ringed }) => !ringed)).toEqual([]);
  });
}
