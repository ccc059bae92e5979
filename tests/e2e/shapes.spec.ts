import { readFileSync } from "node:fs";
import { expect, test, type PlaygroundPage } from "./playground";

/** A file of a view, by the name of its button. */
async function saved({ page }: PlaygroundPage, view: string, button: string): Promise<Buffer> {
  const card = page.locator(`[data-view="${view}"]`);
  await card.locator(".save > summary").click();
  const coming = page.waitForEvent("download");
  await card.getByRole("button", { name: button, exact: true }).click();
  return readFileSync(await (await coming).path());
}

/** What is in a file of shapes; read by a blank page, where no policy forbids to. */
async function shapesOf({ page }: PlaygroundPage, svg: string) {
  const blank = await page.context().newPage();
  const shapes = await blank.evaluate((source) => {
    const document = new DOMParser().parseFromString(source, "image/svg+xml");
    const of = (name: string) => [...document.querySelectorAll(name)];
    const number = (element: Element, name: string) => Number(element.getAttribute(name));
    return {
      broken: document.querySelector("parsererror") !== null,
      circles: of("circle").map((circle) => ({
        x: number(circle, "cx"),
        y: number(circle, "cy"),
        radius: number(circle, "r"),
        dashed: circle.hasAttribute("stroke-dasharray"),
        filled: circle.getAttribute("fill") !== "none",
      })),
      words: of("text").map((word) => ({
        said: word.textContent,
        x: number(word, "x"),
        y: number(word, "y"),
        anchor: word.getAttribute("text-anchor"),
      })),
      images: of("image").map((image) => [number(image, "width"), image.getAttribute("image-rendering")]),
      rects: of("rect").map((rect) => ({
        x: number(rect, "x"),
        y: number(rect, "y"),
        width: number(rect, "width"),
        height: number(rect, "height"),
        filled: rect.getAttribute("fill") !== "none",
      })),
    };
  }, svg);
  await blank.close();
  return shapes;
}

/** How far the two files of a view are apart on average, of 255 levels; without the caption, which has another colour in each. */
async function difference({ page }: PlaygroundPage, svg: Buffer, png: Buffer): Promise<number> {
  const blank = await page.context().newPage();
  const mean = await blank.evaluate(
    async (files) => {
      const pixelsOf = async (type: string, content: string) => {
        const image = new Image();
        image.src = `data:${type};base64,${content}`;
        await image.decode();
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight - 40];
        const context = canvas.getContext("2d")!;
        context.drawImage(image, 0, 0);
        return context.getImageData(0, 0, canvas.width, canvas.height);
      };
      const [one, other] = [
        await pixelsOf("image/svg+xml", files.svg),
        await pixelsOf("image/png", files.png),
      ];
      if (Math.abs(one.width - other.width) > 1 || Math.abs(one.height - other.height) > 1) return 255;
      let sum = 0;
      const [width, height] = [Math.min(one.width, other.width), Math.min(one.height, other.height)];
      for (let y = 0; y < height; y++)
        for (let x = 0; x < 4 * width; x++)
          sum += Math.abs(one.data[4 * y * one.width + x]! - other.data[4 * y * other.width + x]!);
      return sum / (4 * width * height);
    },
    { svg: svg.toString("base64"), png: png.toString("base64") },
  );
  await blank.close();
  return mean;
}

test("the map is saved as shapes: a circle for each image at its place, ellipses and words", async ({
  playground,
}) => {
  const { page } = playground;
  await playground.open();
  await playground.trainTo(40);
  await playground.look("latent");
  // A row that is picked, and some that are selected.
  await page.evaluate(() => window.vaePlayground.store.set({ a: 3, selection: Uint32Array.of(5, 8, 13) }));
  const svg = (await saved(playground, "latent", "Picture (SVG)")).toString();
  const { broken, circles, rects, words, images } = await shapesOf(playground, svg);
  expect(broken).toBe(false);
  expect(images).toEqual([]);

  const means = await page.evaluate(() => {
    const { latents, dataset } = window.vaePlayground.state;
    const { testRows } = dataset!.images;
    return Array.from(latents!.rows, (row, i) => ({
      z: [...latents!.mean.subarray(2 * i, 2 * i + 2)],
      isTest: testRows!.includes(row),
      selected: [5, 8, 13].includes(row),
    }));
  });
  const dots = circles.filter(({ radius, dashed }) => radius < 5 && !dashed);
  expect(dots).toHaveLength(means.length);
  const rings = dots.filter(({ filled }) => !filled);
  expect(rings).toHaveLength(means.filter(({ isTest, selected }) => isTest && !selected).length);
  // 0 is in the middle of the plot, whose extent, in half units, follows from two of the numbers below it.
  const plot = rects.find(({ width, height, filled }) => width === height && !filled)!;
  const [zero, two] = ["0", "2"].map(
    (said) => words.find((word) => word.said === said && word.anchor === "middle")!.x,
  );
  const extent = Math.round((2 * plot.width) / (two! - zero!)) / 2;
  for (const { z } of means) {
    const x = plot.x + (z[0]! / extent + 1) * (plot.width / 2);
    const y = plot.y + (1 - z[1]! / extent) * (plot.height / 2);
    // The plot's frame is drawn on whole pixels.
    expect(Math.min(...dots.map((dot) => Math.hypot(dot.x - x, dot.y - y)))).toBeLessThan(1.1);
  }
  // One, two and three standard deviations.
  expect(circles.filter(({ dashed }) => dashed)).toHaveLength(3);
  const said = words.map((word) => word.said);
  for (const name of ["1σ", "2σ", "3σ", "z1", "z2", "A"])
    expect(said.filter((one) => one === name)).toEqual([name]);
  for (const digit of ["7", "8", "9"]) expect(said).toContain(digit);
  expect(said).toContain("Digits, epoch 40, step 920");
});

test("of too many images, the map's file has one picture, and shapes around it", async ({ playground }) => {
  const { page } = playground;
  await playground.open();
  await playground.look("latent");
  // As many as a large set has.
  await page.evaluate(() => {
    const { store, state } = window.vaePlayground;
    const rows = Uint32Array.from({ length: 12_000 }, (_, i) => i % 1797);
    const mean = Float32Array.from({ length: 24_000 }, (_, i) => 2.5 * Math.sin(i * i));
    store.set({ latents: { ...state.latents!, rows, mean, logVariance: new Float32Array(24_000) } });
  });
  const [svg, png] = [
    await saved(playground, "latent", "Picture (SVG)"),
    await saved(playground, "latent", "Picture (PNG)"),
  ];
  const { circles, images, words } = await shapesOf(playground, svg.toString());
  expect(circles.filter(({ dashed, radius }) => !dashed && radius < 5)).toEqual([]);
  expect(images).toHaveLength(1);
  expect(words.map(({ said }) => said)).toContain("z1");
  expect(await difference(playground, svg, png)).toBeLessThan(2);
});

for (const [workspace, known] of [
  ["train", ["latent", "loss", "reconstructions"]],
  ["latent", ["manifold", "traversals"]],
  ["encoder", ["encoder-layers", "posterior"]],
  ["decoder", ["output", "decoder-layers"]],
  ["classify", ["classifiers"]],
] as const)
  test(`each file of shapes looks as the picture does: ${workspace}`, async ({ playground }) => {
    const { page } = playground;
    test.slow();
    await playground.open();
    await playground.trainTo(5);
    await page.evaluate((name) => (location.hash = name), workspace);
    await playground.settled();
    const seen: string[] = [];
    const views = await page.locator(".views > [data-view]:visible").all();
    for (const name of await Promise.all(views.map((view) => view.getAttribute("data-view")))) {
      await playground.look(name!);
      await page.mouse.move(0, 0);
      const card = page.locator(`[data-view="${name}"]`);
      await card.locator(".save > summary").click();
      // It is filled once it is open.
      await card.locator(".save-menu > *").first().waitFor();
      const offered = await card.getByRole("button", { name: "Picture (SVG)", exact: true }).count();
      await page.keyboard.press("Escape");
      if (offered === 0) continue;
      seen.push(name!);
      const svg = await saved(playground, name!, "Picture (SVG)");
      const png = await saved(playground, name!, "Picture (PNG)");
      expect(await difference(playground, svg, png), name!).toBeLessThan(2);
    }
    expect(seen).toEqual(expect.arrayContaining([...known]));
  });
