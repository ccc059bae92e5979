import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "@playwright/test";
import { temporaryFolder } from "./hosts";
import { expect, test } from "./playground";

const settled = (page: Page) =>
  page.waitForFunction(() => {
    const { settled, stage, test = null } = window.vaePlayground?.state ?? {};
    return settled && stage === null && test !== null;
  });

const step = (page: Page) => page.evaluate(() => window.vaePlayground.state.step);

test.describe("in a Chinese browser", () => {
  test.use({ locale: "zh-CN" });

  test("all of the page is Chinese, and the model goes over to English", async ({ page }) => {
    const texts: string[] = [];
    page.on("request", (request) => texts.push(...(/\/[a-z-]*language-\w\w(?=-)/.exec(request.url()) ?? [])));
    await page.goto("./");
    await settled(page);
    await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
    await expect(page.locator(".vae-playground")).toHaveAttribute("lang", "zh-CN");
    await expect(page.getByRole("navigation", { name: "模型的各个部分" })).toContainText("潜变量 z");
    // What the engine's worker says of its device.
    await expect(page.locator("aside")).toContainText("CPU");
    await expect(page.locator("aside")).toContainText(/使用 CPU|先在 CPU 上运行/);
    await expect(page.locator('[data-view="statistics"]')).toContainText("每张图像的样本数");
    await expect(page.locator(".vae-playground")).not.toContainText(/\b(the|is|are|of)\b(?! Handwritten)/);

    const bad = { name: "bad.safetensors", mimeType: "application/octet-stream", buffer: Buffer.from("bad") };
    await page.getByLabel("已保存的模型文件").setInputFiles(bad);
    await expect(page.locator(".alerts")).toContainText("检查点无法使用");

    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 800 });
      const beside = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(beside).toBe(0);
    }
    await page.setViewportSize({ width: 1280, height: 800 });

    await page.getByLabel("轮数", { exact: true }).fill("3");
    await page.getByRole("button", { name: "训练", exact: true }).click();
    await expect(page.getByText("已到目标轮数")).toBeVisible({ timeout: 60_000 });
    await settled(page);
    const before = await step(page);
    expect(texts.toSorted()).toEqual(["/beside-language-zh", "/language-zh", "/later-language-zh"]);

    await page.getByRole("button", { name: "English: open this page in English" }).click();
    await expect(page.getByText("The page opens anew in English.")).toBeVisible();
    await page.getByRole("button", { name: "Open in English" }).click();
    await expect(page.getByRole("button", { name: /^Train( \d+ more)?$/ })).toBeVisible();
    await expect.poll(() => step(page).catch(() => null)).toBe(before);
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await expect(page.getByRole("button", { name: "Go on where you were" })).toBeHidden();
  });

  test("a link's language goes before the browser's, and a choice before the next visit's", async ({
    page,
  }) => {
    await page.goto("./?lang=en#encoder");
    await expect(page.getByRole("button", { name: "Train", exact: true })).toBeEnabled();
    await page.getByRole("button", { name: /^中文/ }).click();
    await expect(page.getByRole("button", { name: "训练", exact: true })).toBeEnabled();
    expect(new URL(page.url()).search + new URL(page.url()).hash).toBe("#encoder");
    await page.goto("./?lang=en");
    await expect(page.getByRole("button", { name: "Train", exact: true })).toBeVisible();
    await page.goto("./");
    await expect(page.getByRole("button", { name: "训练", exact: true })).toBeVisible();
  });
});

test("an element speaks its own language, or that of what is around it", async ({ page }) => {
  const folder = temporaryFolder();
  copyFileSync("dist/element/vae-playground.js", join(folder.path, "vae-playground.js"));
  const script = `<meta charset="utf-8" /><script defer src="vae-playground.js"></script>`;
  const pages = {
    own: `<!doctype html><html lang="en">${script}<vae-playground lang="zh" seed="-1"></vae-playground>`,
    around: `<!doctype html><html lang="zh-Hant">${script}<vae-playground seed="-1"></vae-playground>`,
    other: `<!doctype html><html lang="fr">${script}<vae-playground seed="-1"></vae-playground>`,
  };
  for (const [name, html] of Object.entries(pages)) {
    writeFileSync(join(folder.path, `${name}.html`), html);
    await page.goto(pathToFileURL(join(folder.path, `${name}.html`)).href);
    const said = name === "other" ? "must be a whole number" : "必须是 0 到 4,294,967,295 之间的整数";
    await expect(page.locator("vae-playground")).toContainText(said);
  }
  folder.remove();
});
