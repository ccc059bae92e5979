import { places, views, type Workspace } from "../../www/panels/list";
import { expect, test, type PlaygroundPage } from "./playground";

const shown = ({ page }: PlaygroundPage) =>
  page
    .locator(".views > [data-view]:visible")
    .evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset["view"]));

/** As the list has them, whose order and names a unit test compares with the panels. */
const panelsOf = (workspace: Workspace) => views.filter((view) => places[view]!.includes(workspace));
const [train, latent] = (["train", "latent"] as const).map(panelsOf);

test("workspaces are reached by click, key and address, and by the browser's back and forward", async ({
  playground,
}) => {
  await playground.open();
  const { page, band } = playground;
  await expect.poll(() => shown(playground)).toEqual(train);

  await band.getByRole("link", { name: /^Latent/ }).click();
  await expect(page).toHaveURL(/#latent$/);
  await expect(page).toHaveTitle(/^Latent space/);
  await expect.poll(() => shown(playground)).toEqual(latent);
  await expect(band.locator("[aria-current=page]")).toHaveText(/Latent/);
  await expect(playground.field("Beta")).toBeHidden();

  await page.goBack();
  await expect.poll(() => shown(playground)).toEqual(train);
  await expect(playground.field("Beta")).toBeVisible();
  await page.goForward();
  await expect.poll(() => shown(playground)).toEqual(latent);

  await band.getByRole("link", { name: /^Reconstruction/ }).press("Enter");
  await expect(page).toHaveURL(/#train$/);
  await expect.poll(() => shown(playground)).toEqual(train);

  await page.goto("./#latent");
  await expect.poll(() => shown(playground)).toEqual(latent);
  await page.goto("./#nowhere");
  await expect.poll(() => shown(playground)).toEqual(train);
});

test("a page that is opened at a workspace's address shows it, and training goes on across workspaces", async ({
  playground,
}) => {
  const { page } = playground;
  await page.goto("./#latent");
  await expect(playground.train).toBeEnabled();
  await playground.settled();
  await expect.poll(() => shown(playground)).toEqual(latent);
  await playground.train.click();
  await expect.poll(() => playground.fact("step")).toBeGreaterThan(5);
  await playground.workspace("Train");
  const step = await playground.fact("step");
  await expect.poll(() => playground.fact("step")).toBeGreaterThan(step);
  await playground.pause.click();
});

test("the settings are one press away where they are not beside the panels", async ({ playground }) => {
  await playground.open();
  await playground.workspace("Latent");
  await playground.page.getByRole("button", { name: "Settings" }).click();
  await expect(playground.page).toHaveURL(/#train$/);
  await expect(playground.field("Beta")).toBeInViewport();

  // A field that is wrong is shown, wherever the reset was asked for.
  await playground.set("Latent dimensions", "0");
  await playground.workspace("Latent");
  await playground.reset.click();
  await expect(playground.field("Latent dimensions")).toBeFocused();
});

test("the band tells the shapes of dense and of convolutional networks, and the image alive", async ({
  playground,
}) => {
  await playground.open();
  const { band, page } = playground;
  const texts = () => band.locator(".shape").allTextContents();
  expect(await texts()).toEqual(["8 × 8", "64 → 128", "z: 2", "128 → 64", "8 × 8"]);

  const pictures = () =>
    band.locator("canvas").evaluateAll((all) => (all as HTMLCanvasElement[]).map((each) => each.toDataURL()));
  await playground.page.waitForTimeout(200);
  const before = await pictures();
  await playground.trainTo(20);
  await expect
    .poll(async () => (await pictures()).map((picture, i) => picture !== before[i]))
    .toEqual([false, false, true, false, true]);

  const light = await pictures();
  await page.getByRole("button", { name: "Dark theme" }).click();
  await expect
    .poll(async () => (await pictures()).map((picture, i) => picture !== light[i]))
    .toEqual([true, true, true, true, true]);

  await playground.unfold("Network");
  await playground.field("Network").selectOption("Convolutional");
  await playground.set("Channels", "8, 16");
  await playground.set("Hidden widths", "32");
  await playground.set("Latent dimensions", "3");
  await playground.reset.click();
  await expect.poll(texts).toEqual(["8 × 8", "8 → 16 maps, 32", "z: 3", "32, 16 → 8 maps", "8 × 8"]);
  expect(await playground.hasSidewaysScroll()).toBe(false);
  await page.waitForFunction(() => !window.vaePlayground.state.busy);
});

test("at 1280 × 800 the run controls, beta, the latent dimensions and the whole map are in one view", async ({
  playground,
}) => {
  await playground.open();
  const { page } = playground;
  const map = page.getByRole("application", { name: /Posterior means/ });
  const controls = [
    playground.train,
    playground.reset,
    playground.field("Beta"),
    playground.field("Latent dimensions"),
  ];
  for (const each of [...controls, map]) await expect(each).toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => scrollY)).toBe(0);
  // Beside open settings the panels go on, and the settings stay in view with them.
  await page.getByRole("button", { name: "Measure" }).scrollIntoViewIfNeeded();
  for (const each of controls) await expect(each).toBeInViewport({ ratio: 1 });
});

test("at 390 px Train is at the bottom edge, the map and then the grid come first, and nothing lies beneath", async ({
  playground,
}) => {
  const { page } = playground;
  await page.setViewportSize({ width: 390, height: 844 });
  await playground.open();
  const box = async (name: string) => (await page.getByRole("figure", { name }).boundingBox())!;
  const bar = () => page.getByRole("region", { name: "Run" }).boundingBox();
  const [map, grid, loss] = [await box("Latent space"), await box("Decoded grid"), await box("Loss")];
  expect(map.y).toBeLessThan(240);
  expect(grid.y).toBeGreaterThan(map.y + map.height - 1);
  expect(loss.y).toBeGreaterThan(grid.y + grid.height - 1);
  for (const at of ["top", "middle", "end"] as const) {
    await page.evaluate((at) => {
      const { scrollHeight } = document.documentElement;
      scrollTo(0, { top: 0, middle: scrollHeight / 2, end: scrollHeight }[at]);
    }, at);
    await expect(playground.train).toBeInViewport({ ratio: 1 });
    const { y, height } = (await bar())!;
    expect(y + height).toBeCloseTo(844, 0);
    expect(height).toBeLessThan(130);
  }
  // At the end of the page, what comes last is above the bar.
  const credit = (await page.locator("footer").boundingBox())!;
  expect(credit.y + credit.height).toBeLessThanOrEqual((await bar())!.y + 1);

  for (const name of [/Posterior means/, /decoded images/i]) {
    const view = page.getByRole("application", { name });
    await view.focus();
    await view.evaluate((canvas) => canvas.scrollIntoView({ block: "end" }));
    const { y, height } = (await view.boundingBox())!;
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y + height).toBeLessThanOrEqual((await bar())!.y);
  }
});

test("what a key brings into focus is not beneath the run bar", async ({ playground }) => {
  for (const [width, height] of [
    [1280, 800],
    [390, 844],
  ] as const) {
    await playground.page.setViewportSize({ width, height });
    await playground.open();
    const { page } = playground;
    const order: string[] = [];
    for (let presses = 0; presses < 45; presses++) {
      await page.keyboard.press("Tab");
      const { name, covered } = await page.evaluate(() => {
        const { shadowRoot } = document.querySelector("vae-playground")!;
        const at = shadowRoot!.activeElement!;
        const bar = shadowRoot!.querySelector(".run")!;
        const [a, b] = [at.getBoundingClientRect(), bar.getBoundingClientRect()];
        const over = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        const part = at.closest("header, .band, .run, .views, aside")!;
        return { name: part.className || part.tagName, covered: part === bar ? 0 : over };
      });
      expect(covered).toBeLessThanOrEqual(0);
      if (order.at(-1) !== name) order.push(name);
    }
    expect(order).toEqual(["HEADER", "band", "run", "views", "ASIDE"].slice(0, order.length));
    expect(order.length).toBeGreaterThan(3);
  }
});

test("every control is at least 24 px high and wide", async ({ playground }) => {
  await playground.open();
  const { page } = playground;
  await page.locator(".data-fold > summary").click();
  const folds = page.locator("details.more > summary").filter({ visible: true });
  for (const summary of await folds.all()) await summary.click();
  const small = await page.locator("button, summary, select, input, nav a").evaluateAll((all) =>
    all
      .filter((each) => each.checkVisibility() && !each.matches(".visually-hidden, [hidden]"))
      .map((each) => ({ text: each.outerHTML.slice(0, 90), box: each.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && Math.min(box.width, box.height) < 24)
      .map(({ text, box }) => `${box.width.toFixed(0)} × ${box.height.toFixed(0)}: ${text}`),
  );
  // A check box's label belongs to it.
  expect(small.filter((text) => !text.includes("checkbox"))).toEqual([]);
});
