import { mkdtempSync, cpSync, mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator } from "@playwright/test";
import { expect, PlaygroundPage, test } from "./playground";

const fixture = (name: string) => join("crates/images/tests/fixtures", name);

/** What the model has, and what the page says about it. */
async function used({ page }: PlaygroundPage) {
  return page.evaluate(() => {
    const { dataset, latents } = window.vaePlayground.state;
    const { images, classNames, name } = dataset!;
    const { shape, testRows } = images;
    return { name, shape, classNames, tests: testRows?.length ?? 0, means: latents?.mean.length };
  });
}

async function open(playground: PlaygroundPage, ...files: string[]) {
  await playground.page.getByLabel("Image files").setInputFiles(files.map(fixture));
  await playground.loaded();
  await playground.look("latent");
  return used(playground);
}

for (const [files, shape, classes, tests] of [
  [["u1.npy"], [3, 4, 5, 1], 0, 1],
  [["channels_first.npy"], [3, 4, 5, 3], 0, 1],
  [["digits.npz"], [60, 8, 8, 1], 10, 12],
  [["digits.csv"], [20, 8, 8, 1], 10, 4],
  [["digits-images-idx3-ubyte.gz"], [60, 8, 8, 1], 0, 12],
  [["digits-labels-idx1-ubyte.gz", "digits-images-idx3-ubyte.gz"], [60, 8, 8, 1], 10, 12],
  [["palette.png", "turned.webp"], [2, 16, 16, 3], 0, 0],
] as const) {
  test(`loads ${files.join(" with ")}`, async ({ playground }) => {
    await playground.open();
    const now = await open(playground, ...files);
    expect(now.shape).toEqual(shape);
    expect(now.classNames).toHaveLength(classes);
    expect(now.tests).toBe(tests);
    expect(now.means).toBe(2 * shape[0]);
    const size = `${shape[0]} images of ${shape[1]} × ${shape[2]}, ${shape[3] === 3 ? "in colour" : "grey"}`;
    await expect(playground.page.locator(".loaded")).toContainText(size);
  });
}

test("a zip of colour pictures trains, is drawn in colour, and its folders are the classes", async ({
  playground,
}) => {
  await playground.open();
  const { page } = playground;
  await open(playground, "pictures.zip");
  const legend = page.getByRole("group", { name: /^Classes/ }).getByRole("button");
  await expect(legend).toHaveText(["colour", "grey", "transparent"]);
  const colourful = await page
    .locator(".pair canvas")
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
      return data.some((value, i) => i % 4 === 0 && Math.abs(value - data[i + 1]!) > 20);
    });
  expect(colourful).toBe(true);
  const before = await playground.fact("train-loss");
  await playground.trainTo(20);
  expect(await playground.fact("train-loss")).toBeLessThan(before - 5);
});

test("options reach the images: size, colour, invert, number, test fraction", async ({ playground }) => {
  await playground.open();
  const { page } = playground;
  await playground.chooseSet("Your images");
  await playground.field("Size").selectOption("28 × 28");
  await playground.field("Colour").selectOption("Grey");
  await playground.set("Test fraction", "0");
  await playground.field("Invert").check();
  expect(await open(playground, "pictures.zip")).toMatchObject({ shape: [9, 28, 28, 1], tests: 0 });
  await expect(page.getByRole("figure", { name: "Images and reconstructions", exact: true })).toBeVisible();
  const sum = () =>
    page.evaluate(() => window.vaePlayground.state.dataset!.images.pixels.reduce((a, b) => a + b, 0));
  const inverted = await sum();

  await playground.field("Invert").uncheck();
  await page.getByRole("button", { name: "Load again" }).click();
  await playground.loaded();
  expect((await sum()) + inverted).toBeCloseTo(9 * 28 * 28, 0);

  await playground.set("Number of images", "25");
  expect(await open(playground, "digits.npz")).toMatchObject({ shape: [25, 28, 28, 1], tests: 0 });
  await expect(page.locator(".loaded")).toContainText("Drawn from 60 images.");
});

test("large pictures and pictures of different sizes are brought to one size", async ({ playground }) => {
  await playground.open();
  const { page } = playground;
  const picture = async (name: string, width: number, height: number) => {
    const url = await page.evaluate(
      ([w, h]) => Object.assign(document.createElement("canvas"), { width: w, height: h }).toDataURL(),
      [width, height],
    );
    return { name, mimeType: "image/png", buffer: Buffer.from(url.split(",")[1]!, "base64") };
  };
  const [wide, tall] = [await picture("wide.png", 300, 200), await picture("tall.png", 20, 40)];
  for (const files of [[wide], [wide, tall], [tall, tall]]) {
    await page.getByLabel("Image files").setInputFiles(files);
    await playground.loaded();
    const small = !files.includes(wide);
    const size = small ? [40, 20] : [32, 32];
    expect((await used(playground)).shape.slice(0, 3)).toEqual([files.length, ...size]);
    const note = page.locator(".loaded").getByText("Brought to 32 × 32 pixels.");
    await expect(note).toHaveCount(small ? 0 : 1);
  }
});

test("a bad option is named and nothing is loaded", async ({ playground }) => {
  await playground.open();
  const { page } = playground;
  await playground.chooseSet("Moons");
  for (const [label, bad, message, good] of [
    ["Number of images", "3", "must be a whole number from 10 to 50,000", "100"],
    ["Test fraction", "1", "must be a number from 0 to 0.9", "0.1"],
  ] as const) {
    await playground.set(label, bad);
    await page.getByRole("button", { name: "Load", exact: true }).click();
    await expect(page.getByRole("alert").filter({ hasText: message })).toBeVisible();
    await expect(playground.field(label)).toBeFocused();
    await playground.set(label, good);
  }
  expect((await used(playground)).name).toBe("Digits");
  await playground.load();
  expect(await used(playground)).toMatchObject({ shape: [100, 16, 16, 1], tests: 10 });
});

test("bad files are named with what to do, and the data, the model and the views stay", async ({
  playground,
}) => {
  await playground.open();
  const { page } = playground;
  await playground.trainTo(3);
  // Points glide to their places.
  await page.waitForTimeout(500);
  const before = { ...(await used(playground)), step: await playground.fact("step") };
  const canvases = await playground.canvases();
  const folder = mkdtempSync(join(tmpdir(), "bad-"));
  const bad = (name: string, content: string | Buffer) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const labels = fixture("digits-labels-idx1-ubyte.gz");
  for (const [files, message] of [
    [[bad("notes.bin", Buffer.alloc(20, 1))], "notes.bin is not a format this reads"],
    [[bad("empty.npy", "")], "empty.npy, byte 0: the file is empty"],
    [[bad("broken.zip", "PK\u0003\u0004")], "broken.zip, content"],
    [[bad("broken.png", "no picture")], "broken.png"],
    [[bad("words.csv", "a,b\nc,d\n")], "words.csv"],
    [[labels], "give the images' file too"],
    [[fixture("u1.npy"), labels], "60 labels for 3 images"],
    [[fixture("u1.npy"), fixture("f4.npy"), labels], "Choose one file of images"],
  ] as const) {
    await page.getByLabel("Image files").setInputFiles([...files]);
    await expect(playground.alert).toContainText(message);
    await expect(playground.alert).toContainText("The data loaded before stays.");
    await expect(playground.alert).toBeInViewport();
    await page.getByRole("button", { name: "Dismiss" }).click();
  }
  expect({ ...(await used(playground)), step: await playground.fact("step") }).toEqual(before);
  const changed = (await playground.canvases()).filter((image, i) => image !== canvases[i]);
  expect(changed).toHaveLength(0);
  await playground.trainTo(4);
});

test("loading can be cancelled, and what was there goes on", async ({ playground }) => {
  const { page } = playground;
  await page.route("**/data/mnist/images-*", () => {});
  await playground.open();
  await playground.chooseSet("MNIST");
  await page.getByRole("button", { name: "Load", exact: true }).click();
  await expect(page.getByText("Downloading MNIST…")).toBeVisible();
  await expect(page.getByRole("progressbar", { name: "Loading" })).toBeVisible();
  expect(page.workers()).toHaveLength(2);
  const cancel = page.getByRole("button", { name: "Cancel" });
  await expect(cancel).toBeFocused();
  await cancel.press("Enter");
  await expect(cancel).toBeHidden();
  await expect.poll(() => page.workers().length).toBe(1);
  await expect(playground.alert).toBeEmpty();
  expect((await used(playground)).name).toBe("Digits");
  await playground.trainTo(2);
});

test("a set that the server lacks is reported", async ({ page }) => {
  await page.route("**/data/fashion-mnist/*", (route) => route.fulfill({ status: 404 }));
  await page.goto("./");
  await new PlaygroundPage(page).chooseSet("Fashion-MNIST");
  await page.getByRole("button", { name: "Load", exact: true }).click();
  const message = "Fashion-MNIST could not be downloaded: the server answered 404";
  await expect(page.getByRole("alert").filter({ hasText: message })).toBeVisible();
});

for (const [set, name] of [
  ["mnist", "MNIST"],
  ["fashion-mnist", "Fashion-MNIST"],
] as const) {
  test(`${name} loads with its own split, and only the parts that are wanted`, async ({ playground }) => {
    const { page } = playground;
    const there = await page.request.get(`data/${set}/complete`);
    test.skip(!there.ok(), `this build has no ${name}`);
    const parts: string[] = [];
    page.on("request", (request) => {
      const part = /images-\d/.exec(request.url());
      if (part) parts.push(part[0]);
    });
    await playground.open();
    await playground.chooseSet(name);
    await playground.set("Number of images", "700");
    await playground.load();
    expect(await used(playground)).toMatchObject({ name, shape: [700, 28, 28, 1], tests: 100 });
    expect((await used(playground)).classNames).toHaveLength(10);
    expect(parts.sort()).toEqual(["images-0", "images-6"]);
    const before = await playground.fact("test-loss");
    await playground.trainTo(3);
    expect(await playground.fact("test-loss")).toBeLessThan(before - 50);
  });
}

for (const name of ["Sprites", "Moons", "Circles", "Swiss roll", "Gaussian grid", "Pinwheel"]) {
  test(`${name} are made and train`, async ({ playground }) => {
    await playground.open();
    await playground.chooseSet(name);
    await playground.set("Number of images", "500");
    await playground.load();
    expect(await used(playground)).toMatchObject({ name, tests: 100 });
    const before = await playground.fact("test-loss");
    await playground.trainTo(3);
    expect(await playground.fact("test-loss")).toBeLessThan(before - 5);
  });
}

for (const [set, id, all, own, columns] of [
  ["Animals", "animals", { shape: [9716, 28, 28, 1], tests: 2000, classNames: 10 }, true, 3],
  ["Cartoon faces", "faces", { shape: [10_000, 32, 32, 3], tests: 2000, classNames: 5 }, true, 10],
  ["Things", "things", { shape: [6480, 32, 32, 3], tests: 2160, classNames: 6 }, true, 7],
  ["Landscapes", "landscapes", { shape: [5000, 32, 32, 3], tests: 1000, classNames: 4 }, false, 6],
] as const) {
  test(`${set} load with all their label columns, and another one leaves the model as it is`, async ({
    playground,
  }) => {
    const { page } = playground;
    const there = await page.request.get(`data/${id}/complete`);
    test.skip(own && !there.ok(), `this build has no ${set}`);
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    await playground.open();
    expect(requests.filter((url) => url.includes(`data/${id}`))).toEqual([]);
    await playground.chooseSet(set);
    await playground.load();
    const now = await used(playground);
    expect({ ...now, classNames: now.classNames.length }).toMatchObject({ name: set, ...all });
    const [count, side, , channels] = all.shape;
    await expect(page.locator(".loaded")).toContainText(
      `${count.toLocaleString("en")} images of ${side} × ${side}, ${channels === 3 ? "in colour" : "grey"}`,
    );
    await expect(receipt(playground)).toContainText(own ? "Split: the set’s own." : "Split: 20% to test");
    if (own) await expect(page.locator("footer")).toContainText(/MIT|CC BY 4\.0/);

    // Until points have left the middle, the mark on it hides them.
    await playground.train.click();
    await expect.poll(() => playground.fact("step"), { timeout: 60_000 }).toBeGreaterThan(100);
    await playground.pause.click();
    await playground.settled();
    const labels = receipt(playground).getByLabel("Labels shown", { exact: true });
    await expect(labels.getByRole("option")).toHaveCount(columns);
    await playground.look("latent");
    const legend = page.getByRole("group", { name: /^Classes/ }).getByRole("button");
    await expect(legend).toHaveText(now.classNames);
    const step = await playground.fact("step");
    expect(step).toBeGreaterThan(0);
    const map = page.locator('[data-view="latent"] canvas').first();
    const before = await map.screenshot();
    await labels.selectOption({ index: 1 });
    await expect(legend).not.toHaveText(now.classNames);
    const { dataset } = await page.evaluate(() => {
      const { classNames, column, columns } = window.vaePlayground.state.dataset!;
      return { dataset: { classNames, column, chosen: columns[column]!.classNames } };
    });
    expect(dataset).toMatchObject({ column: 1, chosen: dataset.classNames });
    await expect(legend).toHaveText(dataset.classNames);
    await playground.look("latent");
    expect(await map.screenshot()).not.toEqual(before);
    expect(await playground.fact("step")).toBe(step);
    await labels.selectOption({ index: 0 });
    await expect(legend).toHaveText(now.classNames);
  });
}

test("things say that they are tested on another vendor", async ({ playground }) => {
  const { page } = playground;
  const there = await page.request.get("data/things/complete");
  test.skip(!there.ok(), "this build has no things");
  await playground.open();
  await playground.chooseSet("Things");
  await playground.set("Number of images", "600");
  await playground.load();
  await expect(page.locator(".loaded")).toContainText("Noto and Twemoji to train on, Fluent to test");
  const vendors = await page.evaluate(() => {
    const { columns, images } = window.vaePlayground.state.dataset!;
    const { labels, classNames } = columns.find(({ name }) => name === "vendor")!;
    return [...new Set([...images.testRows!].map((row) => classNames[labels[row]!]))];
  });
  expect(vendors).toEqual(["Fluent"]);
});

test("a set loaded while another one trains replaces it, with the same settings", async ({ playground }) => {
  await playground.open();
  await playground.set("Latent dimensions", "3");
  await playground.reset.click();
  await playground.settled();
  await playground.train.click();
  await expect.poll(() => playground.fact("step")).toBeGreaterThan(10);
  await playground.chooseSet("Circles");
  await playground.set("Number of images", "200");
  await playground.load();
  expect(await playground.fact("step")).toBe(0);
  expect(await playground.page.evaluate(() => window.vaePlayground.vae!.options.model.latent)).toBe(3);
  await playground.chooseSet("Digits");
  await playground.load();
  expect((await used(playground)).shape).toEqual([1797, 8, 8, 1]);
});

test("a large set is all on the map at rest, and in part while it trains, with its picks", async ({
  playground,
}) => {
  await playground.open();
  const { page } = playground;
  await playground.chooseSet("Pinwheel");
  await playground.field("Size").selectOption("8 × 8");
  await playground.set("Number of images", "20000");
  await playground.load();
  const inPart = page.getByText("While the model trains, 6,000 images of 20,000 are shown.");
  const shown = () =>
    page.evaluate(() => {
      const { latents, a, b } = window.vaePlayground.state;
      const { rows } = latents!;
      return { count: rows.length, picks: rows.slice(-2).join() === `${a},${b}` };
    });
  await playground.look("latent");
  await expect.poll(shown).toMatchObject({ count: 20_000 });
  await expect(inPart).toBeHidden();
  await playground.set("Epochs", "100");
  await playground.train.click();
  await expect(inPart).toBeVisible();
  await expect.poll(shown).toEqual({ count: 6002, picks: true });
  await page.locator(".pair").nth(5).click();
  await expect.poll(shown).toEqual({ count: 6002, picks: true });
  await playground.pause.click();
  await playground.look("latent");
  await expect.poll(shown).toMatchObject({ count: 20_000 });
});

test("a folder is opened", async ({ playground }) => {
  const folder = join(mkdtempSync(join(tmpdir(), "set-")), "animals");
  for (const name of ["cat", "dog"]) {
    mkdirSync(join(folder, name), { recursive: true });
    cpSync(fixture("palette.png"), join(folder, name, "1.png"));
    cpSync(fixture("turned.webp"), join(folder, name, "2.webp"));
  }
  await playground.open();
  await playground.page.getByLabel("Folder of pictures").setInputFiles(folder);
  await playground.loaded();
  const now = await used(playground);
  expect(now).toMatchObject({ name: "animals", shape: [4, 16, 16, 3], classNames: ["cat", "dog"] });
});

test("a folder and a file can be dropped anywhere on the page", async ({ playground }) => {
  await playground.open();
  const { page } = playground;
  const devtools = await page.context().newCDPSession(page);
  const drag = (type: "dragEnter" | "dragOver" | "drop", path: string) =>
    devtools.send("Input.dispatchDragEvent", {
      type,
      x: 700,
      y: 300,
      data: { items: [], files: [path], dragOperationsMask: 1 },
    });
  const drop = async (path: string) => {
    await drag("dragEnter", path);
    await expect(page.getByText("Drop images, or a saved model")).toBeVisible();
    await drag("dragOver", path);
    await drag("drop", path);
    await expect(page.getByText("Drop images, or a saved model")).toBeHidden();
  };
  // What is dropped is read first: the loading begins a moment later.
  await drop(join(process.cwd(), fixture("digits.npz")));
  await expect.poll(() => used(playground)).toMatchObject({ name: "digits.npz", shape: [60, 8, 8, 1] });

  const folder = join(mkdtempSync(join(tmpdir(), "set-")), "two");
  mkdirSync(folder);
  cpSync(fixture("palette.png"), join(folder, "1.png"));
  cpSync(fixture("turned.webp"), join(folder, "2.webp"));
  await drop(folder);
  await expect.poll(() => used(playground)).toMatchObject({ name: "two", shape: [2, 16, 16, 3] });
});

/** What the page says about what it has loaded. */
const receipt = ({ page }: PlaygroundPage) => page.getByRole("region", { name: "What was loaded" });

const openBuffer = async ({ page }: PlaygroundPage, name: string, buffer: Buffer) =>
  page.getByLabel("Image files").setInputFiles({ name, mimeType: "", buffer });

/** Fractions or other numbers as NumPy stores them. */
function npy(shape: number[], values: number[]): Buffer {
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(",")})}\n`;
  const length = Buffer.alloc(2);
  length.writeUInt16LE(header.length);
  const magic = Buffer.from("934e554d50590100", "hex");
  return Buffer.concat([magic, length, Buffer.from(header), Buffer.from(Float32Array.from(values).buffer)]);
}

/** The darkest and the brightest red of a canvas. */
const levelsOf = (canvas: Locator) =>
  canvas.evaluate((element: HTMLCanvasElement) => {
    const { data } = element.getContext("2d")!.getImageData(0, 0, element.width, element.height);
    const reds = data.filter((_, i) => i % 4 === 0);
    return reds.reduce(([low, high], red) => [Math.min(low!, red), Math.max(high!, red)], [255, 0]);
  });

/** Those of the first image of the pairs. */
const levels = ({ page }: PlaygroundPage) => levelsOf(page.locator(".pair canvas").first());

test("an archive's own split is used, and the receipt says so", async ({ playground }) => {
  await playground.open();
  const now = await open(playground, "digits_compressed.npz");
  expect(now).toMatchObject({ shape: [65, 8, 8, 1], tests: 5 });
  await expect(receipt(playground)).toContainText("x_train (60) to train, x_test (5) to test.");
  await expect(receipt(playground).getByRole("img", { name: "12 of the images" })).toBeVisible();
  await expect(receipt(playground).getByLabel("Grey shown as", { exact: true })).toHaveValue("ink");
  const rows = await playground.page.evaluate(() => [
    ...window.vaePlayground.state.dataset!.images.testRows!,
  ]);
  expect(rows).toEqual([60, 61, 62, 63, 64]);
  await open(playground, "digits.npz");
  await expect(receipt(playground)).toContainText(
    "Split: 20% to test, drawn with seed 42, the same share of each class.",
  );
});

test("labels in the last column are found, and another column is one click away", async ({ playground }) => {
  await playground.open();
  const row = (_: unknown, at: number) => `0,${at % 17},7,${at % 4},${at % 5}`;
  await openBuffer(playground, "uci.csv", Buffer.from(Array.from({ length: 40 }, row).join("\n")));
  await playground.loaded();
  expect(await used(playground)).toMatchObject({
    shape: [40, 2, 2, 1],
    classNames: ["0", "1", "2", "3", "4"],
  });
  const column = receipt(playground).getByLabel("Column of labels", { exact: true });
  await expect(column.getByRole("option")).toHaveText(["Column 1", "Column 5"]);
  await expect(column).toHaveValue("5");
  await column.selectOption("Column 1");
  await expect.poll(async () => (await used(playground)).classNames).toEqual(["0"]);
  await playground.loaded();
  await expect(column).toHaveValue("1");
  // It was a choice for that file alone.
  await openBuffer(playground, "two.csv", Buffer.from("1,2,3,4,5\n5,6,7,8,9"));
  await playground.loaded();
  await expect(receipt(playground)).toContainText("This is a guess: check the classes.");
});

test("what is skipped is named, and one broken picture is no obstacle", async ({ playground }) => {
  const folder = join(mkdtempSync(join(tmpdir(), "set-")), "mixed");
  mkdirSync(folder);
  cpSync(fixture("palette.png"), join(folder, "1.png"));
  writeFileSync(join(folder, "2.png"), "no picture");
  for (let n = 0; n < 15; n++) writeFileSync(join(folder, `${n}.gif`), "GIF89a");
  await playground.open();
  await playground.page.getByLabel("Folder of pictures").setInputFiles(folder);
  await playground.loaded();
  expect((await used(playground)).shape).toEqual([1, 16, 16, 3]);
  await receipt(playground).getByText("Skipped: 16 files").click();
  const items = receipt(playground).getByRole("listitem");
  await expect(items).toHaveCount(13);
  await expect(items.first()).toContainText(/mixed\/\d+\.gif: GIF pictures are not read/);
  await expect(items.last()).toHaveText("and 4 more");
});

test("grey is brightness in pictures, ink in drawings, as a person likes it, and the model stays", async ({
  playground,
}) => {
  await playground.open();
  const { page } = playground;
  await playground.chooseSet("Digits");
  const display = receipt(playground).getByLabel("Grey shown as", { exact: true });
  await expect(display).toHaveValue("ink");
  const [ink, paper] = await levelsOf(receipt(playground).getByRole("img"));
  expect(paper! - ink!).toBeGreaterThan(150);
  const dark = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 8, height: 8 });
    const context = canvas.getContext("2d")!;
    context.fillStyle = "#0c0c0c";
    context.fillRect(0, 0, 8, 8);
    context.fillStyle = "#dddddd";
    context.fillRect(0, 0, 8, 1);
    return canvas.toDataURL().split(",")[1]!;
  });
  await playground.chooseSet("Your images");
  await playground.field("Colour").selectOption("Grey");
  const files = Array.from({ length: 10 }, (_, at) => ({
    name: `${at}.png`,
    mimeType: "image/png",
    buffer: Buffer.from(dark, "base64"),
  }));
  await page.getByLabel("Image files").setInputFiles(files);
  await playground.loaded();
  await expect(display).toHaveValue("brightness");
  expect(await levels(playground)).toEqual([0x0c, 0xdd]);
  await playground.trainTo(3);
  const step = await playground.fact("step");
  await display.selectOption("Ink");
  // On light paper, little ink is bright.
  await expect.poll(async () => (await levels(playground))[1]).toBeGreaterThan(0xe0);
  expect(await playground.fact("step")).toBe(step);
  await playground.trainTo(4);
});

test("values from −1 to 1 are rescaled when that is wanted", async ({ playground }) => {
  await playground.open();
  const { page } = playground;
  const values = Array.from({ length: 160 }, (_, at) => Math.sin(at));
  await openBuffer(playground, "signed.npy", npy([10, 4, 4], values));
  await expect(playground.alert).toContainText("They can be rescaled.");
  await page.getByRole("button", { name: "Dismiss" }).click();
  expect((await used(playground)).name).toBe("Digits");
  await page.getByRole("button", { name: "Rescale from −1..1 to 0..1" }).click();
  await expect.poll(async () => (await used(playground)).name).toBe("signed.npy");
  await playground.loaded();
  await expect(page.locator(".loaded")).toContainText("Rescaled from −1..1 to 0..1.");
  const first = await page.evaluate(() => window.vaePlayground.state.dataset!.images.pixels[1]);
  expect(first).toBeCloseTo((Math.sin(1) + 1) / 2, 6);
  await expect(page.getByRole("button", { name: /^Rescale/ })).toBeHidden();
});

test("files of other kinds are named as what they are", async ({ playground }) => {
  await playground.open();
  for (const [name, content, message] of [
    ["cat.gif", "GIF89a\u0001\u0000", "cat.gif is a GIF picture; PNG, JPEG and WebP are read."],
    ["notes.txt", "Dear Ada, all is well,\nyours, Charles\n", "notes.txt is not a format this reads"],
  ] as const) {
    await openBuffer(playground, name, Buffer.from(content));
    await expect(playground.alert).toContainText(message);
    await playground.page.getByRole("button", { name: "Dismiss" }).click();
  }
});

test("a text of Windows with decimal commas is read", async ({ playground }) => {
  await playground.open();
  const rows = Array.from({ length: 12 }, (_, at) => `0,5;0,25;0;1;${at % 2 ? "Hund" : "Kätzchen"}`);
  const text = Buffer.from(`\ufeff${rows.join("\r\n")}`, "utf16le");
  await openBuffer(playground, "excel.csv", text);
  await playground.loaded();
  expect(await used(playground)).toMatchObject({ shape: [12, 2, 2, 1], classNames: ["Hund", "Kätzchen"] });
});

test("names of a zip that Chinese Windows packed are classes", async ({ playground }) => {
  await playground.open();
  expect(await open(playground, "gbk_names.zip")).toMatchObject({ classNames: ["狗", "猫"] });
});
