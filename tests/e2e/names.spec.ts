import { readFileSync } from "node:fs";
import { expect, test, type PlaygroundPage } from "./playground";

test.setTimeout(300_000);

declare global {
  interface Window {
    /** What canvases were told to write. */
    written: Set<string>;
  }
}

const names = [
  "חתול 3 (א)",
  "كلب 12",
  "3 סוסים",
  "قطط – ب",
  "זברה!",
  "فيل",
  "דג 4%",
  "نمر",
  "ינשוף",
  "أرنب 7",
];
const rightToLeft = /[\u0590-\u08ff]/;

/** Whether each letter that runs from right to left stands between an isolate's beginning and its end. */
function isIsolated(said: string): boolean {
  let depth = 0;
  for (const letter of said) {
    if (letter === "\u2068") depth += 1;
    else if (letter === "\u2069") depth -= 1;
    else if (depth === 0 && rightToLeft.test(letter)) return false;
  }
  return true;
}

/** All that the page says with such letters, in text and in names of what is seen. */
const said = ({ page }: PlaygroundPage) =>
  page.evaluate(() => {
    const { shadowRoot } = document.querySelector("vae-playground")!;
    const found: string[] = [];
    const walker = document.createTreeWalker(shadowRoot!, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Element)
        for (const name of ["aria-label", "title", "aria-valuetext"])
          found.push(node.getAttribute(name) ?? "");
      else if (!node.parentElement?.closest("pre, code, textarea")) found.push(node.textContent!);
    }
    return found.filter((text) => /[\u0590-\u08ff]/.test(text));
  });

test("names that run from right to left are isolated wherever they are said or drawn", async ({
  playground,
}) => {
  const { page, band } = playground;
  await page.addInitScript(() => {
    window.written = new Set();
    const { fillText } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
      window.written.add(text);
      return fillText.call(this, text, ...rest);
    };
  });
  await playground.open();
  await page.evaluate(async (classNames) => {
    const { state } = window.vaePlayground;
    const { images } = state.dataset!;
    await window.vaePlayground.setData(
      { ...images, pixels: images.pixels.slice() },
      { name: "ספרות 8×8 – أرقام", classNames },
    );
  }, names);
  await playground.loaded();
  await playground.trainTo(3);

  // A run and a model with such names.
  await playground.look("runs");
  const runs = page.getByRole("figure", { name: "Runs side by side" });
  await runs.getByLabel("Name", { exact: true }).fill("ריצה 2 (ב)");
  await runs.getByRole("button", { name: "Keep the present run" }).click();
  await expect(runs).toContainText("Kept as");
  // A number behind a name stays behind it.
  const places = await runs
    .locator(".band-key li")
    .first()
    .evaluate((item) => {
      const text = [...item.childNodes].find(({ nodeType }) => nodeType === Node.TEXT_NODE)!;
      const range = document.createRange();
      const at = (from: number, to: number) => {
        range.setStart(text, from);
        range.setEnd(text, to);
        return range.getBoundingClientRect();
      };
      const end = text.textContent!.indexOf("\u2069");
      return { name: at(1, end).right, number: at(end + 2, text.textContent!.length).left };
    });
  expect(places.number).toBeGreaterThanOrEqual(places.name);
  await page.getByRole("button", { name: "Models" }).click();
  const drawer = page.getByRole("dialog", { name: "Models" });
  await drawer.getByLabel("Name", { exact: true }).fill("דגם 1 – ג");
  await drawer.getByRole("button", { name: "Keep" }).click();
  await expect(drawer.locator("li strong").filter({ hasText: "דגם 1" })).toBeVisible();
  const inDrawer = await said(playground);
  expect(inDrawer.some((text) => text.includes("דגם 1 – ג"))).toBe(true);
  expect(inDrawer.filter((text) => !isIsolated(text))).toEqual([]);
  await drawer.getByRole("button", { name: "Close" }).click();

  // A confusion, an image that is pointed at on the map, and names that a person gives.
  await band.getByRole("link", { name: "Classify" }).click();
  await playground.look("classifiers");
  await page.getByRole("button", { name: "Classify", exact: true }).click();
  const cell = page.getByRole("gridcell").first();
  await expect(cell).toBeVisible({ timeout: 60_000 });
  await cell.click();
  await playground.workspace("Latent");
  const map = page.getByRole("application", { name: /Posterior means/ });
  await map.press("ArrowRight");
  await expect(page.locator('[data-view="latent"] .tip')).toContainText(rightToLeft);
  expect((await said(playground)).filter((text) => !isIsolated(text))).toEqual([]);

  for await (const name of playground.workspaces())
    expect
      .soft(
        (await said(playground)).filter((text) => !isIsolated(text)),
        name,
      )
      .toEqual([]);
  const everything = (await said(playground)).join();
  for (const name of names) expect(everything).toContain(`\u2068${name}\u2069`);
  const written = (await page.evaluate(() => [...window.written])).filter((text) => rightToLeft.test(text));
  expect(written.length).toBeGreaterThan(0);
  expect(written.filter((text) => !isIsolated(text))).toEqual([]);

  // The report, and what is typed.
  await page.goto("./#train");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save report" }).click();
  const report = readFileSync((await (await download).path())!, "utf8").replace(/data:[^"]*/g, "");
  expect(report).toMatch(rightToLeft);
  const lines = report.split("\n").filter((line) => rightToLeft.test(line));
  expect(lines.filter((line) => !isIsolated(line))).toEqual([]);
  expect(
    await runs.getByLabel("Name", { exact: true }).evaluate((input) => getComputedStyle(input).unicodeBidi),
  ).toBe("plaintext");
});
