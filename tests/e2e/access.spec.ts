import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./playground";

test.setTimeout(300_000);

test("axe finds nothing on any workspace, and colours have contrast on light and dark ground", async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open();
  await playground.trainTo(2);
  await page.locator(".data-fold > summary").click();
  for await (const name of playground.workspaces()) {
    const found = async (axe: AxeBuilder) =>
      (await axe.analyze()).violations.map(({ id, nodes }) => [
        id,
        ...nodes.map(({ html, failureSummary }) => `${html}: ${failureSummary}`),
      ]);
    expect.soft(await found(new AxeBuilder({ page })), name).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect.soft(await found(new AxeBuilder({ page }).withRules(["color-contrast"])), name).toEqual([]);
    await page.emulateMedia({ colorScheme: "light" });
  }
});

/** Canvases that are on the page, seen or not, which nothing names: neither they themselves, nor what they stand in or beside. */
const nameless = (page: Page) =>
  page.evaluate(() => {
    const { shadowRoot } = document.querySelector("vae-playground")!;
    const named =
      ":is([role=img], [role=application], [role=slider], [role=group])[aria-label]:not([aria-label=''])";
    return [...shadowRoot!.querySelectorAll("canvas")].flatMap((canvas) => {
      if (canvas.closest(named)) return [];
      // What repeats something, or lies beneath it, says so; the words are beside it.
      let beside: Element = canvas.parentElement!;
      const words = () => beside.querySelector(named) ?? beside.textContent!.trim();
      for (let up = 0; up < 3 && !words() && !beside.matches(".card-body"); up++)
        beside = beside.parentElement!;
      const repeats = canvas.closest("[aria-hidden=true]") && !beside.matches(".card-body") && words();
      const view = canvas.closest("[data-view]")?.getAttribute("data-view");
      return repeats ? [] : [`${view}: ${canvas.parentElement!.outerHTML.slice(0, 160)}`];
    });
  });

test("each canvas has a name, before anything is trained and after", async ({ playground }) => {
  const { page } = playground;
  await playground.open();
  // Before its panel was ever seen, too.
  expect(await page.locator("canvas").count()).toBeGreaterThan(10);
  expect(await nameless(page)).toEqual([]);
  for await (const name of playground.workspaces()) expect.soft(await nameless(page), name).toEqual([]);
  await page.goto("./#train");
  await playground.trainTo(2);
  for await (const name of playground.workspaces()) expect.soft(await nameless(page), name).toEqual([]);
});

test("a list of keys opens by its key or its button, over the page, and gives the focus back", async ({
  playground,
}) => {
  await playground.open();
  const { page } = playground;
  const list = page.getByRole("dialog", { name: "Keys" });
  await page.keyboard.press("?");
  await expect(list).toBeVisible();
  await expect(list.getByRole("row", { name: "Space train, or pause" })).toBeVisible();
  // What is behind it is not meant.
  await page.keyboard.press("Escape");
  await expect(list).toBeHidden();
  const button = page.getByRole("button", { name: "Keys" });
  await button.click();
  await list.getByRole("button", { name: "Close" }).press("Enter");
  await expect(list).toBeHidden();
  await expect(button).toBeFocused();
  // A press in it leaves it open, one beside it doesn't.
  await button.click();
  await list.getByRole("heading", { name: "Keys" }).click();
  await expect(list).toBeVisible();
  await page.mouse.click(20, 400);
  await expect(list).toBeHidden();
  await playground.field("Latent dimensions").press("?");
  await expect(list).toBeHidden();
});

test("who has never trained is told how to begin, and is not told again", async ({ playground }) => {
  await playground.open();
  const { page } = playground;
  const said = page.locator(".run-state [role=status]");
  await expect(said).toHaveText("Press Train to begin");
  await playground.trainTo(1);
  await playground.reset.click();
  await expect(said).toHaveText("Ready");
  await playground.open();
  await expect(said).toHaveText("Ready");
});

test("what to try first in a workspace is said once, and never to a class or beside a lesson", async ({
  playground,
}) => {
  const { page, band } = playground;
  const hint = page.getByRole("note", { name: "What to try first" });
  await playground.open();
  await playground.workspace("Latent");
  await expect(hint).toHaveCount(0);
  await playground.workspace("Train");
  await playground.trainTo(1);
  await expect(hint).toHaveCount(0);
  for (const [title, said] of [
    ["Encoder", "Choose another image"],
    ["Latent", "Interpolation"],
    ["Decoder", "Move a slider"],
    ["Generate", "Press New ones"],
    ["Classify", "Draw on the pad"],
    ["Detect", "Press Compose"],
  ] as const) {
    await band.getByRole("link", { name: title }).click();
    await expect(hint).toContainText(said);
    // In the page's flow it covers nothing.
    const { bottom, top } = await page.evaluate(() => {
      const { shadowRoot } = document.querySelector("vae-playground")!;
      const at = (name: string) => shadowRoot!.querySelector(name)!.getBoundingClientRect();
      return { bottom: at(".first-hint").bottom, top: at(".columns").top };
    });
    expect(bottom).toBeLessThanOrEqual(top);
  }
  await hint.getByRole("button", { name: "Got it" }).press("Enter");
  await expect(hint).toHaveCount(0);
  await expect(band.getByRole("link", { name: "Detect" })).toBeFocused();
  // Read or put away, it does not come again, neither now nor at the next visit.
  await band.getByRole("link", { name: "Encoder" }).click();
  await expect(page).toHaveURL(/#encoder$/);
  await expect(hint).toHaveCount(0);
  await playground.open();
  await playground.trainTo(1);
  await band.getByRole("link", { name: "Decoder" }).click();
  await expect(page).toHaveURL(/#decoder$/);
  await expect(hint).toHaveCount(0);

  // A link that hides controls is for a class, whose teacher says what to try; later it is still said.
  await page.evaluate(() => localStorage.removeItem("vae-playground-hint-latent"));
  await page.evaluate(() => (location.hash = "#/train?v=1&hide=data"));
  await expect(page.locator(".data-fold")).toBeHidden();
  await page.evaluate(() => window.vaePlayground.step());
  await playground.workspace("Latent");
  await expect(hint).toHaveCount(0);
  await page.getByRole("button", { name: "Show all controls" }).click();
  await playground.workspace("Train");
  await playground.workspace("Latent");
  await expect(hint).toContainText("Interpolation");
});
