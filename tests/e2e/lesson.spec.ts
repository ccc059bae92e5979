import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { example, temporaryFolder } from "./hosts";
import { expect, test } from "./playground";

const folder = temporaryFolder();
test.beforeAll(() => {
  copyFileSync("dist/element/vae-playground.js", join(folder.path, "vae-playground.js"));
  writeFileSync(join(folder.path, "lesson.html"), example("docs/inside.md", "lesson.html"));
});
test.afterAll(() => folder.remove());

test("the lesson's sections show their figures of one model, which is trained and looked into", async ({
  playground,
}) => {
  const { page } = playground;
  await page.goto(pathToFileURL(join(folder.path, "lesson.html")).href);
  const settled = () =>
    page.waitForFunction(() => {
      const { playground } = document.querySelector("vae-playground")!;
      return playground?.state.settled && playground.state.test !== null;
    });
  await settled();
  await playground.train.click();
  await page.waitForFunction(() => document.querySelector("vae-playground")!.playground!.state.epoch > 3);
  await playground.pause.click();
  await settled();
  const step = () => page.evaluate(() => document.querySelector("vae-playground")!.playground!.state.step);
  const trained = await step();

  const sections = await page.locator("section[data-views]").evaluateAll((all) =>
    all.map((each) => ({
      title: each.querySelector("h2")!.textContent!,
      views: (each as HTMLElement).dataset["views"]!.split(" ").sort(),
    })),
  );
  expect(sections.length).toBeGreaterThan(4);
  for (const { title, views } of sections) {
    await page.getByRole("navigation", { name: "Sections" }).getByRole("button", { name: title }).click();
    await expect(page.getByRole("heading", { name: title })).toBeVisible();
    await expect(page.locator("section[data-views]:visible")).toHaveCount(1);
    const shown = () =>
      page
        .locator("[data-view]:visible")
        .evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset["view"]).sort());
    await expect.poll(shown).toEqual(views);
    await settled();
  }
  expect(await step()).toBe(trained);

  await page.getByRole("button", { name: "One step, slowly" }).click();
  const card = page.getByRole("figure", { name: "A step in slow motion" });
  await card.getByRole("button", { name: "Record" }).click();
  await expect(card.getByText("1 of 13: Pick the batch")).toBeVisible();
  expect(await step()).toBe(trained + 1);
});
