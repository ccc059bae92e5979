import type { Locator } from "@playwright/test";
import type { ModelOptions } from "../../www/engine/protocol";
import type { Jacobian } from "../../www/panels/decoder/jacobian";
import type { Held } from "../../www/panels/decoder/layers";
import { expect, test, type PlaygroundPage } from "./playground";

/** A model of such options, trained a little, in the decoder's workspace. */
async function begin(playground: PlaygroundPage, model: Partial<ModelOptions> = {}): Promise<void> {
  const { page } = playground;
  await playground.open();
  if (Object.keys(model).length > 0) await reset(playground, model);
  await playground.trainTo(3);
  await playground.band.getByRole("link", { name: "Decoder" }).click();
  await page.locator('[data-view="decoder-layers"]').waitFor();
}

/** Another model, as the form would make it. */
async function reset(playground: PlaygroundPage, model: Partial<ModelOptions>): Promise<void> {
  await playground.page.evaluate((model) => {
    const { session, state } = window.vaePlayground;
    const { choice, options } = state;
    return session.reset(choice, { ...options, model: { ...options.model, ...model } });
  }, model);
  await playground.settled();
}

const card = ({ page }: PlaygroundPage, name: string) => page.locator(`[data-view="${name}"]`);
const picture = (canvas: Locator) => canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL());

/** A number that is written, `−1.5e−7`. */
const numberIn = (text: string | null, pattern: RegExp) =>
  Number(
    pattern
      .exec(text ?? "")![1]!
      .replaceAll("−", "-")
      .replaceAll(",", ""),
  );

/** The latent vector in force, and how far the image that is shown is from what the engine decodes of it. */
const decodes = ({ page }: PlaygroundPage) =>
  page.evaluate(async () => {
    const { state, vae } = window.vaePlayground;
    const { trace, decoded } = state.traced!;
    const part = ({ parts, values }: typeof trace, kind: string) => {
      const { offset, values: count } = parts.find((part) => part.kind === kind)!;
      return values.slice(offset, offset + count);
    };
    const shown = decoded ?? trace;
    const [z, image] = [part(shown, "latent"), part(shown, "image")];
    const wanted = await vae!.decode(z);
    return { z: [...z], off: Math.max(...image.map((value, i) => Math.abs(value - wanted[i]!))) };
  });

test("the latent vector is moved by slider, pad and buttons, and the image follows", async ({
  playground,
}) => {
  const { page } = playground;
  await begin(playground);
  await playground.look("decoder-input");
  const input = card(playground, "decoder-input");
  const given = () =>
    page.evaluate(() => window.vaePlayground.state.insideZ && [...window.vaePlayground.state.insideZ]);
  const { z: own, off } = await decodes(playground);
  expect(off).toBeLessThan(1e-5);
  expect(await given()).toBeNull();
  await expect(input.getByText(/^The latent vector of class \d, where the encoder puts it\.$/)).toBeVisible();

  const slider = input.getByRole("slider", { name: "z1" });
  await slider.focus();
  for (let i = 0; i < 30; i++) await page.keyboard.press("ArrowRight");
  await playground.settled();
  const moved = await decodes(playground);
  expect(moved.z[0]).toBeCloseTo(own[0]! + 0.3, 1);
  expect(moved.z[1]).toBe(own[1]);
  expect(moved.off).toBeLessThan(1e-5);
  await expect(input.getByText("A latent vector of your own choice.")).toBeVisible();
  await expect(slider).toHaveAttribute("aria-valuetext", /^−?\d\.\d\d; the image’s own is −?\d\.\d\d$/);
  await slider.press("Home");
  await expect.poll(given).toBeNull();

  const pad = input.getByRole("application");
  await expect(pad).toHaveAttribute("aria-label", /^z1 = .*, z2 = .*Home goes back/);
  // The second key comes before what the first did is shown.
  await pad.evaluate((canvas) => {
    for (const key of [{ key: "ArrowUp", shiftKey: true }, { key: "ArrowLeft" }])
      canvas.dispatchEvent(new KeyboardEvent("keydown", key));
  });
  await playground.settled();
  const padded = await decodes(playground);
  expect(padded.z[0]).toBeCloseTo(own[0]! - 0.1, 5);
  expect(padded.z[1]).toBeCloseTo(own[1]! + 1, 5);
  expect(padded.off).toBeLessThan(1e-5);
  // The middle of the plot is the prior's centre.
  const box = (await pad.boundingBox())!;
  await page.mouse.move(box.x + 34 + (box.width - 42) / 2, box.y + 8 + (box.width - 42) / 2);
  await page.mouse.down();
  await expect.poll(async () => (await given())!.map((value) => Math.abs(value) < 0.1)).toEqual([true, true]);
  await page.mouse.move(box.x + 34 + ((box.width - 42) * 3) / 4, box.y + 8 + (box.width - 42) / 2, {
    steps: 5,
  });
  await page.mouse.up();
  await expect.poll(async () => (await given())![0]).toBeCloseTo(2, 0);
  await pad.dblclick();
  await expect.poll(given).toBeNull();

  await input.getByRole("button", { name: "The prior’s centre" }).click();
  await expect.poll(given).toEqual([0, 0]);
  const draw = input.getByRole("button", { name: "Draw from the prior" });
  await draw.click();
  await expect.poll(given).not.toEqual([0, 0]);
  await expect(input.getByRole("button", { name: "The marked place" })).toBeDisabled();
  await page.evaluate(() => window.vaePlayground.store.set({ z: [1.5, -0.5] }));
  await input.getByRole("button", { name: "The marked place" }).click();
  await expect.poll(given).toEqual([1.5, -0.5]);
  await input.getByRole("button", { name: "The image’s own" }).click();
  await expect.poll(given).toBeNull();

  // Another image begins with its own.
  await draw.click();
  await expect.poll(given).not.toBeNull();
  await page.evaluate(() => window.vaePlayground.store.set({ a: window.vaePlayground.state.a + 1 }));
  await expect.poll(given).toBeNull();
});

test("many dimensions are sliders a page at a time, those that say most first", async ({ playground }) => {
  const { page } = playground;
  await begin(playground, { latent: 128 });
  await playground.look("decoder-input");
  const input = card(playground, "decoder-input");
  await expect(input.getByRole("slider")).toHaveCount(12);
  const kl = await input.locator(".slider-note:visible").allTextContents();
  const nats = kl.map((text) => parseFloat(text));
  expect(nats).toEqual(nats.toSorted((one, other) => other - one));
  const names = () => input.locator(".slider-name:visible").allTextContents();
  const first = await names();
  await input.getByRole("button", { name: "Next dimensions" }).click();
  await expect(input.getByText("Dimensions 13 to 24 of 128")).toBeVisible();
  expect((await names()).some((name) => first.includes(name))).toBe(false);
  await input.getByRole("slider").first().press("ArrowRight");
  await playground.settled();
  expect((await decodes(playground)).off).toBeLessThan(1e-5);

  await playground.look("jacobian");
  await expect(card(playground, "jacobian").locator(".map:visible")).toHaveCount(12);
  await expect(card(playground, "jacobian").getByText("Dimensions 1 to 12 of 128")).toBeVisible();
  expect(await page.evaluate(() => window.vaePlayground.state.problem)).toBeNull();
});

const likelihoods = [
  { kind: "bernoulli" },
  { kind: "gaussian", variance: 0.05 },
  { kind: "learnedGaussian" },
  { kind: "discretisedLogistic" },
] as const;

test("pixels cost what the engine says, under each likelihood", async ({ playground }) => {
  await begin(playground);
  const output = card(playground, "output");
  for (const likelihood of likelihoods) {
    await reset(playground, { likelihood });
    await playground.look("output");
    const [mine, term, off] = await Promise.all([
      output.locator(".sum").textContent(),
      output.getByText(/engine’s reconstruction term/).textContent(),
      output.getByText(/engine’s reconstruction term/).textContent(),
    ]);
    const engine = numberIn(term, /term is (−?[\d.,]+):/);
    expect(Math.abs(numberIn(mine, /cost (−?[\d.,]+) nats/) - engine)).toBeLessThan(
      1e-4 * Math.abs(engine) + 0.001,
    );
    expect(numberIn(off, /difference of ([\d.e+−]+)\.$/)).toBeLessThan(1e-4 * Math.abs(engine));
  }
});

test("the pixel that is pointed at is read: image, output, error, cost and entropy", async ({
  playground,
}) => {
  const { page } = playground;
  await begin(playground);
  await playground.look("output");
  const output = card(playground, "output");
  const map = output.getByRole("application").first();
  await expect(map).toHaveAttribute("aria-label", "Decoder, as it is");
  await map.focus();
  await map.press("ArrowRight");
  await map.press("ArrowUp");
  // From the middle, row 5 and column 5, one up.
  const read = output.locator(".readout");
  await expect(read).toHaveText(
    /^row 4, column 5: image \d\.\d{3}, decoder \d\.\d{3}, error −?\d\.\d{3}; costs \d\.\d{3} nats, entropy \d\.\d{3}$/,
  );
  // By hand.
  const [x, p] = await page.evaluate(() => {
    const { state } = window.vaePlayground;
    const { trace, pixels } = state.traced!;
    const { offset } = trace.parts.find(({ kind }) => kind === "image")!;
    const at = 3 * 8 + 4;
    return [pixels[at]!, trace.values[offset + at]!];
  });
  const said = await read.textContent();
  expect(numberIn(said, /image ([\d.]+)/)).toBeCloseTo(x!, 3);
  expect(numberIn(said, /decoder ([\d.]+)/)).toBeCloseTo(p!, 3);
  expect(numberIn(said, /error (−?[\d.]+)/)).toBeCloseTo(p! - x!, 3);
  expect(numberIn(said, /costs ([\d.]+)/)).toBeCloseTo(-x! * Math.log(p!) - (1 - x!) * Math.log(1 - p!), 2);
  expect(numberIn(said, /entropy ([\d.]+)/)).toBeCloseTo(-p! * Math.log(p!) - (1 - p!) * Math.log(1 - p!), 2);
  await map.press("Escape");
  await expect(read).toHaveText("Point at a pixel, or use the arrow keys, to read it.");
  await map.hover({ position: { x: 3, y: 3 } });
  await expect(read).toContainText("row 1, column 1:");

  await output.getByText("Numbers").click();
  await expect(output.locator("table tbody tr")).toHaveCount(40);

  // Another latent vector's cost is no term of the loss.
  await card(playground, "decoder-input").getByRole("button", { name: "The prior’s centre" }).click();
  await expect(output.getByText(/under another latent vector than its own/)).toBeVisible();
});

const models: [string, Partial<ModelOptions>][] = [
  ["a dense decoder", {}],
  ["a convolutional decoder", { channels: [6, 10], encoder: [24], decoder: [24], norm: "batch" }],
];

for (const [name, model] of models) {
  test(`units of ${name} are switched off, held and let go, and the image changes`, async ({
    playground,
  }) => {
    const { page } = playground;
    await begin(playground, model);
    await playground.look("decoder-layers");
    const layers = card(playground, "decoder-layers");
    const inside = () =>
      page.evaluate(() => {
        const { insideUnit, insideEdits } = window.vaePlayground.state;
        return { unit: insideUnit, edits: insideEdits };
      });
    const first = await page.evaluate(() => window.vaePlayground.state.traced!.structure.plan.encoder.length);
    // Each layer stands there, from z to the image.
    const blocks = await page.evaluate(
      () => window.vaePlayground.state.traced!.structure.plan.decoder.length,
    );
    await expect(layers.locator(".layer")).toHaveCount(blocks + 1);
    await expect(layers.getByText(/logits of the pixels$/)).toBeVisible();
    await expect(layers.locator(".scale-legend").first()).toBeVisible();

    // The unit of the first layer that says most.
    const strongest = await page.evaluate(() => {
      const { trace, structure } = window.vaePlayground.state.traced!;
      const block = structure.plan.encoder.length;
      const { offset, values } = trace.parts.find(
        (part) => part.block === block && part.kind === "activation",
      )!;
      const all = [...trace.values.subarray(offset, offset + values)];
      return all.indexOf(Math.max(...all));
    });
    const canvas = layers.locator(".layer").nth(1).getByRole("application");
    await canvas.focus();
    for (let i = 0; i <= strongest; i++) await canvas.press("ArrowRight");
    await canvas.press("Enter");
    await expect.poll(async () => (await inside()).unit).toEqual({ block: first, unit: strongest, place: 0 });
    const hold = layers.locator(".hold");
    await expect(hold.locator("p")).toHaveText(new RegExp(`^Layer ${first + 1}, unit ${strongest + 1}: `));

    const now = layers.locator(".effect canvas").nth(1);
    const before = await picture(now);
    await hold.getByRole("button", { name: "Switch off" }).click();
    expect((await inside()).edits).toEqual([{ block: first, unit: strongest, place: null, value: 0 }]);
    await playground.settled();
    await expect.poll(() => picture(now)).not.toBe(before);
    await expect(layers.locator(".effect .map-note").last()).toHaveText(/^at most [\d.]+$/);
    // What is shown is what the engine makes of it.
    const off = await page.evaluate(async () => {
      const { state, vae } = window.vaePlayground;
      const { edits, before, after } = state.answers["decoder-layers"] as Held;
      const image = async (edits: typeof state.insideEdits) => {
        const { parts, values } = await vae!.trace(state.traced!.pixels, { edits: [...edits] });
        const { offset, values: count } = parts.find(({ kind }) => kind === "image")!;
        return values.slice(offset, offset + count);
      };
      const [whole, held] = [await image([]), await image(edits)];
      const largest = (one: Float32Array, other: Float32Array) =>
        Math.max(...one.map((value, i) => Math.abs(value - other[i]!)));
      return { before: largest(before, whole), after: largest(after, held), changed: largest(before, after) };
    });
    expect(off.before).toBeLessThan(1e-6);
    expect(off.after).toBeLessThan(1e-6);
    expect(off.changed).toBeGreaterThan(1e-3);

    await hold.getByLabel("Hold at").press("ArrowRight");
    await expect.poll(async () => (await inside()).edits.length).toBe(1);
    await expect.poll(async () => (await inside()).edits[0]!.value).toBeGreaterThan(0);
    await hold.getByRole("button", { name: "Let go", exact: true }).click();
    await expect.poll(async () => (await inside()).edits).toEqual([]);
    await expect(layers.getByText("no unit is held")).toBeVisible();
    await expect.poll(() => picture(now)).toBe(before);

    // A pixel's logit by itself, in the last layer.
    const last = layers.locator(".layer").last().getByRole("application").first();
    await last.focus();
    await last.press("ArrowRight");
    await last.press("Enter");
    // A dense layer's values are units of their own; a convolution's are its channels, at a place.
    const dense = model.channels === undefined;
    const place = await page.evaluate(() => {
      const [, height, width] = window.vaePlayground.state.dataset!.images.shape;
      return (height! / 2) * width! + width! / 2;
    });
    if (!dense) await hold.getByLabel("Only at this place").check();
    await hold.getByRole("button", { name: "Switch off" }).click();
    await expect
      .poll(async () => (await inside()).edits)
      .toEqual([
        { block: first + blocks - 1, unit: dense ? place : 0, place: dense ? null : place, value: 0 },
      ]);
    await playground.settled();
    // One pixel is grey, and no other has changed.
    const changed = await page.evaluate(() => {
      const { before, after } = window.vaePlayground.state.answers["decoder-layers"] as Held;
      const pixels = [...after.keys()].filter((i) => after[i] !== before[i]);
      return pixels.map((i) => [i, after[i]]);
    });
    expect(changed).toEqual([[place, 0.5]]);
    await expect(
      hold.getByRole("button", { name: /^Let go Layer \d, unit \d+ at row 5, column 5 at 0\.00$/ }),
    ).toBeVisible();
    await hold.getByRole("button", { name: "All on again" }).click();
    await expect.poll(async () => (await inside()).edits).toEqual([]);
    await last.press("Escape");
    await expect.poll(async () => (await inside()).unit).toBeNull();
  });

  test(`the strokes of ${name} make up its output`, async ({ playground }) => {
    const { page } = playground;
    await begin(playground, model);
    await playground.look("strokes");
    const strokes = card(playground, "strokes");
    const added = strokes.getByText(/^Bias and strokes added up here/);
    expect(numberIn(await added.textContent(), /at most ([\d.e+−]+) to/)).toBeLessThan(1e-5);
    const count = strokes.getByLabel("Strokes added");
    const all = Number(await count.getAttribute("max"));
    const said = strokes.locator(".stroke-count output");
    await expect(said).toHaveText(`${all} of ${all} strokes carry 100%.`);
    const soFar = strokes.locator(".sums canvas").first();
    const whole = await picture(soFar);
    await count.fill("0");
    await expect(said).toHaveText("No stroke yet: the bias alone.");
    await expect.poll(() => picture(soFar)).not.toBe(whole);
    // Shares fall, and the first so many carry what is said.
    const notes = await strokes.locator(".map:visible:not(.sums *) .map-note").allTextContents();
    const shares = notes.map((note) => parseFloat(/([\d.]+)%$/.exec(note)![1]!));
    expect(shares).toEqual(shares.toSorted((one, other) => other - one));
    await count.fill("2");
    await expect(said).toHaveText(new RegExp(`^2 of ${all} strokes carry `));
    expect(numberIn(await said.textContent(), /carry ([\d.]+)%/)).toBeCloseTo(shares[0]! + shares[1]!, 0);

    await strokes.getByLabel("Show", { exact: true }).selectOption("weights");
    const maps = strokes.locator(".map:visible:not(.sums *)");
    await maps.first().getByRole("application").press("ArrowRight");
    await expect(strokes.locator(".readout")).toContainText(/^Unit \d+, row \d, column \d: /);
    await maps.first().getByRole("application").press("Enter");
    const unit = Number(/\d+/.exec((await maps.first().locator(".map-name").textContent())!)![0]) - 1;
    const chosen = await page.evaluate(() => window.vaePlayground.state.insideUnit);
    expect(chosen?.unit).toBe(unit);
    await strokes.getByText("Numbers").click();
    await expect(strokes.locator("table tbody tr")).toHaveCount(all);
  });

  test(`what each dimension changes in ${name} is what the image's differences say`, async ({
    playground,
  }) => {
    const { page } = playground;
    await begin(playground, { ...model, activation: "tanh" });
    await playground.look("jacobian");
    const jacobian = card(playground, "jacobian");
    await expect(jacobian.locator(".map:visible")).toHaveCount(2);
    const off = await page.evaluate(async () => {
      const { state, vae } = window.vaePlayground;
      const { z, derivatives } = state.answers["jacobian"] as Jacobian;
      const h = 0.02;
      const found: number[] = [];
      for (const dimension of z.keys()) {
        const [one, other] = [z.slice(), z.slice()];
        one[dimension]! += h;
        other[dimension]! -= h;
        const [above, below] = [await vae!.decode(one), await vae!.decode(other)];
        const size = above.length;
        for (let i = 0; i < size; i++)
          found.push(Math.abs((above[i]! - below[i]!) / (2 * h) - derivatives[dimension * size + i]!));
      }
      return Math.max(...found);
    });
    expect(off).toBeLessThan(1e-3);
    // Sizes fall; scaled, they are those times sigma.
    const sizes = async () => {
      const notes = await jacobian.locator(".map:visible .map-note").allTextContents();
      return notes.map((note) => numberIn(note, /size ([\d.]+)/));
    };
    const plain = await sizes();
    expect(plain[0]).toBeGreaterThanOrEqual(plain[1]!);
    await jacobian.getByLabel("Scaled by σ").check();
    await expect.poll(sizes).not.toEqual(plain);
    await jacobian.getByText("Numbers").click();
    const row = jacobian.locator("table tbody tr").first();
    await expect(row).toBeVisible();
    const [size, , sigma] = await row.locator("td").allTextContents();
    const dimension = Number(/\d+/.exec((await row.locator("th").textContent())!)![0]) - 1;
    const norm = await page.evaluate((dimension) => {
      const { derivatives, z } = window.vaePlayground.state.answers["jacobian"] as Jacobian;
      const size = derivatives.length / z.length;
      return Math.hypot(...derivatives.subarray(dimension * size, (dimension + 1) * size));
    }, dimension);
    expect(Number(size) / (norm * Number(sigma))).toBeCloseTo(1, 1);
    // Where the latent vector is another one, so is what it changes.
    const before = await picture(jacobian.locator("canvas").first());
    await card(playground, "decoder-input").getByRole("button", { name: "Draw from the prior" }).click();
    await playground.look("jacobian");
    await expect.poll(() => picture(jacobian.locator("canvas").first())).not.toBe(before);
  });
}
