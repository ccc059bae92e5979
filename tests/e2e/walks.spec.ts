import { readFileSync } from "node:fs";
import type { Locator } from "@playwright/test";
import type { AttributeAnswer } from "../../www/panels/attributes";
import type { LinesAnswer } from "../../www/panels/interpolation";
import type { GridAnswer } from "../../www/panels/manifold";
import type { TraversalAnswer } from "../../www/panels/traversals";
import { expect, test, type PlaygroundPage } from "./playground";
import { readSvg } from "./svg";

/** Trained a little, with so many dimensions, in the workspace of walks. */
async function begin(playground: PlaygroundPage, latent: number): Promise<void> {
  await playground.open();
  if (latent !== 2) {
    await playground.set("Latent dimensions", String(latent));
    await playground.reset.click();
    await playground.settled();
  }
  await playground.trainTo(10);
  await playground.workspace("Latent");
}

const picture = (canvas: Locator) => canvas.evaluate((element) => (element as HTMLCanvasElement).toDataURL());

test("the grid lies at the prior's quantiles, with the other dimensions at the marked place", async ({
  playground,
}) => {
  const { page } = playground;
  await begin(playground, 4);
  await playground.look("manifold");
  const card = page.getByRole("figure", { name: "Decoded grid" });
  const even = await picture(card.locator("canvas").first());
  await card.getByLabel("Spacing").selectOption("by the prior");
  await card.getByLabel("Others at").selectOption("the mark");
  await expect(card).toContainText("held at 0, since no place is marked yet");
  const marked = [0.5, -1, 1.5, 2];
  await page.evaluate((z) => window.vaePlayground.store.set({ z }), marked);
  await expect(card).toContainText("The other 2 dimensions are held at the marked place.");
  await playground.settled();
  expect(await picture(card.locator("canvas").first())).not.toBe(even);

  const { places, corner, wanted } = await page.evaluate(async () => {
    const { state, vae } = window.vaePlayground;
    const { places, images, dimensions } = state.answers["manifold"] as GridAnswer;
    const z = Float32Array.from(state.z);
    // The first image is on the left, on top.
    z[dimensions[0]] = places[0]!;
    z[dimensions[1]] = places.at(-1)!;
    return { places, corner: [...images.subarray(0, 64)], wanted: [...(await vae!.decode(z))] };
  });
  // The middle of the first of 15 equal shares: the 30th part.
  expect(places[0]).toBeCloseTo(-1.833915, 4);
  expect(places[7]).toBe(0);
  corner.forEach((value, i) => expect(value).toBeCloseTo(wanted[i]!, 4));
});

test("traversals are sorted by KL, turn pages above twelve, and follow the picked image", async ({
  playground,
}) => {
  const { page } = playground;
  await begin(playground, 14);
  await playground.look("traversals");
  const card = page.getByRole("figure", { name: "Traversals" });
  const answer = () =>
    page.evaluate(() => {
      const { dimensions, kl, places, base } = window.vaePlayground.state.answers[
        "traversals"
      ] as TraversalAnswer;
      return { dimensions, kl, places, base: [...base] };
    });
  await expect(card.locator(".traversal")).toHaveCount(12);
  const first = await answer();
  expect(first.kl).toEqual([...first.kl].sort((one, other) => other! - one!));
  expect(first.kl[0]).toBeGreaterThan(0.001);
  expect([first.places[0], first.places.at(-1)]).toEqual([-3, 3]);
  await expect(card.locator(".traversal-name").first()).toContainText(
    `z${first.dimensions[0]! + 1}${first.kl[0]!.toFixed(2)} nats`,
  );
  // The strip passes the image itself where its line is.
  await expect(card.getByRole("img").first()).toHaveAccessibleName(
    `z${first.dimensions[0]! + 1} from −3.00 to 3.00; the image lies at ${first.base[
      first.dimensions[0]!
    ]!.toFixed(2).replace("-", "−")}`,
  );

  await card.getByRole("button", { name: "Next dimensions" }).click();
  await expect(card.locator(".traversal")).toHaveCount(2);
  await expect(card).toContainText("Dimensions 13 to 14 of 14");
  const all = [...first.dimensions, ...(await answer()).dimensions];
  expect(all.sort((one, other) => one - other)).toEqual([...Array(14).keys()]);
  await expect(card.getByRole("button", { name: "Next dimensions" })).toBeDisabled();
  await card.getByRole("button", { name: "Previous dimensions" }).click();

  const before = await picture(card.locator("canvas").first());
  await page.locator(".pair").nth(7).click();
  await playground.look("traversals");
  await expect.poll(() => picture(card.locator("canvas").first())).not.toBe(before);
  await card.getByLabel("Around").selectOption("the marked place");
  await expect(card).toContainText("No place is marked yet");
  await playground.settled();
  expect((await answer()).base).toEqual(Array.from({ length: 14 }, () => 0));
});

test("ways between two images say how much the image changes, and the one along the data is found", async ({
  playground,
}) => {
  const { page } = playground;
  await begin(playground, 2);
  await playground.look("interpolation");
  const card = page.getByRole("figure", { name: "Interpolation" });
  const told = (name: string) => card.getByRole("region", { name }).locator(".line-total").textContent();
  const { a, b, totals, ends } = await page.evaluate(async () => {
    const { state, vae } = window.vaePlayground;
    const { a, b, straight, circle } = state.answers["interpolation"] as LinesAnswer;
    const rebuilt = await vae!.reconstruct(Uint32Array.of(a, b));
    const off = (images: Float32Array, at: number, row: number) =>
      Math.max(
        ...images.subarray(at * 64, at * 64 + 64).map((value, i) => Math.abs(value - rebuilt[row * 64 + i]!)),
      );
    const ends = [straight, circle].flatMap(({ images }) => [off(images, 0, 0), off(images, 10, 1)]);
    return { a, b, totals: [straight.total, circle.total], ends };
  });
  for (const distance of ends) expect(distance).toBeLessThan(1e-4);
  expect(await told("Straight line")).toBe(`changes by ${totals[0]!.toFixed(2)} in all`);
  expect(await told("Great circle")).toBe(`changes by ${totals[1]!.toFixed(2)} in all`);
  const layers = () =>
    page.evaluate(() => window.vaePlayground.state.mapLayers["interpolation"]?.length ?? 0);
  expect(await layers()).toBe(2);

  await card.getByRole("button", { name: "Find the way along the data" }).click();
  await expect(card).toContainText(
    /Over a graph of 1,797 images, up to ten neighbours each; it passes \d+ images?/,
  );
  await expect(card).toContainText(
    /The image changes [\d.]+% (less|more) than on the straight line|as much as/,
  );
  await expect.poll(layers).toBe(3);
  // Of another pair it is not known, and what belongs to the one before is gone.
  await card.getByRole("button", { name: "Random pair" }).click();
  await expect.poll(() => page.evaluate(() => window.vaePlayground.state.a)).not.toBe(a);
  await expect(card).toContainText("A or B is another image now.");
  await expect.poll(layers).toBe(2);
  // The map is drawn on in this workspace alone.
  await playground.workspace("Train");
  await expect.poll(layers).toBe(0);
  await page.evaluate(([a, b]) => window.vaePlayground.store.set({ a: a!, b: b! }), [a, b]);
  await playground.workspace("Latent");
  await expect.poll(layers).toBe(3);
});

test("a difference of two classes is added to an image by a slider, and kept", async ({ playground }) => {
  const { page } = playground;
  await begin(playground, 2);
  await playground.look("attributes");
  const card = page.getByRole("figure", { name: "Attributes" });
  await expect(card).toContainText("Choose two kinds of images");
  await card.getByLabel("From", { exact: true }).selectOption("0");
  await card.getByLabel("To", { exact: true }).selectOption("1");
  // What was asked for above has come, and moved it.
  await playground.look("attributes");
  await expect(card).toContainText("Means of 178 and 182 images.");
  const slider = card.getByRole("slider", { name: "Strength" });
  await slider.focus();
  await slider.press("End");
  await playground.settled();
  const { off, length } = await page.evaluate(async () => {
    const { state, vae } = window.vaePlayground;
    const { difference, changed } = state.answers["attributes"] as AttributeAnswer;
    const labels = state.dataset!.images.labels!;
    const { mean } = await vae!.embed();
    const means = [0, 1].map((label) => {
      const rows = [...labels.keys()].filter((row) => labels[row] === label);
      return [0, 1].map((i) => rows.reduce((sum, row) => sum + mean[2 * row + i]!, 0) / rows.length);
    });
    const z = Float32Array.from([0, 1], (i) => mean[2 * state.a + i]! + 2 * (means[1]![i]! - means[0]![i]!));
    const wanted = await vae!.decode(z);
    return {
      off: Math.max(...wanted.map((value, i) => Math.abs(value - changed[i]!))),
      length: difference!.length,
    };
  });
  expect(off).toBeLessThan(1e-3);
  await expect(card.locator("output")).toHaveText(
    `2.00 × length ${length.toFixed(2)} = ${(2 * length).toFixed(2)} in latent space`,
  );

  await card.getByRole("button", { name: "Keep this pair" }).click();
  await card.getByLabel("To", { exact: true }).selectOption("4");
  await expect(card).toContainText("Means of 178 and 181 images.");
  await card.getByRole("button", { name: "Use 0 → 1" }).click();
  await expect(card).toContainText("Means of 178 and 182 images.");
  // What is selected on the map may be an end, too.
  await page.evaluate(() => window.vaePlayground.store.set({ selection: Uint32Array.of(3, 4, 5) }));
  await card.getByRole("button", { name: "Selection as To" }).click();
  await expect(card).toContainText("Means of 178 and 3 images.");
  await expect(card.getByLabel("To", { exact: true })).toHaveValue("own");
});

test("codes, pictures and charts are saved under names that say what they are", async ({ playground }) => {
  const { page } = playground;
  await begin(playground, 2);
  const save = async (view: string, item: string) => {
    const card = page.locator(`[data-view="${view}"]`);
    await card.locator(".save summary").focus();
    await page.keyboard.press("Enter");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      card.locator(".save-menu").getByRole("button", { name: item }).click(),
    ]);
    return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
  };
  await expect.poll(() => page.evaluate(() => window.vaePlayground.state.latents?.rows.length)).toBe(1797);
  const step = await page.evaluate(() => window.vaePlayground.state.step);
  const csv = await save("latent", "(CSV)");
  expect(csv.name).toBe(`digits-step-${step}-latent.csv`);
  const lines = csv.bytes.toString().trimEnd().split("\n");
  expect(lines).toHaveLength(1798);
  expect(lines[0]).toBe("row,label,split,mean_z1,mean_z2,log_variance_z1,log_variance_z2");
  const npy = await save("latent", "(NPY)");
  expect(npy.name).toBe(`digits-step-${step}-latent.npy`);
  const { label, mean } = await page.evaluate(() => {
    const { latents, dataset } = window.vaePlayground.state;
    return { label: dataset!.images.labels![1], mean: latents!.mean[2] };
  });
  const [row, of, , first] = lines[2]!.split(",");
  expect([row, of, Math.fround(Number(first))]).toEqual(["1", String(label), mean]);
  const start = 10 + npy.bytes.readUInt16LE(8);
  expect(npy.bytes.length).toBe(start + 1797 * (4 + 4 + 1 + 4 * 4));
  expect(npy.bytes.readFloatLE(start + 25 + 9)).toBe(mean);

  await playground.look("interpolation");
  const png = await save("interpolation", "Picture (PNG)");
  expect(png.name).toBe(`digits-step-${step}-interpolation.png`);
  const colours = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d")!;
    context.drawImage(image, 0, 0);
    return new Set(new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer)).size;
  }, png.bytes.toString("base64"));
  expect(colours).toBeGreaterThan(20);

  await playground.workspace("Train");
  await playground.look("loss");
  const svg = await save("loss", "Reconstruction");
  expect(svg.name).toBe(`digits-step-${step}-loss-reconstruction.svg`);
  const drawn = await readSvg(page, svg.bytes.toString());
  const epochs = await page.evaluate(() =>
    window.vaePlayground.state.history.reconstruction.map(
      (column) => column.filter((value) => value !== null).length,
    ),
  );
  expect(drawn.points).toEqual(epochs.slice(1));
  expect(drawn.text).toEqual(expect.arrayContaining(["Reconstruction", "train", "test", "10"]));

  // It closes on Escape, and where something else is pressed.
  const menu = page.locator('[data-view="loss"] .save');
  await menu.locator("summary").click();
  await page.keyboard.press("Escape");
  await expect(menu).not.toHaveAttribute("open");
  await menu.locator("summary").click();
  await page.locator("h1").click();
  await expect(menu).not.toHaveAttribute("open");
});

test("without classes, of one image, or in one dimension, walks say what they can't show", async ({
  playground,
}) => {
  const { page } = playground;
  await begin(playground, 1);
  await page.evaluate(() =>
    window.vaePlayground.setData({ pixels: new Float32Array(2 * 64).fill(0.5), shape: [2, 8, 8, 1] }, {}),
  );
  await playground.settled();
  for (const view of ["manifold", "interpolation", "traversals", "attributes"]) await playground.look(view);
  await expect(page.getByRole("figure", { name: "Attributes" })).toContainText(
    "These images have no classes",
  );
  const card = page.getByRole("figure", { name: "Interpolation" });
  await playground.look("interpolation");
  await card.getByRole("button", { name: "Find the way along the data" }).click();
  await expect(card).toContainText("it passes 0 images");
  await expect(playground.alert).toBeEmpty();
});
