import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./hosts";
import { expect, test } from "./playground";

const [images, side, channels] = [5_500, 64, 3];
const size = side * side * channels;
/** Of image `row`: it tells which one it is. */
const value = (row: number, at: number) => (row * 7 + at) % 256;

/** An NPY file of more values than the page holds in memory, 68 MB. */
function npy(): Buffer {
  const dict = `{'descr': '|u1', 'fortran_order': False, 'shape': (${images}, ${side}, ${side}, ${channels}), }\n`;
  const header = Buffer.from(`\x93NUMPY\x01\x00\x00\x00${dict}`, "latin1");
  header.writeUInt16LE(dict.length, 8);
  // Image `row` is a part of the same bytes, a little further on.
  const all = Uint8Array.from({ length: 256 + size }, (_, at) => at % 256);
  const parts = Array.from({ length: images }, (_, row) => all.subarray(value(row, 0), value(row, 0) + size));
  return Buffer.concat([header, ...parts]);
}

test("more images than memory is to hold train from their file, and keep their model where it is cut", async ({
  playground,
}) => {
  const { page } = playground;
  const folder = temporaryFolder();
  try {
    const [file, labels] = [join(folder.path, "large.npy"), join(folder.path, "labels.txt")];
    writeFileSync(file, npy());
    writeFileSync(labels, Array.from({ length: images }, (_, row) => `${row % 3}\n`).join(""));
    await playground.open();
    await playground.set("Hidden widths", "16");
    await page.getByLabel("Image files").setInputFiles([file, labels]);
    await expect(page.locator(".loaded")).toContainText(
      "each step reads its images from a copy in the browser's storage. The model learns all 5,500; views show 1,365 of them.",
    );
    await playground.settled();
    await expect(page.locator(".loaded")).toContainText(
      "large.npy: 5,500 images of 64 × 64, in colour, 3 classes.",
    );
    await expect(page.locator(".loaded")).toContainText("4,400 to train on, 1,100 to test.");

    // What the page holds, what the engine reads, and the file are the same images, with their classes.
    const seen = await page.evaluate(async () => {
      const { vae, state } = window.vaePlayground;
      const { pixels, shape, stored, labels, testRows } = state.dataset!.images;
      const rows = Uint32Array.of(0, 1_364, 5_499);
      const read = await vae!.images(rows);
      const width = read.length / rows.length;
      const held = [0, 1_364].every((row, n) =>
        pixels.slice(row * width, (row + 1) * width).every((pixel, at) => pixel === read[n * width + at]),
      );
      const places = Array.from(rows, (row) => stored!.order[row]!);
      const first = Array.from(rows, (_, n) => Math.round(read[n * width + 5]! * 255));
      const classes = [0, 1_364].map((row) => state.dataset!.classNames[labels![row]!]);
      return { held, places, first, classes, shown: shape[0], tests: testRows!.length };
    });
    expect(seen.held).toBe(true);
    expect(seen.first).toEqual(seen.places.map((place) => value(place, 5)));
    expect(seen.classes).toEqual(seen.places.slice(0, 2).map((place) => String(place % 3)));
    expect(seen.shown).toBe(1_365);
    // As many of those shown as of all.
    expect(Math.abs(seen.tests / seen.shown - 0.2)).toBeLessThan(0.03);

    await page.getByRole("button", { name: "Step", exact: true }).click();
    await page.waitForFunction(() => window.vaePlayground.state.step === 1);
    await expect(playground.alert).toBeEmpty();
    // A browser without such storage reads the file itself.
    await page.evaluate(async () => {
      const { session, state } = window.vaePlayground;
      const { images, ...dataset } = state.dataset!;
      const { copy: _copy, ...stored } = images.stored!;
      await session.use({ ...dataset, images: { ...images, stored } });
    });
    truncateSync(file, 1_000_000);
    await playground.train.click();
    await expect(playground.alert).toContainText(
      "The images can't be read any more: large.npy was changed, moved or deleted. The model is as the last step left it.",
    );
    const decoded = await page.evaluate(async () => {
      const { vae } = window.vaePlayground;
      return Array.from(await vae!.decode(new Float32Array(vae!.options.model.latent)));
    });
    expect(decoded.every(Number.isFinite)).toBe(true);
  } finally {
    folder.remove();
  }
});
