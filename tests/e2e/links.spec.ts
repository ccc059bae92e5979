import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test, type PlaygroundPage } from "./playground";

const share = ({ page }: PlaygroundPage) => page.getByRole("dialog", { name: "Share this set-up" });

/** What axe finds against a part of the playground, of which it has looked at something. */
async function faults(page: Page, part: string): Promise<string[]> {
  const axe = new AxeBuilder({ page }).include({ fromShadowDom: ["vae-playground", part] });
  const { violations, passes } = await axe.analyze();
  expect(passes.length).toBeGreaterThan(5);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** What a link has said: model, training, images and picks. */
const setUp = ({ page }: PlaygroundPage) =>
  page.evaluate(() => {
    const { options, target, choice, dataset, a, b, dimensions, z, gridSpacing } = window.vaePlayground.state;
    const { origin, column, images } = dataset!;
    const sum = images.pixels.reduce((total, value) => total + value, 0);
    return { options, target, choice, origin, column, sum, a, b, dimensions, z, gridSpacing };
  });

/** The link of the page as it is. */
async function linkOf(playground: PlaygroundPage): Promise<string> {
  const { page } = playground;
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const link = await share(playground).getByLabel("Link").inputValue();
  await share(playground).getByRole("button", { name: "Close" }).click();
  return link;
}

/** The link is open: these settings are in force, and nothing is under way. */
async function opened(playground: PlaygroundPage, latent: number): Promise<void> {
  await playground.page.waitForFunction(
    (latent) =>
      window.vaePlayground?.state.options.model.latent === latent && !window.vaePlayground.state.busy,
    latent,
  );
  await playground.loaded();
}

const hash =
  "#/latent?v=1&set=moons&n=500&size=8&latent=3&encoder=32,16&beta=0.5&objective=freeBits&objective.nats=0.25" +
  "&seed=7&epochs=5&device=cpu&a=12&axes=3,1&gridSpacing=shares";

test("a link sets the page up, and the page gives the same link back", async ({ playground }) => {
  const { page } = playground;
  await page.goto(`./${hash}`);
  await opened(playground, 3);
  const there = await setUp(playground);
  expect(there).toMatchObject({
    origin: { id: "moons", preparation: { count: 500, size: 8, seed: 7 } },
    options: {
      model: { latent: 3, encoder: [32, 16], decoder: [16, 32] },
      training: { beta: 0.5, objective: { kind: "freeBits", nats: 0.25 } },
      seed: 7,
    },
    target: 5,
    choice: "cpu",
    a: 11,
    dimensions: [2, 0],
    gridSpacing: "shares",
  });
  await expect(page).toHaveTitle(/^Latent space/);
  const link = await linkOf(playground);
  expect([...new URLSearchParams(link.split("?")[1])].toSorted()).toEqual(
    [...new URLSearchParams(hash.split("?")[1])].toSorted(),
  );
  await expect(page.locator(".notice")).toHaveCount(0);

  // To another workspace and back by reload: the address stays a link.
  await playground.workspace("Train");
  await expect(page).toHaveURL(/#\/train\?v=1&set=moons/);
  await page.reload();
  await opened(playground, 3);
  expect(await setUp(playground)).toEqual(there);
});

test("the part of the map that is seen, its plane and the marked place are in a link", async ({
  playground,
}) => {
  const { page } = playground;
  /** What a link has said of the map, and what the map shows of it. */
  const seen = () =>
    page.evaluate(() => {
      const { mapView, components, projection, dimensions, z } = window.vaePlayground.state;
      return { mapView, components, shown: projection?.names.length ?? 0, dimensions, z };
    });
  await page.goto("./#/latent?v=1&set=digits&latent=3&axes=1,3&epochs=3");
  await opened(playground, 3);
  const map = page.getByRole("application", { name: /Posterior means/ });
  for (const key of ["+", "+", "Shift+ArrowRight"]) await map.press(key);
  await expect.poll(async () => (await seen()).mapView?.plane).toBe("0,2");
  await map.blur();
  await map.click({ position: { x: 100, y: 300 } });
  const there = await seen();
  expect(there.z).toHaveLength(3);
  const link = await linkOf(playground);
  expect(link).toMatch(/&axes=1,3&map=-?[\d.]+,-?[\d.]+,[\d.]+&z=/);

  await page.goto("about:blank");
  await page.goto(link);
  await opened(playground, 3);
  await expect.poll(async () => (await seen()).mapView?.extent).toBeCloseTo(there.mapView!.extent, 2);
  expect((await seen()).mapView!.x).toBeCloseTo(there.mapView!.x, 2);
  const { z } = await seen();
  there.z.forEach((value, i) => expect(z[i]).toBeCloseTo(value, 3));
  // The map itself goes on from there.
  await map.press("+");
  await expect.poll(async () => (await seen()).mapView?.extent).toBeCloseTo(there.mapView!.extent / 1.5, 2);

  // Components are the model's own, which is trained anew.
  await page.getByRole("button", { name: "Components", exact: true }).click();
  await expect.poll(async () => (await seen()).shown).toBe(2);
  expect((await seen()).mapView?.plane).not.toBe("components");
  await map.press("+");
  await expect.poll(async () => (await seen()).mapView?.plane).toBe("components");
  const ofComponents = await linkOf(playground);
  expect(ofComponents).toMatch(/&plane=components&map=/);
  await page.goto("about:blank");
  await page.goto(ofComponents);
  await opened(playground, 3);
  await expect(page.getByRole("button", { name: "Components", exact: true })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await expect.poll(async () => (await seen()).shown).toBe(2);
  expect((await seen()).mapView?.plane).toBe("components");
  // Another plane is seen as a whole.
  await page.getByRole("combobox", { name: "Horizontal dimension" }).selectOption("z2");
  expect(await seen()).toMatchObject({ components: false, shown: 0 });

  await page.evaluate(() => (location.hash = "#/latent?v=1&latent=2&plane=components&map=0,0,0"));
  await opened(playground, 2);
  const notice = page.locator(".notice").last();
  for (const told of ["more than two dimensions", "“map”"]) await expect(notice).toContainText(told);
  expect(await seen()).toMatchObject({ components: false, mapView: null });
});

test("a link that no longer fits is explained and opened as far as it goes, over a model that is kept", async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open();
  await playground.trainTo(3);
  const before = await playground.fact("step");
  await page.evaluate(
    () => (location.hash = "#/train?v=2&set=circles&n=200&latent=4&beta=1e9&colour=red&a=900"),
  );
  await opened(playground, 4);
  const notice = page.locator(".notice");
  for (const told of ["newer version", "“beta”", "“colour”", "number 900 of 200"])
    await expect(notice).toContainText(told);
  expect((await setUp(playground)).options.training.beta).toBe(1);
  expect(await playground.fact("step")).toBe(0);
  await page.getByRole("button", { name: /^Back to epoch 3/ }).click();
  await expect.poll(() => playground.fact("step")).toBe(before);

  // One whose images can't be had leaves what is there.
  await page.route("**/faces/**", (route) => route.abort());
  await page.evaluate(() => (location.hash = "#/train?v=1&set=faces&latent=9"));
  await expect(page.locator(".notice").last()).toContainText("What was there stays");
  expect(await playground.fact("step")).toBe(before);
});

test("a link is copied, drawn as a code, and hides controls until all are shown again", async ({
  playground,
}) => {
  const { page } = playground;
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await playground.open();
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const dialog = share(playground);
  await dialog.getByText("For a class").click();
  for (const name of ["Data", "Settings"]) await dialog.getByLabel(name, { exact: true }).check();
  await dialog.getByRole("button", { name: "Copy" }).click();
  await expect(dialog.getByText("Copied.")).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/#\/train\?v=1&set=digits&hide=data,settings$/);
  await dialog.getByRole("button", { name: "QR" }).click();
  const code = dialog.getByRole("img", { name: "The link as a QR code" });
  // The finder pattern of a corner, after the quiet zone: 7 dark modules, then a light one.
  await expect(code).toBeVisible();
  const dark = await code.evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext("2d")!.getImageData(0, 18, canvas.width, 1);
    return Array.from({ length: 13 }, (_, module) => data[4 * (4 * module + 1)] === 0);
  });
  expect(dark).toEqual([...Array(4).fill(false), ...Array(7).fill(true), false, dark[12]]);
  expect(await faults(page, "dialog.share")).toEqual([]);
  await dialog.getByRole("button", { name: "Close" }).click();

  await page.goto("about:blank");
  await page.goto(link);
  await playground.settled();
  const { train } = playground;
  await expect(train).toBeEnabled();
  const hidden = [
    page.locator(".data-fold"),
    playground.field("Beta"),
    page.getByRole("button", { name: "Settings", exact: true }),
    page.locator('[data-view="structure"]'),
  ];
  const showAll = page.getByRole("button", { name: "Show all controls" });
  await expect(showAll).toBeVisible();
  for (const each of hidden) await expect(each).toBeHidden();
  // A file that is dropped opens nothing.
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["a,b\n1,2\n"], "table.csv"));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  });
  await expect(page.locator(".notice")).toContainText("hides it");
  expect((await setUp(playground)).origin!.id).toBe("digits");
  await showAll.click();
  await expect(page.locator(".data-fold")).toBeVisible();
  await expect(playground.field("Beta")).toBeVisible();
  await expect(page).not.toHaveURL(/hide/);
});

test("a lesson is left with what was there before it, and says when the page shows another model", async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open();
  await playground.trainTo(3);
  const step = await playground.fact("step");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("button", { name: "Lessons" }).click();
  const file = {
    title: "Mine",
    about: "Short.",
    steps: [
      {
        text: "First, **bold**.",
        set: { set: "moons", n: 100, size: "8", beta: 2 },
        train: 4,
        view: "latent",
      },
      { text: "Second.", set: { beta: 0.5 }, goOn: true, train: 6 },
    ],
  };
  const lists = page.getByRole("dialog", { name: "Lessons" });
  await expect(lists.getByRole("listitem")).toHaveCount(9);
  expect(await faults(page, "dialog.lesson-list")).toEqual([]);
  const input = page.getByLabel("Lesson file");
  await input.setInputFiles({ name: "no.json", mimeType: "application/json", buffer: Buffer.from("{}") });
  await expect(lists.getByText("The lesson can’t be read")).toBeVisible();
  const buffer = Buffer.from(JSON.stringify(file));
  await input.setInputFiles({ name: "mine.json", mimeType: "application/json", buffer });
  const lesson = page.getByRole("region", { name: "Lesson: Mine" });
  await expect(lesson.getByText("bold")).toHaveCSS("font-weight", "700");
  await expect(lesson).toHaveAttribute("data-stage", "done");
  // On a phone it stands above the run bar, and the page goes on beneath its end.
  const [strip, run] = [
    await lesson.boundingBox(),
    await page.getByRole("region", { name: "Run" }).boundingBox(),
  ];
  expect(strip!.y + strip!.height).toBeLessThanOrEqual(run!.y + 1);
  expect(strip!.height).toBeLessThan(844 / 2);
  expect(await playground.hasSidewaysScroll()).toBe(false);
  expect(await faults(page, ".lesson")).toEqual([]);

  const next = lesson.getByRole("button", { name: "Next" });
  await next.press("Enter");
  await expect(lesson).toHaveAttribute("data-stage", "done");
  await playground.settled();
  expect((await setUp(playground)).options.training.beta).toBe(0.5);
  expect(await page.evaluate(() => window.vaePlayground.state.epoch)).toBeCloseTo(6);

  // The step before was about another model.
  await lesson.getByRole("button", { name: "Back" }).click();
  await expect(lesson.getByText("another model")).toBeVisible();
  await lesson.getByRole("button", { name: "Set up this step" }).click();
  await expect(lesson).toHaveAttribute("data-stage", "done");
  expect((await setUp(playground)).options.training.beta).toBe(2);
  await playground.reset.click();
  await expect(lesson.getByText("another model")).toBeVisible();

  await lesson.getByRole("button", { name: "Leave" }).click();
  await expect(lesson).toBeHidden();
  await page.getByRole("button", { name: /^Back to epoch 3/ }).click();
  await expect.poll(() => playground.fact("step")).toBe(step);
  expect((await setUp(playground)).origin!.id).toBe("digits");
});
