import type { Locator } from "@playwright/test";
import type { Block, ModelOptions } from "../../www/engine/protocol";
import type { Unit } from "../../www/run/store/inside";
import { expect, test, type PlaygroundPage } from "./playground";

type Change = Partial<ModelOptions>;

/** A model with such layers, that has taken a few steps. */
async function train(playground: PlaygroundPage, change: Change): Promise<void> {
  await playground.page.evaluate(async (change) => {
    const { session, state } = window.vaePlayground;
    const { model } = state.options;
    await session.reset("cpu", { ...state.options, model: { ...model, ...change } });
    for (let step = 0; step < 5; step++) await session.step();
  }, change);
  await playground.settled();
}

/** The panel, with such a model, in the encoder's workspace. */
async function begin(playground: PlaygroundPage, change: Change = {}): Promise<Locator> {
  const { page } = playground;
  await playground.open();
  await train(playground, change);
  await page.evaluate(() => (location.hash = "encoder"));
  await playground.look("unit");
  return page.getByRole("figure", { name: "Down to the arithmetic" });
}

/** Opens a value, by its block from the front or, below zero, from the end. */
async function open(playground: PlaygroundPage, unit: Unit): Promise<void> {
  // A model that has just begun anew is asked by who is on screen.
  await playground.look("unit");
  await expect
    .poll(() => playground.page.evaluate(() => window.vaePlayground.state.traced !== null))
    .toBe(true);
  await playground.page.evaluate((unit) => {
    const { store, state } = window.vaePlayground;
    const { encoder, decoder } = state.traced!.structure.plan;
    const block = unit.block < 0 ? encoder.length + decoder.length + unit.block : unit.block;
    store.set({ insideUnit: { ...unit, block } });
  }, unit);
  await playground.settled();
}

const toNumber = (text: string | null) => Number((text ?? "").trim().replaceAll("−", "-"));

/**
 * The layer's value at what is open: as the engine gives it, and added up here from the engine's weights and input by
 * plain loops over everything that could reach it.
 */
function recomputed(playground: PlaygroundPage) {
  return playground.page.evaluate(async () => {
    const { state, vae } = window.vaePlayground;
    const { traced, insideUnit } = state;
    const { block: index, unit, place } = insideUnit!;
    const { plan } = traced!.structure;
    const blocks: Block[] = [...plan.encoder, ...plan.decoder];
    const block = blocks[index]!;
    const { parts, values } = traced!.trace;
    const part = (kind: string, of: number | null) => {
      const { offset, values: count } = parts.find((p) => p.kind === kind && p.block === of)!;
      return values.subarray(offset, offset + count);
    };
    const before = blocks[index - 1];
    const last = before?.activation ? "activation" : before?.norm ? "norm" : "layer";
    const input =
      index === 0
        ? traced!.pixels
        : index === plan.encoder.length
          ? part("latent", null)
          : part(last, index - 1);
    const tensors = (await vae!.weights(index)).values;
    const [rows, columns] = block.parameters[0].shape as [number, number];
    const weight = (row: number, column: number) => tensors[row * columns + column]!;
    const bias = (i: number) => tensors[rows * columns + i]!;
    const channels = "features" in block.output ? block.output.features : block.output.channels;
    const at = place * channels + unit;
    let sum: number;
    if (block.layer.kind === "dense") {
      sum = bias(at);
      input.forEach((x, i) => (sum += x * weight(i, at)));
    } else {
      const { size, stride, padding, height, width, channels: outer } = block.layer.window;
      const across = Math.floor((width + 2 * padding - size) / stride) + 1;
      const down = Math.floor((height + 2 * padding - size) / stride) + 1;
      const forth = block.layer.kind === "convolution";
      const inner = forth ? channels : rows;
      sum = bias(unit);
      // Every place of the window, every cell of it, every channel: what reaches the value is added.
      for (let r = 0; r < down; r++)
        for (let s = 0; s < across; s++)
          for (let cell = 0; cell < size * size; cell++) {
            const y = r * stride - padding + Math.floor(cell / size);
            const x = s * stride - padding + (cell % size);
            if (y < 0 || y >= height || x < 0 || x >= width) continue;
            const [small, large] = [r * across + s, y * width + x];
            if ((forth ? small : large) !== place) continue;
            for (let k = 0; k < (forth ? outer : inner); k++)
              sum += forth
                ? input[large * outer + k]! * weight(cell * outer + k, unit)
                : input[small * inner + k]! * weight(k, cell * outer + unit);
          }
    }
    return { sum, layer: part("layer", index)[at]!, given: part(blockLast(block), index)[at]! };

    function blockLast({ activation, norm }: Block) {
      return activation ? "activation" : norm ? "norm" : "layer";
    }
  });
}

/** Every difference that the panel tells between the engine's value and its own is one of rounding. */
async function expectSmall(card: Locator): Promise<void> {
  const checks = await card.locator(".unit-check:visible").allTextContents();
  expect(checks.length).toBeGreaterThan(0);
  for (const check of checks) {
    const difference = toNumber(/difference (\S+)\.$/.exec(check)![1]!);
    // Of all pixels or dimensions it is of a sum in 32 bits.
    expect(difference, check).toBeLessThan(check.startsWith("All") ? 1e-3 : 1e-5);
  }
}

/**
 * The panel's sum is the layer's value, and that of plain loops; every difference it tells is small. What was asked for is
 * drawn a little later.
 */
async function expectTrue(playground: PlaygroundPage, card: Locator): Promise<void> {
  await expect(async () => {
    const { sum, layer, given } = await recomputed(playground);
    const step = card.locator('[data-step="sum"]');
    const shown = toNumber(await step.locator("tr.total:visible td:not([aria-hidden])").textContent());
    expect(Math.abs(shown - sum)).toBeLessThan(1e-5);
    expect(Math.abs(shown - layer)).toBeLessThan(1e-5);
    // The lines above it sum to it: of the parts that are shown, the others, and the bias.
    const lines = await step
      .locator("table.unit-terms:visible tbody tr:not(.total)")
      .evaluateAll((rows) =>
        rows.map((row) => [...row.querySelectorAll("td:not([aria-hidden])")].at(-1)!.textContent),
      );
    expect(lines.length).toBeGreaterThan(1);
    const total = lines.map(toNumber).reduce((all, value) => all + value, 0);
    expect(Math.abs(total - shown)).toBeLessThan(1e-5);
    const said = await card.getByRole("status").first().textContent();
    const told = toNumber(/(?:gives|it is) (\S+) for this image/.exec(said!)![1]!);
    expect(Math.abs(told - given)).toBeLessThan(1e-6);
    await expectSmall(card);
  }).toPass({ timeout: 10_000 });
}

test("a dense value is opened from the image to what the next layer takes", async ({ playground }) => {
  const { page } = playground;
  const card = await begin(playground);
  await expect(card).toContainText("Choose a layer here");
  await card.getByLabel("Layer").selectOption({ label: "Encoder 1: dense, 8 × 8 × 1 to 64" });
  await playground.settled();
  await card.getByLabel("All digits").check();
  const steps = card.locator(".unit-step:visible");
  await expect(steps.locator("h3")).toHaveText([
    "Products and their sum",
    "Activation: ReLU",
    "What excites it",
  ]);
  await expectTrue(playground, card);
  // Inputs, weights and products as images, the largest twelve one by one.
  await expect(card.locator(".value-map canvas:visible")).toHaveCount(3);
  await expect(card.locator(".unit-terms:visible tbody tr")).toHaveCount(12 + 3);
  await expect(card).toContainText("other 52 sum to");

  // Neighbours by button, number and key; Escape leaves, and the layer can be chosen anew.
  await card.getByRole("spinbutton", { name: /^Unit/ }).fill("7");
  await card.getByRole("spinbutton", { name: /^Unit/ }).press("Enter");
  await card.getByRole("button", { name: "Next unit" }).click();
  await expect(card.getByRole("spinbutton", { name: /^Unit/ })).toHaveValue("8");
  await playground.settled();
  await expectTrue(playground, card);

  // While it trains, image, weights and result are of one step.
  const step = () => page.evaluate(() => window.vaePlayground.state.traced!.step);
  const before = await step();
  await page.evaluate(() => window.vaePlayground.session.trainOn());
  for (let seen = before, looks = 0; looks < 3; looks++) {
    await expect.poll(step).toBeGreaterThan(seen);
    await expectSmall(card);
    seen = await step();
  }
  await page.evaluate(() => window.vaePlayground.pause());
  await playground.settled();
  await expectTrue(playground, card);

  await card.getByRole("spinbutton", { name: /^Unit/ }).press("Escape");
  await expect(card).toContainText("Choose a layer here");
  await expect(card.getByLabel("Layer")).toBeFocused();
});

test("a convolution's window moves over the map, and its sum is the value", async ({ playground }) => {
  const card = await begin(playground, { channels: [6, 12], norm: "group", activation: "gelu" });
  await card.getByLabel("All digits").check();
  await open(playground, { block: 1, unit: 4, place: 0 });
  await expect(card.locator(".unit-step:visible h3")).toHaveText([
    "Products and their sum",
    "Group norm",
    "Activation: GELU",
    "What excites it",
  ]);
  await expectTrue(playground, card);
  await expect(card.locator(".unit-channel:visible")).toHaveCount(6);
  // In the corner, five cells of nine lie past the edge.
  await expect(
    card.locator(".unit-channel:visible").first().locator("table").first().locator("td.past"),
  ).toHaveCount(5);
  const map = card.getByRole("application");
  await expect(map).toHaveAccessibleName(/^What this unit gives at each place; row 1, column 1: /);
  await map.focus();
  await map.press("ArrowDown");
  await map.press("ArrowRight");
  await expect(card.getByRole("spinbutton", { name: /^Row/ })).toHaveValue("2");
  await expect(card.getByRole("spinbutton", { name: /^Column/ })).toHaveValue("2");
  await expectTrue(playground, card);
  await expect(card.locator("td.past:visible")).toHaveCount(0);

  // With more channels than fit, those that add most come first.
  await open(playground, { block: 2, unit: 3, place: 0 });
  await expectTrue(playground, card);
  await open(playground, { block: -2, unit: 2, place: 5 });
  await expect(card).toContainText("8 of 12 channels");
  await expect(card).toContainText("4 windows cover this place");
  await expectTrue(playground, card);
  await card.getByRole("button", { name: "Further channels" }).click();
  await expect(card.locator(".unit-channel:visible")).toHaveCount(4);
  await expectTrue(playground, card);
});

test("a pixel's cost and a dimension's draw and KL are opened at both ends", async ({ playground }) => {
  const card = await begin(playground, { channels: [6], norm: "batch" });
  await card.getByLabel("All digits").check();
  await open(playground, { block: 0, unit: 2, place: 6 });
  await expect(card).toContainText("this is evaluation mode");
  await expectTrue(playground, card);
  await open(playground, { block: -1, unit: 0, place: 27 });
  await expect(card).toContainText("No answer costs less than H(x)");
  await expect(card).toContainText("All pixels together");
  await expectTrue(playground, card);

  const head = await playground.page.evaluate(
    () => window.vaePlayground.state.traced!.structure.plan.encoder.length - 1,
  );
  await open(playground, { block: head, unit: 1, place: 0 });
  await expectTrue(playground, card);
  await expect(card).toContainText("the posterior’s mean of z2");
  await expect(card).toContainText("The noise is 0 now");
  await card.getByRole("button", { name: "Draw noise anew" }).click();
  await expect(card).not.toContainText("The noise is 0 now");
  await expectTrue(playground, card);
  await card.getByRole("button", { name: "No noise" }).click();
  await expect(card).toContainText("The noise is 0 now");
});

const variants: Change[] = [
  { activation: "leakyRelu", norm: "batch", likelihood: { kind: "gaussian", variance: 0.05 } },
  { activation: "gelu", norm: "group", likelihood: { kind: "learnedGaussian" } },
  { activation: "silu", norm: "batch", likelihood: { kind: "discretisedLogistic" }, channels: [6] },
  { activation: "tanh", norm: "none", likelihood: { kind: "bernoulli" }, channels: [6] },
];

test("every norm, activation and likelihood is computed again as the engine has it", async ({
  playground,
}) => {
  const card = await begin(playground);
  await card.getByLabel("All digits").check();
  for (const change of variants) {
    await train(playground, change);
    await expect(card).toContainText("Choose a layer here");
    await open(playground, { block: 0, unit: 2, place: 0 });
    await expectTrue(playground, card);
    await expect(card.locator('[data-step="norm"]')).toBeVisible({ visible: change.norm !== "none" });
    await expect(card.locator('[data-step="activation"]')).toBeVisible();
    await open(playground, { block: -1, unit: 0, place: 27 });
    await expectTrue(playground, card);
    await expect(card.locator('[data-step="cost"]')).toContainText("All pixels together");
  }
});

test("the images that excite a unit are found on request", async ({ playground }) => {
  const { page } = playground;
  const card = await begin(playground);
  await open(playground, { block: 1, unit: 3, place: 0 });
  await card.getByRole("button", { name: "Find them" }).click();
  const images = card.getByRole("group", { name: "The images that excite it most" });
  await expect(images.getByRole("button")).toHaveCount(9);
  await expect(card).toContainText(/Above 0 at [\d.]+% of [\d,]+ images/);
  // The first one's value is the unit's in its trace.
  const strongest = toNumber(await images.getByRole("button").first().textContent());
  await images.getByRole("button").first().click();
  await playground.settled();
  await expect
    .poll(async () => Math.abs((await recomputed(playground)).given - strongest))
    .toBeLessThan(1e-3);
  // Another unit of the same model has its own, without another search; another model has none.
  await card.getByRole("button", { name: "Next unit" }).click();
  await expect(card).toContainText(/Above 0 at|never above 0/);
  await page.evaluate(() => window.vaePlayground.session.reset("cpu", window.vaePlayground.state.options));
  await playground.settled();
  await expect(card).toContainText("Choose a layer here");
});

test("on a phone all of it fits by touch, and nothing moves where motion is reduced", async ({
  playground,
}) => {
  const { page } = playground;
  await page.emulateMedia({ reducedMotion: "reduce" });
  const card = await begin(playground, { channels: [6, 12] });
  await page.setViewportSize({ width: 390, height: 844 });
  await open(playground, { block: 1, unit: 4, place: 3 });
  await expect(card.getByRole("button", { name: "Move the window" })).toBeHidden();
  expect(await playground.hasSidewaysScroll()).toBe(false);
  const map = card.getByRole("application");
  await map.scrollIntoViewIfNeeded();
  await map.click({ position: { x: 10, y: 10 } });
  await expect(card.getByRole("spinbutton", { name: /^Row/ })).toHaveValue("1");
  await expect(card.getByRole("spinbutton", { name: /^Column/ })).toHaveValue("1");
});
