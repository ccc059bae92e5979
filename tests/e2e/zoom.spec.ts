import type { Page } from "@playwright/test";
import { expect, test } from "./playground";

test.setTimeout(300_000);

/** What is cut off, or lies beside the page: a scroller of its own shows all of what is in it. */
const cutOff = (page: Page) =>
  page.evaluate(() => {
    const { shadowRoot } = document.querySelector("vae-playground")!;
    const scrolls = (element: Element) => /auto|scroll/.test(getComputedStyle(element).overflowX);
    const inScroller = (element: Element) => {
      for (let at = element.parentElement; at; at = at.parentElement) if (scrolls(at)) return true;
      return false;
    };
    const told = (element: Element) =>
      `${element.closest("[data-view]")?.getAttribute("data-view") ?? ""} ${element.outerHTML.slice(0, 140)}`;
    const wide = document.documentElement.clientWidth;
    return [...shadowRoot!.querySelectorAll<HTMLElement>(".vae-playground *")].flatMap((element) => {
      if (!element.checkVisibility({ visibilityProperty: true })) return [];
      if (element.closest(".visually-hidden, .tip, .u-wrap, svg, option")) return [];
      const { left, right, width, height } = element.getBoundingClientRect();
      if (width === 0 || height === 0 || inScroller(element)) return [];
      if (left < -1 || right > wide + 1) return [`beside the page: ${told(element)}`];
      const { overflowX, overflowY, textOverflow } = getComputedStyle(element);
      const text = [...element.childNodes].some(
        ({ nodeType, textContent }) => nodeType === Node.TEXT_NODE && textContent!.trim() !== "",
      );
      if (!text) return [];
      // What ends in an ellipsis is said in full beside it.
      const hides = /hidden|clip/.test(overflowX) && textOverflow !== "ellipsis";
      if (hides && element.scrollWidth > element.clientWidth + 1) return [`cut off: ${told(element)}`];
      const flat = /hidden|clip/.test(overflowY) && element.scrollHeight > element.clientHeight + 2;
      if (flat && textOverflow !== "ellipsis") return [`cut off below: ${told(element)}`];
      const spills = overflowX === "visible" && element.matches("button, h2, h3, label, th, p, dt, dd");
      if (spills && element.scrollWidth > element.clientWidth + 2) return [`spills: ${told(element)}`];
      return [];
    });
  });

/** Buttons that nothing can be done to bring on screen, uncovered. */
const covered = (page: Page) =>
  page.evaluate(() => {
    const { shadowRoot } = document.querySelector("vae-playground")!;
    const buttons = [
      ...shadowRoot!.querySelectorAll<HTMLElement>(
        ".vae-playground :is(button:enabled, summary, a[href], select)",
      ),
    ];
    return buttons.flatMap((button) => {
      if (!button.checkVisibility({ visibilityProperty: true }) || button.closest(".visually-hidden"))
        return [];
      button.scrollIntoView({ block: "center", inline: "center" });
      const { left, top, width, height } = button.getBoundingClientRect();
      const at = shadowRoot!.elementFromPoint(left + width / 2, top + height / 2);
      return at && (button.contains(at) || at.contains(button)) ? [] : [button.outerHTML.slice(0, 140)];
    });
  });

const settings = [
  { name: "at 200%, a page of 1280 × 800", viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
  { name: "at 400%, a page of 1280 × 1024", viewport: { width: 320, height: 256 }, deviceScaleFactor: 2 },
  { name: "with letters twice as large", viewport: { width: 1280, height: 800 }, letters: "200%" },
];

for (const { name, letters, ...screen } of settings) {
  test.describe(name, () => {
    test.use(screen);
    test("nothing is cut off on any workspace, and every button can be pressed", async ({ playground }) => {
      const { page } = playground;
      await playground.open();
      if (letters) await page.evaluate((size) => (document.documentElement.style.fontSize = size), letters);
      await page.evaluate(() => window.vaePlayground.step());
      for await (const workspace of playground.workspaces()) {
        if (workspace === "train") await page.locator(".settings-fold:not([open]) > summary").first().click();
        expect.soft(await playground.hasSidewaysScroll(), workspace).toBe(false);
        expect.soft(await cutOff(page), workspace).toEqual([]);
        expect.soft(await covered(page), workspace).toEqual([]);
        // What trains is in reach wherever a person is.
        for (const button of [playground.train, playground.reset])
          await expect.soft(button).toBeInViewport({ ratio: 1 });
      }
      if (letters) {
        const size = await playground.train.evaluate((button) =>
          parseFloat(getComputedStyle(button).fontSize),
        );
        expect(size).toBe(28);
      }
    });
  });
}
