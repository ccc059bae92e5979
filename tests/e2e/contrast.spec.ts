import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./playground";

test.setTimeout(300_000);

type Rgb = readonly [number, number, number];

/** Relative luminance (WCAG 2.2). */
function luminance(color: Rgb): number {
  const [r, g, b] = color.map((byte) => {
    const value = byte / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: Rgb, b: Rgb): number {
  const [low, high] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

/** A colour of the style sheet as it is in force. */
const color = (element: Locator, property: string) =>
  element.evaluate((element, property) => {
    const [r, g, b] = getComputedStyle(element)
      .getPropertyValue(property)
      .match(/[\d.]+/g)!
      .map(Number);
    return [r!, g!, b!] as const;
  }, property);

/** What a system's colour is now. */
const system = (page: Page, name: string) =>
  page.evaluate((name) => {
    const probe = document.body.appendChild(document.createElement("span"));
    probe.style.color = name;
    const [r, g, b] = getComputedStyle(probe)
      .color.match(/[\d.]+/g)!
      .map(Number);
    probe.remove();
    return [r!, g!, b!] as const;
  }, name);

/** The colours of a canvas that more than a few of its pixels have, over a ground. */
const drawn = (canvas: Locator, ground: Rgb) =>
  canvas.evaluate(
    (element, ground) => {
      const { width, height } = element as HTMLCanvasElement;
      const { data } = (element as HTMLCanvasElement).getContext("2d")!.getImageData(0, 0, width, height);
      const counts = new Map<string, number>();
      for (let i = 0; i < data.length; i += 4) {
        if (data[i + 3]! < 250) continue;
        const key = [data[i], data[i + 1], data[i + 2]].join();
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      return [...counts]
        .filter(([key, count]) => count > 20 && key !== ground.join())
        .map(([key]) => key.split(",").map(Number) as [number, number, number]);
    },
    [...ground],
  );

for (const colorScheme of ["light", "dark"] as const)
  test(`under forced colours, ${colorScheme}, what is chosen, pressed, focused and drawn is seen`, async ({
    playground,
  }) => {
    const { page, band } = playground;
    await page.emulateMedia({ colorScheme, forcedColors: "active" });
    await playground.open();
    await playground.trainTo(2);
    const [ground, ink, highlight] = await Promise.all(
      ["Canvas", "CanvasText", "Highlight"].map((name) => system(page, name)),
    );
    expect(contrast(ground!, ink!)).toBeGreaterThan(7);
    // The system's colours are nobody's choice.
    await expect(page.getByRole("button", { name: /theme/ })).toBeHidden();
    await expect(page.locator(".vae-playground")).toHaveAttribute("data-theme", colorScheme);

    // The workspace that a person is in, and the others.
    const here = band.locator("a[aria-current]");
    expect(await color(here.first().locator(".place"), "background-color")).toEqual(highlight);
    await playground.workspace("Latent");
    // Pressed, and not.
    const drag = page.getByRole("group", { name: "What a drag does" }).getByRole("button");
    const [pressed, other] = [drag.first(), drag.last()];
    await pressed.click();
    await page.mouse.move(0, 0);
    expect(await color(pressed, "background-color")).toEqual(highlight);
    expect(await color(other, "background-color")).not.toEqual(highlight);
    // The focus.
    await other.focus();
    await page.keyboard.press("Shift+Tab");
    await expect(pressed).toBeFocused();
    expect(contrast(await color(pressed, "outline-color"), ground!)).toBeGreaterThan(3);
    // Signs of classes keep their colours.
    const swatches = await page
      .locator(".class .swatch")
      .evaluateAll((all) => all.slice(0, 10).map((each) => getComputedStyle(each).backgroundColor));
    expect(new Set(swatches).size).toBe(10);
    // The map's axes and names are the system's text, its points are seen.
    const map = page.locator('[data-view="latent"] .surface').first();
    await expect
      .poll(async () => (await drawn(map, ground!)).map((one) => one.join()))
      .toContain(ink!.join());

    // Lines of the charts, a slider and what is chosen of two.
    await playground.workspace("Train");
    await playground.look("loss");
    const line = await drawn(page.locator('[data-view="loss"] canvas').first(), ground!);
    expect(line.filter((one) => contrast(one, ground!) >= 3).length).toBeGreaterThan(1);
    const chosen = page.locator(".choices input:checked + span");
    if (await chosen.isVisible()) expect(await color(chosen, "background-color")).toEqual(highlight);
    expect(await color(playground.train, "background-color")).toEqual(highlight);
  });

test("who asks for more contrast gets it, at once, on the page and on canvases", async ({ playground }) => {
  const { page } = playground;
  await playground.open();
  await playground.trainTo(2);
  const caption = page.locator('[data-view="latent"] figcaption');
  const card = page.locator('[data-view="latent"]');
  const map = card.locator("canvas").first();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, contrast: "no-preference" });
    const ground = await color(card, "background-color");
    const before = contrast(await color(caption, "color"), ground);
    const [line] = [await color(card, "border-top-color")];
    await expect.poll(async () => (await drawn(map, ground)).map((one) => one.join())).toContain(line.join());
    await page.emulateMedia({ colorScheme, contrast: "more" });
    const after = contrast(await color(caption, "color"), ground);
    expect(after).toBeGreaterThan(before + 2);
    expect(after).toBeGreaterThan(7);
    const stronger = await color(card, "border-top-color");
    expect(contrast(stronger, ground)).toBeGreaterThan(3);
    await expect
      .poll(async () => (await drawn(map, ground)).map((one) => one.join()))
      .toContain(stronger.join());
  }
});
