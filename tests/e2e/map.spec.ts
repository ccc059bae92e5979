import type { Locator, Page } from "@playwright/test";
import { expect, test, type PlaygroundPage } from "./playground";

type Place = [number, number];
type Held = typeof globalThis & { contexts: (WebGL2RenderingContext | null)[] };

const mapOf = (page: Page): Locator => page.getByRole("application", { name: /Posterior means/ });

/** What the picture shows at pixels of the map, as red, green and blue. */
const colorsAt = (page: Page, places: Place[]) =>
  page.evaluate((places) => {
    const root = document.querySelector("vae-playground")!.shadowRoot!;
    const canvas = root.querySelector<HTMLCanvasElement>(".map-stage canvas")!;
    const context = canvas.getContext("2d")!;
    return places.map(([x, y]) =>
      Array.from(context.getImageData(x * devicePixelRatio, y * devicePixelRatio, 1, 1).data),
    );
  }, places);

/** The picture as a whole. */
const picture = (page: Page) =>
  page.evaluate(() => {
    const root = document.querySelector("vae-playground")!.shadowRoot!;
    return root.querySelector<HTMLCanvasElement>(".map-stage canvas")!.toDataURL();
  });

/** Two frames: what is drawn before the next paint has been drawn. */
const painted = (page: Page) =>
  page.evaluate(
    () =>
      new Promise((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 400))),
      ),
  );

/** Where the points of some images are while all are in view, those first that have most room around them. */
const lonely = (page: Page, test: boolean, count: number) =>
  page.evaluate(
    ({ test, count }) => {
      const root = document.querySelector("vae-playground")!.shadowRoot!;
      const stage = root.querySelector<HTMLElement>(".map-stage")!;
      const { latents, dataset } = window.vaePlayground.state;
      const { rows, mean: means } = latents!;
      const tests = new Set(dataset!.images.testRows);
      const label = root.querySelector(".map-stage [role=application]")!.getAttribute("aria-label")!;
      const extent = Number(/within ([\d.]+)/.exec(label)![1]);
      const size = Math.min(stage.clientWidth, stage.clientHeight) - 42;
      const places = Array.from(rows, (row, i) => ({
        row,
        label: dataset!.images.labels![row]!,
        x: 34 + (means[2 * i]! / extent + 1) * (size / 2),
        y: 8 + (1 - means[2 * i + 1]! / extent) * (size / 2),
      }));
      const room = (one: (typeof places)[number]) =>
        Math.min(
          ...places.filter((other) => other !== one).map(({ x, y }) => Math.hypot(x - one.x, y - one.y)),
        );
      return places
        .filter(
          ({ row, x, y }) => tests.has(row) === test && x > 90 && y > 60 && x < size - 10 && y < size - 40,
        )
        .map((one) => ({ ...one, room: room(one) }))
        .sort((one, other) => other.room - one.room)
        .slice(0, count);
    },
    { test, count },
  );

const classColor = (page: Page, label: number) =>
  page.evaluate((label) => {
    const frame = document.querySelector("vae-playground")!.shadowRoot!.querySelector(".vae-playground")!;
    const hex = getComputedStyle(frame)
      .getPropertyValue(`--class-${label % 10}`)
      .trim();
    return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  }, label);

/** Whether a colour, laid on white, is a dot's of another one: eight tenths of it. */
const like = (color: number[], other: number[]) =>
  Math.max(
    ...other.map((value, i) => {
      const opacity = color[3]! / 255;
      return Math.abs(color[i]! * opacity + 255 * (1 - opacity) - (0.8 * value + 0.2 * 255));
    }),
  ) < 40;

/** How many of the points have their classes' colours where they should be. */
async function drawn(page: Page, points: { x: number; y: number; label: number }[]): Promise<number> {
  const colors = await colorsAt(
    page,
    points.map(({ x, y }): Place => [x, y]),
  );
  const classes = await Promise.all(points.map(({ label }) => classColor(page, label)));
  return colors.filter((color, i) => color[3]! > 150 && like(color, classes[i]!)).length;
}

/** Trained until classes lie apart. */
async function trained(playground: PlaygroundPage, epochs = 60): Promise<Page> {
  await playground.open();
  await playground.trainTo(epochs);
  await playground.look("latent");
  await painted(playground.page);
  return playground.page;
}

test("images are dots in their classes' colours, and stay under the cursor when one zooms there", async ({
  playground,
}) => {
  const page = await trained(playground);
  const points = await lonely(page, false, 8);
  expect(await drawn(page, points)).toBeGreaterThanOrEqual(6);

  const map = mapOf(page);
  const whole = await picture(page);
  const box = (await map.boundingBox())!;
  const [one] = points;
  await page.mouse.move(box.x + one!.x, box.y + one!.y);
  const scrolled = () => page.evaluate(() => scrollY);
  const before = await scrolled();
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -60);
  await page.keyboard.up("Control");
  await painted(page);
  expect(await scrolled()).toBe(before);
  expect(await picture(page)).not.toBe(whole);
  expect(await drawn(page, [one!])).toBe(1);

  // The wheel alone scrolls the page, and says how to zoom.
  await page.mouse.wheel(0, 40);
  await expect(page.getByText("To zoom, hold Ctrl")).toBeVisible();
  await expect.poll(scrolled).not.toBe(before);
  await page.evaluate(() => scrollTo(0, 0));
  await map.press("0");
  await page.mouse.move(2, 2);
  await painted(page);
  expect(await picture(page)).toBe(whole);
});

test("buttons and keys zoom and move, and lead back", async ({ playground }) => {
  const page = await trained(playground, 2);
  const map = mapOf(page);
  const whole = await picture(page);
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  for (const name of ["Zoom in", "Zoom out", "All images in view"]) {
    const { width, height } = (await button(name).boundingBox())!;
    expect(Math.min(width, height)).toBeGreaterThanOrEqual(24);
  }
  await button("Zoom in").click();
  await painted(page);
  const near = await picture(page);
  expect(near).not.toBe(whole);
  await map.press("Shift+ArrowRight");
  await painted(page);
  expect(await picture(page)).not.toBe(near);
  await map.press("Shift+ArrowLeft");
  await painted(page);
  expect(await picture(page)).toBe(near);
  await map.press("-");
  await painted(page);
  expect(await picture(page)).toBe(whole);
  await map.press("+");
  await painted(page);
  expect(await picture(page)).toBe(near);
  await button("All images in view").click();
  await painted(page);
  expect(await picture(page)).toBe(whole);
});

test("a drag moves the map where that is chosen, or with Shift held, and picks nothing", async ({
  playground,
}) => {
  const page = await trained(playground, 2);
  const map = mapOf(page);
  const picks = () => page.evaluate(() => [window.vaePlayground.state.a, window.vaePlayground.state.b]);
  const before = await picks();
  const box = (await map.boundingBox())!;
  const dragged = async () => {
    await page.mouse.move(box.x + 150, box.y + 150);
    await page.mouse.down();
    await page.mouse.move(box.x + 200, box.y + 180, { steps: 4 });
    await page.mouse.up();
    await page.mouse.move(2, 2);
    await painted(page);
    return picture(page);
  };
  await map.press("+");
  await painted(page);
  const still = await picture(page);
  await page.keyboard.down("Shift");
  const moved = await dragged();
  await page.keyboard.up("Shift");
  expect(moved).not.toBe(still);
  await page.getByRole("button", { name: "Move", exact: true }).click();
  expect(await dragged()).not.toBe(moved);
  expect(await picks()).toEqual(before);
  expect(await page.evaluate(() => window.vaePlayground.state.selection.length)).toBe(0);
});

test("a line around points selects them, which is said, shown and cleared", async ({ playground }) => {
  const page = await trained(playground, 2);
  const map = mapOf(page);
  const selection = () => page.evaluate(() => window.vaePlayground.state.selection.length);
  const circle = async () => {
    const box = (await map.boundingBox())!;
    const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
    await page.mouse.move(...at(0.12, 0.05));
    await page.mouse.down();
    for (const [x, y] of [
      [0.9, 0.05],
      [0.9, 0.85],
      [0.12, 0.85],
    ] as const)
      await page.mouse.move(...at(x, y), { steps: 3 });
    await page.mouse.up();
  };
  const none = await picture(page);
  await circle();
  const count = await selection();
  expect(count).toBeGreaterThan(1000);
  const said = page.getByText(`${count.toLocaleString("en")} images selected`);
  await expect(said).toBeVisible();
  await painted(page);
  expect(await picture(page)).not.toBe(none);
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await expect(said).toBeHidden();
  expect(await selection()).toBe(0);

  await map.focus();
  await map.press("ArrowRight");
  await map.press("Shift+Enter");
  await map.press("ArrowRight");
  await map.press("Shift+Enter");
  await expect(page.getByText("2 images selected")).toBeVisible();
  await map.press("Shift+Enter");
  await expect(page.getByText("1 image selected")).toBeVisible();
  await map.press("Escape");
  await map.press("Escape");
  expect(await selection()).toBe(0);
});

test("under the cursor an image comes with its reconstruction, and an empty place with what is decoded there", async ({
  playground,
}) => {
  const page = await trained(playground);
  const map = mapOf(page);
  const box = (await map.boundingBox())!;
  const tip = page.locator("[data-view=latent] .tip");
  const [one] = await lonely(page, true, 1);
  await page.mouse.move(box.x + one!.x, box.y + one!.y);
  await expect(tip).toContainText(`test image ${one!.row}`);
  await expect(tip.locator("canvas:visible")).toHaveCount(2);

  // The corner of the plot is far from all images.
  await page.mouse.move(box.x + 40, box.y + box.height - 40);
  await expect(tip).toContainText("What the decoder draws here");
  await expect(tip.locator("canvas:visible")).toHaveCount(1);
  const pointed = await page.evaluate(async () => {
    const { z } = window.vaePlayground.state.pointed!;
    return { z: [...z], decoded: [...(await window.vaePlayground.vae!.decode(z))] };
  });
  const shown = await tip.locator("canvas:visible").evaluate((canvas) => {
    const { width, height } = canvas as HTMLCanvasElement;
    const { data } = (canvas as HTMLCanvasElement).getContext("2d")!.getImageData(0, 0, width, height);
    return Array.from({ length: width * height }, (_, i) => data[4 * i]!);
  });
  // On the light theme's paper, more ink is darker: the brightest pixel and the darkest are where they should be.
  const most = pointed.decoded.indexOf(Math.max(...pointed.decoded));
  expect(shown[most]).toBe(Math.min(...shown));
  await page.mouse.click(box.x + 40, box.y + box.height - 40);
  const marked = await page.evaluate(() => window.vaePlayground.state.z);
  expect(marked).toEqual(pointed.z);
});

test("train and test are overlaid, side by side, or one of them", async ({ playground }) => {
  const page = await trained(playground);
  const choice = page.getByLabel("Images on the map");
  const trains = await lonely(page, false, 6);
  expect(await drawn(page, trains)).toBeGreaterThanOrEqual(4);
  await choice.selectOption("Test only");
  await painted(page);
  expect(await drawn(page, trains)).toBeLessThanOrEqual(2);
  await choice.selectOption("Train only");
  await painted(page);
  expect(await drawn(page, trains)).toBeGreaterThanOrEqual(4);
  await choice.selectOption("Side by side");
  await painted(page);
  const { width, height } = (await mapOf(page).boundingBox())!;
  expect(width / height).toBeCloseTo(2, 1);
  expect(await playground.hasSidewaysScroll()).toBe(false);
});

test("who looks near sees images in place of dots, none upon another", async ({ playground }) => {
  const page = await trained(playground);
  const map = mapOf(page);
  const box = (await map.boundingBox())!;
  const [one] = await lonely(page, false, 1);
  await page.mouse.move(box.x + one!.x, box.y + one!.y);
  await page.keyboard.down("Control");
  for (let i = 0; i < 9; i++) await page.mouse.wheel(0, -60);
  await page.keyboard.up("Control");
  await page.mouse.move(2, 2);
  await painted(page);
  const around = Array.from({ length: 225 }, (_, i): Place => [
    one!.x - 14 + 2 * (i % 15),
    one!.y - 14 + 2 * Math.floor(i / 15),
  ]);
  const greys = new Set((await colorsAt(page, around)).map((color) => color.join()));
  // A dot is one colour and its edge; an image of 8 × 8 pixels has many greys.
  expect(greys.size).toBeGreaterThan(8);
});

test("other panels draw on the map in latent coordinates", async ({ playground }) => {
  const page = await trained(playground, 2);
  const size = (await mapOf(page).boundingBox())!.width - 42;
  const label = await mapOf(page).getAttribute("aria-label");
  const extent = Number(/within ([\d.]+)/.exec(label!)![1]);
  const pixel = (x: number, y: number): Place => [
    34 + (x / extent + 1) * (size / 2),
    8 + (1 - y / extent) * (size / 2),
  ];
  await page.evaluate(() =>
    window.vaePlayground.store.set({
      mapLayers: {
        test: [
          { kind: "line", points: Float32Array.of(-3, -3, 3, -3) },
          { kind: "points", points: Float32Array.of(3, 3) },
          {
            kind: "ellipse",
            mean: Float32Array.of(-3, 3),
            covariance: Float32Array.of(0.01, 0.01),
            color: 2,
          },
        ],
      },
    }),
  );
  await painted(page);
  const [line, point] = await colorsAt(page, [pixel(0.3, -3), pixel(3, 3)]);
  // The accent of the light theme.
  for (const color of [line!, point!]) expect(color.slice(0, 3)).toEqual([29, 78, 216]);
  const ring = await colorsAt(page, [pixel(-2.9, 3), pixel(-3, 3.1), pixel(-2.8, 3)]);
  for (const [r, g] of ring) expect(r! - g!).toBeGreaterThan(60);
});

test("a plane of components takes the place of two dimensions, for points and cursor alike", async ({
  playground,
}) => {
  const page = await trained(playground, 2);
  const box = (await mapOf(page).boundingBox())!;
  const half = Math.SQRT1_2;
  await page.evaluate((half) => {
    window.vaePlayground.store.set({
      projection: {
        axes: [Float32Array.of(half, half), Float32Array.of(-half, half)],
        mean: Float32Array.of(0.5, 0),
        names: ["PC 1 (60%)", "PC 2 (40%)"],
      },
    });
  }, half);
  await painted(page);
  await page.mouse.move(box.x + 34 + (box.width - 42) * 0.75, box.y + 8 + (box.height - 42) / 2);
  const z = await page.evaluate(() => [...window.vaePlayground.state.pointed!.z]);
  const extent = Number(/within ([\d.]+)/.exec((await mapOf(page).getAttribute("aria-label"))!)![1]);
  expect(z[0]).toBeCloseTo(0.5 + (half * extent) / 2, 1);
  expect(z[1]).toBeCloseTo((half * extent) / 2, 1);
});

test("before training the map says that all lie at 0, and the picks stand aside", async ({ playground }) => {
  await playground.open();
  const { page } = playground;
  await playground.look("latent");
  await expect(page.getByText("All images lie near 0")).toBeVisible();
  await painted(page);
  const map = mapOf(page);
  const { width, height } = (await map.boundingBox())!;
  const middle: Place = [34 + (width - 42) / 2, 8 + (height - 42) / 2];
  const accents = await map.evaluate((canvas, [x, y]) => {
    const { data } = (canvas as HTMLCanvasElement).getContext("2d")!.getImageData(x - 6, y - 6, 12, 12);
    return Array.from({ length: 144 }, (_, i) => data[4 * i + 3]! > 200).filter(Boolean).length;
  }, middle);
  expect(accents).toBeLessThan(40);
});

/** Keeps hold of what is asked of canvases; `allowed` is whether there is WebGL 2. */
const holdContexts = (page: Page, allowed: boolean) =>
  page.addInitScript((allowed) => {
    const contexts: (WebGL2RenderingContext | null)[] = ((globalThis as Held).contexts = []);
    const { getContext } = HTMLCanvasElement.prototype;
    HTMLCanvasElement.prototype.getContext = function (
      this: HTMLCanvasElement,
      kind: string,
      ...rest: unknown[]
    ) {
      if (kind !== "webgl2") return (getContext as (...all: unknown[]) => unknown).call(this, kind, ...rest);
      const context = allowed ? getContext.call(this, "webgl2") : null;
      contexts.push(context as WebGL2RenderingContext | null);
      return context;
    } as typeof getContext;
  }, allowed);

test("without WebGL the points are drawn on the canvas", async ({ playground }) => {
  await holdContexts(playground.page, false);
  const page = await trained(playground);
  expect(await drawn(page, await lonely(page, false, 8))).toBeGreaterThanOrEqual(6);
});

test("when WebGL is taken away the points stay, and with the map its context goes", async ({
  playground,
}) => {
  const { page } = playground;
  await holdContexts(page, true);
  await trained(playground);
  const points = await lonely(page, false, 8);
  await page.evaluate(() =>
    (globalThis as Held).contexts[0]!.getExtension("WEBGL_lose_context")!.loseContext(),
  );
  await painted(page);
  expect(await drawn(page, points)).toBeGreaterThanOrEqual(6);

  await page.reload();
  await playground.settled();
  await playground.look("latent");
  await painted(page);
  const lost = () =>
    page.evaluate(() => (globalThis as Held).contexts.map((context) => context!.isContextLost()));
  expect(await lost()).toEqual([false]);
  // Other images, another map.
  await page.evaluate(() => {
    const pixels = new Float32Array(20 * 64);
    return window.vaePlayground.setData({ pixels, shape: [20, 8, 8, 1] }, {});
  });
  await playground.settled();
  await expect.poll(async () => (await lost())[0]).toBe(true);
});

test("70,000 points are drawn, found by the pointer and without classes coloured by their split", async ({
  playground,
}) => {
  await playground.open();
  const { page } = playground;
  await page.evaluate(() => {
    const count = 70_000;
    return window.vaePlayground.setData(
      {
        pixels: new Float32Array(count * 16),
        shape: [count, 4, 4, 1],
        testRows: Uint32Array.from({ length: count / 7 }, (_, i) => 7 * i),
      },
      {},
    );
  });
  await playground.settled();
  await playground.look("latent");
  await page.waitForFunction(() => window.vaePlayground.state.latents?.rows.length === 70_000);
  await page.evaluate(() => {
    const { store, state } = window.vaePlayground;
    const latents = state.latents!;
    // An even disc of two standard deviations.
    const mean = latents.mean.map((_, i) => {
      const [radius, angle] = [2 * Math.sqrt((i >> 1) / 70_000), (i >> 1) * 2.399963];
      return radius * (i % 2 ? Math.sin(angle) : Math.cos(angle));
    });
    store.set({ latents: { ...latents, mean } });
  });
  await painted(page);
  const map = mapOf(page);
  await expect(map).toHaveAccessibleName(/60000 training and 10000 test/);
  const { width, height, x: left, y: top } = (await map.boundingBox())!;
  const size = width - 42;
  const at = (x: number, y: number): Place => [
    34 + (x / 3.5 + 1) * (size / 2),
    8 + (1 - y / 3.5) * (size / 2),
  ];
  const choice = page.getByLabel("Images on the map");
  await choice.selectOption("Train only");
  await painted(page);
  const [blue, outside] = await colorsAt(page, [at(1.4, 0.9), at(2.7, 2.7)]);
  expect(blue![2]! - blue![0]!).toBeGreaterThan(60);
  expect(outside![3]).toBe(0);
  await choice.selectOption("Test only");
  await painted(page);
  const rings = await colorsAt(
    page,
    Array.from({ length: 100 }, (_, i) => at(1 + 0.01 * i, 0.5)),
  );
  expect(rings.filter(([r, , b, alpha]) => alpha! > 100 && r! - b! > 60).length).toBeGreaterThan(30);
  await choice.selectOption("Train and test");
  expect(height).toBeCloseTo(width, 0);
  await page.mouse.move(left + at(1.4, 0.9)[0], top + at(1.4, 0.9)[1]);
  await expect(page.locator("[data-view=latent] .tip")).toContainText(/(train|test) image \d+/);
  await expect(page.getByText("blue are training images, orange test images")).toBeVisible();
});

test.describe("by touch", () => {
  test.use({ hasTouch: true });

  test("two fingers zoom, and one selects where that is chosen", async ({ playground }) => {
    const page = await trained(playground, 2);
    const map = mapOf(page);
    await map.scrollIntoViewIfNeeded();
    const box = (await map.boundingBox())!;
    const devtools = await page.context().newCDPSession(page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", points: Place[]) =>
      devtools.send("Input.dispatchTouchEvent", {
        type,
        touchPoints: points.map(([x, y], id) => ({ x: box.x + x, y: box.y + y, id })),
      });
    const whole = await picture(page);
    await touch("touchStart", [[150, 150]]);
    await touch("touchStart", [
      [150, 150],
      [200, 200],
    ]);
    await touch("touchMove", [
      [110, 110],
      [240, 240],
    ]);
    await touch("touchEnd", []);
    await painted(page);
    expect(await picture(page)).not.toBe(whole);
    await page.getByRole("button", { name: "All images in view" }).click();

    await page.getByRole("button", { name: "Select", exact: true }).click();
    await touch("touchStart", [[60, 30]]);
    for (const [x, y] of [
      [300, 30],
      [300, 300],
      [60, 300],
    ] as const)
      await touch("touchMove", [[x, y]]);
    await touch("touchEnd", []);
    await expect
      .poll(() => page.evaluate(() => window.vaePlayground.state.selection.length))
      .toBeGreaterThan(100);
  });
});
