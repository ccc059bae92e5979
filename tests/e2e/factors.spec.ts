import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { expect, test, type PlaygroundPage } from "./playground";

const cardOf = ({ page }: PlaygroundPage) => page.locator('[data-view="factors"]');
const gridOf = (card: Locator) => card.getByRole("grid", { name: /Share of each label column/ });

/** Sprites of five known factors, and a model of them that has learned a little. */
async function sprites(playground: PlaygroundPage): Promise<Page> {
  await playground.open();
  await playground.chooseSet("Sprites");
  await playground.set("Number of images", "600");
  await playground.load();
  await playground.set("Latent dimensions", "4");
  await playground.reset.click();
  await playground.settled();
  await playground.trainTo(4);
  await playground.workspace("Latent");
  await playground.look("factors");
  await expect(cardOf(playground).getByRole("status")).toContainText("Of 600 images, at step");
  return playground.page;
}

/** By hand: what a dimension tells of a column, as a percent of its entropy, each counted in 20 bins. */
const byHand = (page: Page, dimension: number, column: number) =>
  page.evaluate(
    ({ dimension, column }) => {
      const { latents, dataset } = window.vaePlayground.state;
      const { mean, latent, rows } = latents!;
      const { labels, values } = dataset!.columns[column]!;
      const binned = (all: number[]) => {
        const [low, high] = [Math.min(...all), Math.max(...all)];
        return all.map((value) => Math.min(19, Math.floor((20 * (value - low)) / (high - low))));
      };
      const z = binned(Array.from(rows, (_, i) => mean[i * latent + dimension]!));
      const v = values
        ? binned(Array.from(rows, (row) => values[row]!))
        : Array.from(rows, (row) => labels[row]!);
      const entropy = (keys: string[]) => {
        const counts = new Map<string, number>();
        for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
        return [...counts.values()].reduce((sum, count) => {
          const share = count / keys.length;
          return sum - share * Math.log(share);
        }, 0);
      };
      const [hz, hv] = [entropy(z.map(String)), entropy(v.map(String))];
      return (100 * (hz + hv - entropy(z.map((bin, i) => `${bin} ${v[i]}`)))) / hv;
    },
    { dimension, column },
  );

const chosen = (page: Page) =>
  page.evaluate(() => {
    const { dimensions, dataset } = window.vaePlayground.state;
    return { across: dimensions[0], column: dataset!.columns[dataset!.column]!.name };
  });

test("each dimension is measured beside each column, and a cell is shown on the map by keys", async ({
  playground,
}) => {
  const page = await sprites(playground);
  const card = cardOf(playground);
  const grid = gridOf(card);
  await expect(grid.getByRole("columnheader")).toHaveText(["shape", "scale", "rotation", "x", "y"]);
  await expect(grid.getByRole("rowheader")).toHaveText(["z1", "z2", "z3", "z4", "Gap", "By chance"]);
  const cells = grid.locator("tbody td");
  const shares = (await cells.allTextContents()).map(parseFloat);
  for (const [dimension, column] of [
    [0, 0],
    [1, 3],
    [3, 2],
  ] as const)
    expect(shares[5 * dimension + column]).toBeCloseTo(await byHand(page, dimension, column), 0);

  // The gap of each is between its two largest shares, and MIG is their mean.
  const gaps = (await grid.locator("tfoot tr").first().locator("td").allTextContents()).map(parseFloat);
  gaps.forEach((gap, column) => {
    const of = [0, 1, 2, 3].map((z) => shares[5 * z + column]!).sort((one, other) => other - one);
    expect(Math.abs(gap - (of[0]! - of[1]!))).toBeLessThan(0.2);
  });
  const mig = /^MIG ([\d.]+)%, of 5 label columns\./.exec((await card.getByRole("status").textContent())!);
  expect(Math.abs(Number(mig![1]) - gaps.reduce((sum, gap) => sum + gap, 0) / 5)).toBeLessThan(0.2);

  // From the first cell to what z3 tells of the scale.
  expect((await chosen(page)).column).toBe("shape");
  await cells.first().focus();
  for (const key of ["ArrowDown", "ArrowDown", "ArrowRight"]) await page.keyboard.press(key);
  await expect(cells.nth(11)).toBeFocused();
  await expect(cells.nth(11)).toHaveAccessibleName(/^z3 tells [\d.]+% of scale$/);
  await page.keyboard.press("Enter");
  expect(await chosen(page)).toEqual({ across: 2, column: "scale" });
  await expect(cells.nth(11)).toHaveAttribute("aria-selected", "true");
  await expect(cells.nth(11)).toBeFocused();
  await expect(grid.locator("[aria-selected=true]")).toHaveCount(1);

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    (async () => {
      await card.getByLabel("Save Factors").click();
      await card.getByRole("button", { name: "Shares (CSV)" }).click();
    })(),
  ]);
  const lines = readFileSync((await download.path())!, "utf8")
    .trimEnd()
    .split("\n");
  expect(lines[0]).toBe("dimension,shape,scale,rotation,x,y");
  expect(lines).toHaveLength(5);
});

test("another column leaves zoom, selection and mixture, and recolours what stands", async ({
  playground,
}) => {
  const page = await sprites(playground);
  const mixture = page.locator('[data-view="mixture"]');
  await playground.look("mixture");
  await mixture.getByRole("button", { name: "Fit", exact: true }).click();
  await expect(mixture.getByRole("status").first()).toContainText("fitted at step");
  await expect(mixture.getByRole("columnheader", { name: "Most are" })).toBeVisible();
  const most = mixture.locator("table").filter({ hasText: "Most are" }).locator("tbody tr").first();
  await expect(most).toContainText(/square|ellipse|heart/);

  await playground.look("latent");
  const map = page.getByRole("application", { name: /Posterior means/ });
  await map.press("+");
  await map.press("Control+a");
  const selected = () => page.evaluate(() => window.vaePlayground.state.selection.length);
  const before = await selected();
  /** What stands in the card, as the same elements. */
  await map.evaluate((element) => ((globalThis as { before?: Element }).before = element));
  const label = await map.getAttribute("aria-label");
  const legend = page.locator('[data-view="latent"]').getByRole("group", { name: /^Classes/ });
  await expect(legend.getByRole("button")).toHaveText(["square", "ellipse", "heart"]);

  await playground.look("factors");
  const cell = gridOf(cardOf(playground)).getByRole("gridcell", { name: /^z1 tells .* of x$/ });
  await cell.click();
  await expect(legend.getByRole("button").first()).not.toHaveText("square");
  expect(await map.evaluate((element) => (globalThis as { before?: Element }).before === element)).toBe(true);
  expect(await map.getAttribute("aria-label")).toBe(label);
  expect(await selected()).toBe(before);
  expect(await page.evaluate(() => window.vaePlayground.state.mixture !== null)).toBe(true);
  await playground.look("mixture");
  await expect(mixture.getByRole("status").first()).toContainText("fitted at step");
  await expect(most).not.toContainText(/square|ellipse|heart/);
});

test("one column is told from several, and more dimensions are a press away", async ({ playground }) => {
  await playground.open();
  await playground.set("Latent dimensions", "20");
  await playground.reset.click();
  await playground.settled();
  await playground.workspace("Latent");
  await playground.look("factors");
  const card = cardOf(playground);
  const status = card.getByRole("status");
  await expect(status).toContainText("With one label column");
  await expect(status).toContainText("The model is untrained");
  const rows = gridOf(card).locator("tbody tr");
  await expect(rows).toHaveCount(16);
  await card.getByRole("button", { name: "Show all 20 dimensions" }).click();
  await expect(rows).toHaveCount(20);
  await playground.page.getByRole("button", { name: "Step" }).click();
  await expect(status).toContainText("at step 1.");
});
