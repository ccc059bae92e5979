import { readFileSync } from "node:fs";
import { expect, test, type PlaygroundPage } from "./playground";

interface Drawn {
  hand: string;
  digit: number;
  strokes: [x: number, y: number][][];
}

const drawings = JSON.parse(readFileSync("tests/fixtures/drawn_digits.json", "utf8")) as Drawn[];

const card = ({ page }: PlaygroundPage, name: string) => page.locator(`[data-view="${name}"]`);

/** A model of ten dimensions after so many epochs, in the workspace. */
async function trained(playground: PlaygroundPage, epochs: number): Promise<void> {
  await playground.open();
  await playground.set("Latent dimensions", "10");
  await playground.reset.click();
  await playground.trainTo(epochs);
  await playground.band.getByRole("link", { name: "Classify" }).click();
}

const percents = (texts: string[]) => texts.map((text) => parseFloat(text));

test("classifiers on latents stand beside those on pixels, and their confusions open the images behind them", async ({
  playground,
}) => {
  await trained(playground, 60);
  const { page } = playground;
  await playground.look("classifiers");
  const classifiers = card(playground, "classifiers");
  const shares = classifiers.locator(".accuracies strong");
  // Cheap on these images, so nobody has to ask.
  await expect(shares).toHaveCount(12);
  const found = percents(await shares.allTextContents());
  expect(Math.min(...found)).toBeGreaterThan(75);
  expect(Math.max(...found)).toBeLessThanOrEqual(100);

  const grid = classifiers.getByRole("grid", { name: /k-NN, k = 5, on latents, of test images/ });
  const counts = (await grid.getByRole("gridcell").allTextContents()).map(Number);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(360);
  const diagonal = counts.filter((_, i) => i % 11 === 0).reduce((sum, count) => sum + count, 0);
  expect(found[1]).toBeCloseTo((100 * diagonal) / 360, 1);

  // From the first cell to the one of class 1 taken for 1, by keys.
  await grid.getByRole("gridcell").first().focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const images = classifiers.getByRole("group", { name: "Images behind the cell" }).getByRole("button");
  await expect(images).toHaveCount(counts[11]!);
  await images.last().click();
  await expect(images.last()).toHaveAccessibleName(/picked as [AB]/);

  await classifiers.getByRole("button", { name: "Confusions of Logistic regression, on pixels" }).click();
  await expect(classifiers.getByRole("grid", { name: /Logistic regression, on pixels/ })).toBeVisible();

  await playground.field("Neighbours").fill("1");
  await playground.field("Neighbours").blur();
  await expect(classifiers.getByRole("rowheader", { name: "k-NN, k = 1" })).toBeVisible();
  await expect(shares).toHaveCount(12);
});

test("a drawing goes through the model, by pointer and by keys, and stands on the map", async ({
  playground,
}) => {
  await trained(playground, 60);
  const { page } = playground;
  await playground.look("drawing");
  const drawing = card(playground, "drawing");
  const pad = drawing.getByRole("application", { name: /Drawing pad/ });
  const layers = () => page.evaluate(() => window.vaePlayground.state.mapLayers["drawing"]?.length ?? 0);
  const guesses = drawing.locator("dd");

  async function draw({ strokes }: Drawn): Promise<void> {
    await pad.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await pad.boundingBox())!;
    for (const [first, ...others] of strokes) {
      await page.mouse.move(x + first![0] * width, y + first![1] * height);
      await page.mouse.down();
      for (const [across, down] of others) await page.mouse.move(x + across * width, y + down * height);
      await page.mouse.up();
    }
  }

  // The classifiers above come one by one, each of which moves the pad.
  const confusions = card(playground, "classifiers").getByRole("button", {
    name: /^Confusions of .* on pixels$/,
  });
  await expect(confusions).toHaveCount(3);
  await draw(drawings.find(({ hand, digit }) => hand === "HersheySans1" && digit === 0)!);
  // Which class it is taken for is not this test's matter: so short a training gets many drawings wrong.
  await expect(guesses.first()).toHaveText(/^\d \(\d+%\)$/);
  await expect(guesses.last()).toHaveText(/^\d \(\d+%\)$/);
  await expect(drawing.getByRole("status").last()).toHaveText(/of 256 test images/);
  await expect(drawing.getByRole("group", { name: /nearest codes/ }).getByRole("button")).toHaveCount(5);
  expect(await layers()).toBe(2);

  await drawing.getByRole("button", { name: "Clear" }).click();
  await expect(guesses.first()).toHaveText("–");
  expect(await layers()).toBe(0);

  await pad.focus();
  const step = await playground.fact("step");
  for (const key of ["ArrowUp", "ArrowUp", " ", "ArrowDown", "ArrowDown", "ArrowDown"])
    await page.keyboard.press(key);
  await expect(guesses.first()).toHaveText(/^\d \(\d+%\)$/);
  // Elsewhere the space bar trains.
  expect(await playground.fact("step")).toBe(step);
  await page.keyboard.press("Backspace");
  await expect(guesses.first()).toHaveText("–");
});

test("names of a few images spread to the others, and labels drawn by chance make a curve", async ({
  playground,
}) => {
  await trained(playground, 60);
  const { page } = playground;
  await playground.look("few-labels");
  const few = card(playground, "few-labels");
  const proposed = few.getByRole("group", { name: "Images worth a name" }).getByRole("button");
  await expect(proposed.first()).toBeVisible();
  const count = await proposed.count();
  expect(count).toBeGreaterThanOrEqual(12);

  // Named as a person would who knows digits.
  const label = (row: number) =>
    page.evaluate((at) => window.vaePlayground.state.dataset!.images.labels![at]!, row);
  for (let i = 0; i < count; i++) {
    await proposed.nth(i).click();
    const name = (await proposed.nth(i).getAttribute("aria-label"))!;
    const digit = await label(parseInt(name.replace(/\D*/, "")));
    await few
      .getByRole("group", { name: "Names" })
      .getByRole("button", { name: String(digit), exact: true })
      .click();
  }
  const status = few.locator("p[role=status]");
  await expect(status).toContainText(`${count} names, spread over 1,797 images`);
  expect(parseFloat((await status.textContent())!.split("images.")[1]!)).toBeGreaterThan(50);

  await few.getByLabel("Colour the map by these names").check();
  await expect
    .poll(() => page.evaluate(() => window.vaePlayground.state.mapNames?.names.at(-1)))
    .toBe("no name");

  await few.getByRole("button", { name: "Try random labels" }).click();
  await expect(few.locator(".chart")).toHaveAttribute("aria-label", /with 10, .* with 20, .* with 200\./);

  await few.getByRole("button", { name: "Forget all names" }).click();
  await expect(status).toContainText("No image has been named yet.");
  await few.getByLabel("Another name").fill("round");
  await few.getByLabel("Another name").press("Enter");
  await expect(status).toContainText("All names given are one name so far");
});
