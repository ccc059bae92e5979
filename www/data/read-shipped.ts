import { words } from "../text/worker";
import { takeImages, type Source } from "./arrange";
import type { DataModule } from "./data-module";
import { download } from "./download";
import type { LoadProgress, LoadRequest } from "./protocol";
import { heldOut, parts, perPart } from "./shipped";

/** A set that comes with the site in parts, and no more of it than is wanted; tests are a seventh, as in the whole set. */
export async function readShipped(
  module: DataModule,
  { name, folder, path, classNames, preparation }: Extract<LoadRequest, { kind: "shipped" }>,
  report: (progress: LoadProgress) => void,
): Promise<Source> {
  const count = Math.min(preparation.count, parts * perPart);
  const tests = heldOut(count, perPart, parts * perPart);
  const training = Math.max(1, count - tests);
  const wanted = Array.from({ length: Math.ceil(training / perPart) }, (_, part) => ({
    part,
    images: Math.min(perPart, training - part * perPart),
  }));
  wanted.push({ part: parts - 1, images: tests });

  let pixels: Uint8Array | undefined;
  let [height, width] = [0, 0];
  const labels = new Uint32Array(training + tests);
  let names: string[] = [];
  let filled = 0;
  for (const [at, { part, images }] of wanted.entries()) {
    report({ text: words.data.downloading(name), share: at / wanted.length });
    const [file, labelFile] = [`images-${part}.idx.gz`, `labels-${part}.idx.gz`];
    const [bytes, labelBytes] = await Promise.all(
      [file, labelFile].map((part) => download(path + part, folder, name)),
    );
    const size: [number, number] | undefined =
      preparation.size === "auto" ? undefined : [preparation.size, preparation.size];
    const options = { invert: preparation.invert, ...(size && { size }) };
    const read = takeImages(module.load(file, bytes!, labelFile, labelBytes!, options));
    [, height, width] = read.shape;
    const column = read.columns[0]!;
    names = column.classNames;
    pixels ??= new Uint8Array((training + tests) * height * width);
    pixels.set((read.pixels as Uint8Array).subarray(0, images * height * width), filled * height * width);
    labels.set(column.labels.subarray(0, images), filled);
    filled += images;
  }
  return {
    pixels: pixels!,
    shape: [training + tests, height, width, 1],
    columns: [{ name: "", classNames: classNames ?? names, labels }],
    ownTests: tests,
  };
}
