import type { Locator, Page } from "@playwright/test";
import { expect, test, type PlaygroundPage } from "./playground";

/** Small images that a person brings, and how they are labelled. */
interface Images {
  count: number;
  /** So many classes, one after the other; none unless told. */
  classes?: number;
  /** Images held out, from the first on. */
  tests?: number;
  /** The first class is that of the images held out. */
  apart?: boolean;
  /** All are the same picture. */
  equal?: boolean;
}

const workspaces = {
  Train: ["latent", "manifold", "loss", "reconstructions", "statistics"],
  "Latent space": [
    "latent",
    "manifold",
    "reconstructions",
    "interpolation",
    "traversals",
    "attributes",
    "mixture",
    "prior",
    "factors",
  ],
  Generate: ["samples", "measures"],
  Classify: ["classifiers", "drawing", "few-labels"],
  Detect: ["scene", "objects", "tracks", "foreground", "tiles", "scene-vae"],
};

/** Nothing is under way. Few images have no losses to wait for. */
const rested = (page: Page) =>
  page.waitForFunction(() => window.vaePlayground.state.settled && window.vaePlayground.state.stage === null);

async function give({ page }: PlaygroundPage, images: Images): Promise<void> {
  await page.evaluate(({ count, classes, tests = 0, apart = false, equal = false }: Images) => {
    const pixels = Float32Array.from({ length: count * 64 }, (_, i) => {
      const image = equal ? 0 : Math.floor(i / 64);
      return (1 + Math.sin(image * 1.7 + (i % 64) * (1 + (image % 3)))) / 2;
    });
    const labels =
      classes && Uint8Array.from({ length: count }, (_, i) => (apart ? Number(i >= tests) : i % classes));
    const classNames = Array.from({ length: classes ?? 0 }, (_, i) => `kind ${i + 1}`);
    return window.vaePlayground.setData(
      {
        pixels,
        shape: [count, 8, 8, 1],
        ...(labels && { labels }),
        ...(tests > 0 && { testRows: Uint32Array.from({ length: tests }, (_, i) => i) }),
      },
      { name: "Few", classNames },
    );
  }, images);
  await rested(page);
}

const card = ({ page }: PlaygroundPage, view: string): Locator => page.locator(`[data-view="${view}"]`);

async function go({ page, band }: PlaygroundPage, workspace: keyof typeof workspaces): Promise<void> {
  await band.getByRole("link", { name: workspace === "Latent space" ? "Latent" : workspace }).click();
  await rested(page);
}

/** Looks at a panel until it has shown what it can. */
async function see({ page }: PlaygroundPage, view: string): Promise<void> {
  await page.locator(`[data-view="${view}"]`).scrollIntoViewIfNeeded();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))));
  await rested(page);
}

/** Looks at all panels of the workspaces: no question failed, and the model takes another step. */
async function seeAll(playground: PlaygroundPage): Promise<void> {
  for (const [workspace, views] of Object.entries(workspaces)) {
    await go(playground, workspace as keyof typeof workspaces);
    for (const view of views) {
      await expect(card(playground, view)).toBeVisible();
      await see(playground, view);
    }
  }
  await expect(playground.alert).toBeEmpty();
  const step = await playground.fact("step");
  await playground.page.getByRole("button", { name: "Step" }).click();
  await expect.poll(() => playground.fact("step")).toBe(step + 1);
  await rested(playground.page);
  await expect(playground.alert).toBeEmpty();
}

/** What panels say, each the one sentence that tells what it can't show. */
async function say(
  playground: PlaygroundPage,
  workspace: keyof typeof workspaces,
  told: Record<string, string | RegExp>,
): Promise<void> {
  await go(playground, workspace);
  for (const [view, sentence] of Object.entries(told)) {
    await see(playground, view);
    await expect(card(playground, view).getByText(sentence).filter({ visible: true }).first()).toBeVisible();
  }
}

const press = (playground: PlaygroundPage, view: string, button: string) =>
  card(playground, view).getByRole("button", { name: button, exact: true }).click();

/** Another number of latent dimensions, which takes a model anew. */
async function latent(playground: PlaygroundPage, dimensions: number): Promise<void> {
  await go(playground, "Train");
  await playground.set("Latent dimensions", String(dimensions));
  await playground.reset.click();
  await rested(playground.page);
}

test("one class: nothing is told apart, all else goes on", async ({ playground }) => {
  await playground.open();
  await give(playground, { count: 40, classes: 1, tests: 10 });
  await seeAll(playground);
  await say(playground, "Latent space", {
    attributes: "All images are of one class",
    factors: "All images have the same label",
  });
  await press(playground, "mixture", "Fit");
  await expect(card(playground, "mixture").getByText("With one class, this is the same")).toBeVisible();
  await say(playground, "Classify", { classifiers: "All images are of one class" });
  await see(playground, "drawing");
  await card(playground, "drawing").getByRole("application").focus();
  for (const key of ["ArrowUp", " ", "ArrowDown", "ArrowDown"]) await playground.page.keyboard.press(key);
  await say(playground, "Classify", { drawing: "one class only" });
  await go(playground, "Generate");
  await card(playground, "samples").getByLabel("Drawn from", { exact: true }).selectOption("One class");
  await expect(card(playground, "samples").getByRole("application")).toHaveAttribute(
    "aria-label",
    /^64 decoded/,
  );
  await expect(playground.alert).toBeEmpty();
});

test("one class to learn from and another to be tested on: what can't be learned says so, all else is", async ({
  playground,
}) => {
  await playground.open();
  await give(playground, { count: 40, classes: 2, tests: 20, apart: true });
  await seeAll(playground);
  await say(playground, "Classify", {
    classifiers: "The points with a label are of 1 class; a logistic regression needs at least 2.",
  });
  await expect(card(playground, "classifiers").locator(".accuracies strong")).toHaveCount(8);
  await go(playground, "Generate");
  await card(playground, "samples").getByLabel("Drawn from", { exact: true }).selectOption("One class");
  await say(playground, "Generate", { samples: "No training image is of this class." });
  await expect(playground.alert).toBeEmpty();
});

test("no labels and no test images: classes are not asked for, and what stands in for tests is told", async ({
  playground,
}) => {
  await playground.open();
  await give(playground, { count: 40 });
  await seeAll(playground);
  await say(playground, "Latent space", {
    latent: "The images have no classes",
    reconstructions: "since there is no test set",
    attributes: "These images have no classes",
    factors: "These images have no labels",
  });
  await press(playground, "mixture", "Fit");
  await say(playground, "Latent space", { mixture: "There are no test images" });
  await expect(card(playground, "mixture").getByText("have no classes to compare")).toBeVisible();
  await say(playground, "Classify", {
    classifiers: "These images have no labels",
    drawing: "no labels",
    "few-labels": "type names of your own",
  });
  await go(playground, "Generate");
  await card(playground, "samples").getByLabel("Drawn from", { exact: true }).selectOption("One class");
  await say(playground, "Generate", { samples: "These images have no classes." });
  await press(playground, "measures", "Compare");
  await say(playground, "Generate", { measures: "There are no test images" });
  await expect(playground.alert).toBeEmpty();
});

test("two images: too few for most, and each says for what", async ({ playground }) => {
  await playground.open();
  await give(playground, { count: 2, classes: 2 });
  await seeAll(playground);
  await say(playground, "Latent space", { prior: "at least 4 training images" });
  await press(playground, "mixture", "Fit");
  await say(playground, "Latent space", { mixture: "from 1 to 2 with 2 training images" });
  await card(playground, "mixture").getByLabel("Gaussians", { exact: true }).fill("2");
  await press(playground, "mixture", "Fit");
  await say(playground, "Latent space", { mixture: /^2 Gaussians, fitted/ });
  await press(playground, "interpolation", "Find the way along the data");
  await say(playground, "Latent space", { interpolation: "A and B are neighbours." });
  await say(playground, "Classify", {
    classifiers: "Learned from 2 images",
    "few-labels": "too few images for names",
  });
  await say(playground, "Generate", { measures: "There are too few images" });
  await card(playground, "samples")
    .getByLabel("Drawn from", { exact: true })
    .selectOption("The fitted mixture");
  await press(playground, "samples", "Fit anew");
  await say(playground, "Generate", { samples: "A mixture of 2 Gaussians" });

  // One of the two is held out.
  await give(playground, { count: 2, classes: 2, tests: 1 });
  await seeAll(playground);
  await say(playground, "Classify", { classifiers: "fewer than two training images" });
  await expect(playground.alert).toBeEmpty();
});

test("more neighbours and Gaussians than images are refused with how many there may be", async ({
  playground,
}) => {
  await playground.open();
  await give(playground, { count: 12, classes: 3, tests: 3 });
  await go(playground, "Classify");
  await see(playground, "classifiers");
  const neighbours = card(playground, "classifiers").getByLabel("Neighbours", { exact: true });
  await neighbours.fill("9");
  await press(playground, "classifiers", "Classify");
  await say(playground, "Classify", {
    classifiers: "Neighbours must be a whole number from 1 to 8 with 9 training images.",
  });
  await neighbours.fill("8");
  await neighbours.blur();
  await expect(card(playground, "classifiers").getByRole("rowheader", { name: "k-NN, k = 8" })).toBeVisible();
  await go(playground, "Latent space");
  await see(playground, "mixture");
  await press(playground, "mixture", "Fit");
  await say(playground, "Latent space", { mixture: "from 1 to 9 with 9 training images" });
  await expect(playground.alert).toBeEmpty();
});

test("equal codes, of an untrained model and of equal images, are singular and stop nothing", async ({
  playground,
}) => {
  await playground.open();
  for (const equal of [false, true]) {
    await give(playground, { count: 40, classes: 2, tests: 10, equal });
    // Equal images have equal codes also after training.
    if (equal) {
      await go(playground, "Train");
      await playground.trainTo(3);
    }
    await go(playground, "Latent space");
    await see(playground, "factors");
    await say(playground, "Latent space", {
      factors: equal ? "All images have the same code" : "The model is untrained",
    });
    for (const covariance of ["Full", "Diagonal"]) {
      await card(playground, "mixture").getByLabel("Covariance", { exact: true }).selectOption(covariance);
      await press(playground, "mixture", "Fit");
      await say(playground, "Latent space", { mixture: /^10 Gaussians, fitted at step/ });
    }
    await card(playground, "mixture").getByLabel("Density on the map").check();
    await press(playground, "interpolation", "Find the way along the data");
    await say(playground, "Latent space", { interpolation: /Over a graph of 40 images/ });
    await go(playground, "Classify");
    await see(playground, "classifiers");
    // Chance, and no failure.
    await expect(card(playground, "classifiers").locator(".accuracies strong")).toHaveCount(12);
    await go(playground, "Generate");
    await see(playground, "measures");
    await press(playground, "measures", "Compare");
    await say(playground, "Generate", { measures: "10 images of each set" });
    await seeAll(playground);
  }
});

test("codes on a line have a singular covariance, which is fitted all the same", async ({ playground }) => {
  await playground.open();
  // Three pictures make three codes, of which two dimensions more than a plane hold nothing.
  await give(playground, { count: 3, classes: 3 });
  await latent(playground, 10);
  await playground.page.getByRole("button", { name: "Step" }).click();
  await rested(playground.page);
  await go(playground, "Latent space");
  await see(playground, "mixture");
  await card(playground, "mixture").getByLabel("Gaussians", { exact: true }).fill("2");
  await press(playground, "mixture", "Fit");
  await say(playground, "Latent space", {
    mixture: /^2 Gaussians, fitted at step 1.*numbers to fit and 3 images/,
  });
  await seeAll(playground);
});

for (const dimensions of [1, 128]) {
  test(`${dimensions} latent dimension${dimensions > 1 ? "s" : ""}: panels show what they can, and say what not`, async ({
    playground,
  }) => {
    await playground.open();
    await give(playground, { count: 60, classes: 3, tests: 12 });
    await latent(playground, dimensions);
    await playground.trainTo(3);
    await seeAll(playground);
    await go(playground, "Latent space");
    await press(playground, "mixture", "Fit");
    if (dimensions === 1)
      await say(playground, "Latent space", {
        mixture: "no plane to draw ellipses",
        prior: "The latent space has one dimension",
        factors: "There is one dimension",
      });
    else
      await say(playground, "Latent space", {
        mixture: /numbers to fit and 48 images/,
        prior: "1 to 16 of 128",
        factors: "Show all 128 dimensions",
        traversals: "Dimensions 1 to 12 of 128",
      });
    await go(playground, "Classify");
    await see(playground, "classifiers");
    await expect(card(playground, "classifiers").locator(".accuracies strong")).toHaveCount(12);
    await expect(playground.alert).toBeEmpty();
  });
}
