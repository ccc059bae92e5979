import type { Locator } from "@playwright/test";
import { expect, test, type PlaygroundPage } from "./playground";

/** A number as the page writes it. */
const parse = (text: string) => parseFloat(text.replaceAll(",", "").replace("−", "-"));

/** All numbers in a text. */
const numbersIn = (text: string) =>
  Array.from(text.matchAll(/−?\d[\d,]*(?:\.\d+)?/g), ([each]) => parse(each));

/** Trained a little, in the encoder's workspace, with its layers on screen. */
async function begin(playground: PlaygroundPage, epochs: number): Promise<Locator> {
  await playground.trainTo(epochs);
  await playground.workspace("Encoder");
  await playground.look("encoder-layers");
  return playground.page.getByRole("figure", { name: "Encoder layers" });
}

/** The values of a block's stage, and its places and channels, of the trace that the page shows. */
const traced = (playground: PlaygroundPage, kind: "layer" | "activation" | "kl", block: number | null) =>
  playground.page.evaluate(
    ([kind, block]) => {
      const { parts, values } = window.vaePlayground.state.traced!.trace;
      const part = parts.find((part) => part.kind === kind && part.block === block)!;
      return [...values.subarray(part.offset, part.offset + part.values)];
    },
    [kind, block] as const,
  );

/** Opens the numbers below a sheet: the first cell of each row, and its numbers. */
async function tableOf(sheet: Locator): Promise<Map<string, number[]>> {
  const details = sheet.locator("details.value-table").first();
  if ((await details.getAttribute("open")) === null) await details.locator("summary").click();
  const body = details.locator("tbody tr");
  // Filled once it is open.
  await expect(body).not.toHaveCount(0);
  const rows = await body.evaluateAll((all) =>
    all.map((row) => [...row.children].map((cell) => cell.textContent)),
  );
  return new Map(rows.map(([name, ...cells]) => [name!, cells.map(parse)]));
}

const layer = (card: Locator, name: string) => card.getByRole("region", { name, exact: true });

test("a dense encoder: each layer's numbers, and the products whose sum they are", async ({ playground }) => {
  await playground.open();
  const card = await begin(playground, 5);
  const first = layer(card, "1 · Dense, 64 units, ReLU");
  const head = layer(card, "3 · Means and log-variances, 4 units");
  await expect(first.getByRole("application")).toHaveCount(2);
  await expect(card).toContainText(/Image A, class \d, at step \d+\./);

  const after = await traced(playground, "activation", 0);
  const shown = await tableOf(first);
  expect(shown.size).toBe(64);
  after.forEach((value, unit) => expect(shown.get(`unit ${unit + 1}`)![0]).toBeCloseTo(value, 3));
  const posterior = await tableOf(head);
  const parameters = await traced(playground, "layer", 2);
  expect(posterior.get("mean of z2")![0]).toBeCloseTo(parameters[1]!, 3);
  expect(posterior.get("log-variance of z1")![0]).toBeCloseTo(parameters[2]!, 3);

  // What is shown before the activation is the sum of what is shown of the products, and the bias.
  await card
    .getByLabel("Values", { exact: true })
    .filter({ visible: true })
    .selectOption("before activation");
  await first.getByLabel("Shown").selectOption("Image × weights");
  const before = await tableOf(first);
  const products = await tableOf(first.locator(".layer-first"));
  const bias = await playground.page.evaluate(() => {
    const first = window.vaePlayground.state.traced!.tensors.get(0)!;
    return [...first.values.subarray(64 * 64, 65 * 64)];
  });
  bias.forEach((value, unit) => {
    const [, mean] = products.get(`unit ${unit + 1}`)!;
    expect(Math.abs(64 * mean! + value - before.get(`unit ${unit + 1}`)![0]!)).toBeLessThan(0.02);
  });
});

test("the value under the cursor, keys from unit to unit and layer to layer, and one that is opened", async ({
  playground,
}) => {
  await playground.open();
  const card = await begin(playground, 2);
  const { page } = playground;
  const first = layer(card, "1 · Dense, 64 units, ReLU");
  const strip = first.getByRole("application").first();
  const readout = first.locator(".readout").first();
  const values = await traced(playground, "activation", 0);
  const unitShown = async () => {
    const [, unit, value] = /^unit (\d+): (.+)$/.exec((await readout.textContent())!)!;
    return { unit: Number(unit), value: parse(value!) };
  };

  await strip.hover({ position: { x: 12 + 26 * 3, y: 12 } });
  await expect(readout).toContainText("unit 4: ");
  expect((await unitShown()).value).toBeCloseTo(values[3]!, 3);
  await strip.click({ position: { x: 12 + 26 * 3, y: 12 } });
  const chosen = () => page.evaluate(() => window.vaePlayground.state.insideUnit);
  await expect.poll(chosen).toEqual({ block: 0, unit: 3, place: 0 });

  await page.mouse.move(0, 0);
  await strip.focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  expect((await unitShown()).unit).toBe(2);
  await page.keyboard.press("Enter");
  await expect.poll(chosen).toEqual({ block: 0, unit: 1, place: 0 });
  await page.keyboard.press("Escape");
  await expect.poll(chosen).toBeNull();
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowDown");
  const names = () =>
    page.evaluate(() => {
      let active = document.activeElement;
      while (active?.shadowRoot) active = active.shadowRoot.activeElement;
      return active?.getAttribute("aria-label");
    });
  expect(await names()).toMatch(/^Weights: 64 maps of 8 by 8 places\./);

  // One scale for all layers has one number.
  const legends = card.locator(".layer > .layer-head .scale-ramp + span");
  await card.getByLabel("Scale", { exact: true }).selectOption("all layers");
  const ends = async () => (await legends.allTextContents()).map(parse);
  await expect.poll(async () => new Set(await ends()).size).toBe(1);
  const others = [await traced(playground, "activation", 1), await traced(playground, "layer", 2)];
  const most = Math.max(...values, ...others.flat().map(Math.abs));
  expect((await ends())[0]).toBeCloseTo(most, 2);
});

test("saliency is the derivative of what is chosen by each pixel", async ({ playground }) => {
  await playground.open();
  const card = await begin(playground, 5);
  await card.getByRole("button", { name: "Saliency" }).click();
  await card.getByLabel("Dimension", { exact: true }).selectOption("z2");
  await expect(card).toContainText("How the mean of z2 changes with each pixel");
  await playground.settled();
  const { shown, measured } = await playground.page.evaluate(async () => {
    const { state, vae } = window.vaePlayground;
    const { pixels, saliency } = state.traced!;
    const h = 1e-3;
    const measured: number[] = [];
    for (let at = 0; at < 64; at++) {
      const sides = [h, -h].map((step) => pixels.map((value, i) => (i === at ? value + step : value)));
      const [up, down] = await Promise.all(
        // Beyond [0, 1] is no image.
        sides.map((side) => vae!.encode(side.map((value) => Math.min(1, Math.max(0, value))))),
      );
      const wide = Math.min(1, pixels[at]! + h) - Math.max(0, pixels[at]! - h);
      measured.push((up!.mean[1]! - down!.mean[1]!) / wide);
    }
    return { shown: [...saliency!.values], measured };
  });
  const off = shown.map((value, i) => Math.abs(value - measured[i]!)).sort((one, other) => one - other);
  // A ReLU's kink may lie within the step of some.
  const most = Math.max(...shown.map(Math.abs));
  expect(most).toBeGreaterThan(0.005);
  expect(off[48]).toBeLessThan(0.02 * most + 2e-4);
  await card.getByLabel("Of", { exact: true }).selectOption("the KL");
  await expect(card).toContainText("How the KL changes with each pixel");
  await card.getByRole("button", { name: "Saliency" }).click();
  await expect(card.locator(".saliency-picture")).toBeHidden();
});

test("templates of a deeper layer, and the batch that the next step learns from", async ({ playground }) => {
  await playground.open();
  const card = await begin(playground, 3);
  const { page } = playground;
  const second = layer(card, "2 · Dense, 128 units, ReLU");
  const button = second.getByRole("button", { name: "What units look for" });
  await button.click();
  await expect(button).toHaveAttribute("aria-pressed", "true");
  await expect(second.getByRole("heading", { name: "Templates" })).toBeVisible();
  await playground.settled();
  // With what does not depend on the image, template times image is the value before the activation: moved by one pixel.
  const off = await page.evaluate(async () => {
    const { state, vae } = window.vaePlayground;
    const { pixels, templates } = state.traced!;
    const { of, values } = templates!;
    const layerOf = async (pixels: Float32Array) => {
      const { parts, values } = await vae!.trace(pixels);
      return values.slice(parts.find(({ kind, block }) => kind === "layer" && block === of.block)!.offset);
    };
    const own = await layerOf(pixels.slice());
    const at = pixels.findIndex((value) => value > 0.3);
    const h = 1e-3;
    const moved = await layerOf(pixels.map((value, i) => (i === at ? value + h : value)));
    const each = of.units.map((unit, i) =>
      Math.abs((moved[unit]! - own[unit]!) / h - values[i * pixels.length + at]!),
    );
    return each.sort((one, other) => one - other)[8]!;
  });
  expect(off).toBeLessThan(2e-3);
  const tiles = second.getByRole("application", { name: /^Templates: 16 maps of 8 by 8 places/ });
  await tiles.click({ position: { x: 5, y: 5 } });
  const wanted = await page.evaluate(() => window.vaePlayground.state.insideTemplates!.units[0]!);
  await expect
    .poll(() => page.evaluate(() => window.vaePlayground.state.insideUnit))
    .toEqual({ block: 1, unit: wanted, place: 0 });
  await button.click();
  await expect(tiles).toBeHidden();

  await card.getByRole("button", { name: "Training batch" }).click();
  await expect(card).toContainText(/16 of the \d+ images that step [\d,]+ learns from\./);
  const batch = await page.evaluate(() => window.vaePlayground.state.insideBatch!);
  expect(await page.evaluate(() => window.vaePlayground.state.a)).toBe(batch.rows[0]);
  await card.getByRole("group", { name: "Images to look into" }).getByRole("button").nth(3).click();
  expect(await page.evaluate(() => window.vaePlayground.state.a)).toBe(batch.rows[3]);
  const taken = await page.evaluate(async () => {
    const { vae, state } = window.vaePlayground;
    return { step: state.step, rows: (await vae!.recordStep(0)).rows };
  });
  expect({ ...taken.rows }).toEqual({ ...batch.rows });
  expect(taken.step).toBe(batch.step);
  await card.getByRole("button", { name: "Random image" }).click();
  await expect(card).not.toContainText("learns from");
});

test("the posterior's numbers follow from one another, and noise is drawn and taken back", async ({
  playground,
}) => {
  await playground.open();
  await playground.set("Latent dimensions", "14");
  await playground.reset.click();
  await playground.settled();
  await begin(playground, 5);
  await playground.look("posterior");
  const { page } = playground;
  const card = page.getByRole("figure", { name: "Posterior of the image" });
  const plots = card.locator("figure.density");
  await expect(plots).toHaveCount(12);
  await expect(card).toContainText("Dimensions 1 to 12 of 14");

  const klsOfPage = async () => {
    const kls: number[] = [];
    for (const plot of await plots.all()) {
      const [, kl] = numbersIn((await plot.locator("figcaption").textContent())!);
      const [above, below, sum] = numbersIn((await plot.locator("p").nth(1).textContent())!);
      // The shown area is the KL shown beside it.
      expect(Math.abs(above! - below! - sum!)).toBeLessThan(0.00011);
      expect(Math.abs(sum! - kl!)).toBeLessThan(0.005 + 0.002 * kl!);
      kls.push(kl!);
    }
    return kls;
  };
  const kls = await klsOfPage();
  expect(kls).toEqual(kls.toSorted((one, other) => other - one));
  await card.getByRole("button", { name: "Next dimensions" }).click();
  await expect(plots).toHaveCount(2);
  const all = [...kls, ...(await klsOfPage())];
  const [total, model] = numbersIn((await card.locator(".hint").first().textContent())!);
  expect(all.reduce((sum, kl) => sum + kl, 0)).toBeCloseTo(total!, 1);
  expect(total).toBeCloseTo(model!, 3);
  expect((await traced(playground, "kl", null))[0]).toBeCloseTo(model!, 3);
  await card.getByRole("button", { name: "Previous dimensions" }).click();

  /** Mean, sigma, epsilon and z of each plot. */
  const draws = async () => {
    const texts = await plots.locator("p:first-of-type").allTextContents();
    return texts.map((text) => numbersIn(text) as [number, number, number, number]);
  };
  for (const [mean, , noise, z] of await draws()) expect([noise, z]).toEqual([0, mean]);
  await card.getByRole("button", { name: "Draw ε anew" }).click();
  await expect(card).toContainText("that was drawn from a standard normal distribution");
  await playground.settled();
  const drawn = await draws();
  for (const [mean, sigma, noise, z] of drawn) expect(Math.abs(mean + sigma * noise - z)).toBeLessThan(0.004);
  expect(drawn.some(([, , noise]) => Math.abs(noise) > 0.1)).toBe(true);
  // What is shown is what the decoder was given.
  const given = await page.evaluate(() => {
    const { trace } = window.vaePlayground.state.traced!;
    const { offset, values } = trace.parts.find(({ kind }) => kind === "latent")!;
    return [...trace.values.subarray(offset, offset + values)];
  });
  const name = (await plots.first().locator("figcaption").textContent())!;
  expect(given[numbersIn(name)[0]! - 1]).toBeCloseTo(drawn[0]![3], 2);
  await card.getByRole("button", { name: "Take the mean" }).press("r");
  await expect.poll(draws).not.toEqual(drawn);
  await card.getByRole("button", { name: "Take the mean" }).click();
  await expect.poll(async () => (await draws()).every(([, , noise]) => noise === 0)).toBe(true);

  const bars = card.getByRole("application", { name: /^Mean and standard deviation of 12/ });
  await bars.focus();
  await page.keyboard.press("Home");
  await expect(card.locator(".posterior-bars .readout")).toContainText(`KL ${kls[0]!.toFixed(3)} nats`);
});

test("a convolutional encoder: maps by strength, kernels, and the place under the cursor", async ({
  playground,
}) => {
  await playground.open();
  await playground.unfold("Network");
  await playground.field("Network").selectOption("Convolutional");
  await playground.set("Channels", "8, 24");
  await playground.set("Hidden widths", "32");
  await playground.reset.click();
  await playground.settled();
  const card = await begin(playground, 2);
  const { page } = playground;
  await expect(card.locator(".layer h3")).toHaveText([
    "1 · Convolution, 8 maps of 4 × 4, ReLU",
    "2 · Convolution, 24 maps of 2 × 2, ReLU",
    "3 · Dense, 32 units, ReLU",
    "4 · Means and log-variances, 4 units",
  ]);
  const first = layer(card, "1 · Convolution, 8 maps of 4 × 4, ReLU");
  await expect(first.getByRole("application", { name: /^Kernels: 8 maps of 3 by 3 places/ })).toBeVisible();
  const second = layer(card, "2 · Convolution, 24 maps of 2 × 2, ReLU");
  await expect(second).toContainText("16 of 24");
  await second.getByRole("button", { name: "Show all 24" }).click();
  await expect(second).toContainText("24 of 24");

  // The first map is the most active one; the place that is pointed at is row 4, column 1 of it.
  const maps = first.getByRole("application").first();
  await maps.hover({ position: { x: 3, y: 37 } });
  const values = await traced(playground, "activation", 0);
  const sums = Array.from({ length: 8 }, (_, unit) =>
    values.reduce((sum, value, at) => (at % 8 === unit ? sum + Math.abs(value) : sum), 0),
  );
  const strongest = sums.indexOf(Math.max(...sums));
  const readout = first.locator(".readout").first();
  await expect(readout).toContainText(`unit ${strongest + 1}, row 4, column 1: `);
  const said = parse(/: (.+)$/.exec((await readout.textContent())!)![1]!);
  expect(said).toBeCloseTo(values[12 * 8 + strongest]!, 3);
  await maps.click({ position: { x: 3, y: 37 } });
  await expect
    .poll(() => page.evaluate(() => window.vaePlayground.state.insideUnit))
    .toEqual({ block: 0, unit: strongest, place: 12 });
});

test("a drawing and a picture of one's own are looked into, and another image A takes their place", async ({
  playground,
}) => {
  await playground.open();
  const card = await begin(playground, 1);
  const { page } = playground;
  const pixels = () => page.evaluate(() => [...(window.vaePlayground.state.traced?.pixels ?? [])]);
  const own = await pixels();
  await card.getByRole("button", { name: "Draw", exact: true }).click();
  const pad = card.locator("canvas.pad");
  await pad.focus();
  await page.keyboard.press("Space");
  for (let step = 0; step < 6; step++) await page.keyboard.press("Shift+ArrowDown");
  await expect(card.locator(".inside-name")).toHaveText("Your drawing");
  await playground.settled();
  await expect(card).toContainText("Your drawing, at step");
  const drawn = await pixels();
  expect(drawn).not.toEqual(own);
  expect(Math.max(...drawn)).toBeGreaterThan(0.5);

  // Ink on white paper.
  const url = await page.evaluate(() => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [64, 64];
    const context = canvas.getContext("2d")!;
    context.fillStyle = "white";
    context.fillRect(0, 0, 64, 64);
    context.fillStyle = "black";
    context.fillRect(24, 8, 16, 48);
    return canvas.toDataURL();
  });
  const buffer = Buffer.from(url.split(",")[1]!, "base64");
  const chooser = page.waitForEvent("filechooser");
  await card.getByRole("button", { name: "Open a picture" }).click();
  await (await chooser).setFiles({ name: "one.png", mimeType: "image/png", buffer });
  await expect(card.locator(".inside-name")).toHaveText(
    "one.png, with dark and light exchanged, as these images are ink on an empty ground",
  );
  await playground.settled();
  const opened = await pixels();
  expect(opened[0]).toBeCloseTo(0, 5);
  expect(opened[3 * 8 + 4]).toBeGreaterThan(0.8);

  await chooseBroken(card);
  await expect(card.locator(".inside-name")).toContainText("The picture could not be read: ");
  await card.getByRole("group", { name: "Images to look into" }).getByRole("button").nth(3).click();
  await expect(card.locator(".inside-name")).toContainText("Image A, class ");
  await playground.settled();
  expect(await pixels()).not.toEqual(opened);
});

async function chooseBroken(card: Locator): Promise<void> {
  const file = { name: "broken.png", mimeType: "image/png", buffer: Buffer.from("no picture") };
  await card.locator("input[type=file]").setInputFiles(file);
}

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test("nothing is wider than the screen, and a unit opens by touch", async ({ playground }) => {
    const { page } = playground;
    await playground.open();
    await playground.workspace("Encoder");
    for (const view of ["posterior", "encoder-layers"]) {
      await playground.look(view);
      expect(await playground.hasSidewaysScroll()).toBe(false);
    }
    const strip = page.getByRole("application", { name: /^1 · Dense, 64 units, ReLU/ });
    await strip.tap({ position: { x: 12 + 26 * 5, y: 12 } });
    await expect
      .poll(() => page.evaluate(() => window.vaePlayground.state.insideUnit))
      .toEqual({ block: 0, unit: 5, place: 0 });

    // Over the whole screen, down to the arithmetic, and back to where it was pressed.
    const dialog = page.getByRole("dialog", { name: "Down to the arithmetic" });
    await expect(dialog).toContainText("Encoder 1");
    expect(await dialog.boundingBox()).toMatchObject({ x: 0, y: 0, width: 390, height: 844 });
    await expect(dialog.locator(".unit-check").first()).toContainText("difference");
    expect(await dialog.evaluate((it) => it.scrollWidth <= it.clientWidth)).toBe(true);
    await dialog.getByRole("button", { name: "Back to the layers" }).click();
    await expect(dialog).toBeHidden();
    await expect(strip).toBeInViewport();
    expect(await page.evaluate(() => window.vaePlayground.state.insideUnit?.unit)).toBe(5);
    await strip.tap({ position: { x: 12 + 26 * 2, y: 12 } });
    await expect(dialog).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  });
});
