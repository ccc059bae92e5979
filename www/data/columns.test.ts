import { expect, test } from "vitest";
import { arrange, takeImages } from "./arrange";
import { numberColumn, rowsOf } from "./columns";
import { createDataset, datasetOf, labelledBy } from "./dataset";
import type { LoadedImages } from "../pkg/images/vae_playground_images";
import { firstPreparation } from "./sets";

const numbers = (...values: number[]) => numberColumn("some", Float32Array.of(...values));

test("few whole numbers are classes each, in their order", () => {
  expect(numbers(3, 0, 3, 12)).toMatchObject({
    classNames: ["0", "3", "12"],
    labels: Uint32Array.of(1, 0, 1, 2),
  });
});

test("other numbers come into about five ranges with round ends, the largest into the last", () => {
  const hours = numbers(6, 8.5, 12, 17.9, 18);
  expect(hours.classNames).toEqual(["6..9", "9..12", "12..15", "15..18"]);
  expect(hours.labels).toEqual(Uint32Array.of(0, 0, 2, 3, 3));
  const shares = numbers(0.001, 0.2, 0.55, 0.9995, 1);
  expect(shares.classNames).toEqual(["0..0.2", "0.2..0.4", "0.4..0.6", "0.6..0.8", "0.8..1"]);
  expect(shares.labels).toEqual(Uint32Array.of(0, 1, 2, 4, 4));
  expect(numbers(0.7, 0.8, 0.95).classNames).toEqual([
    "0.7..0.75",
    "0.75..0.8",
    "0.8..0.85",
    "0.85..0.9",
    "0.9..0.95",
  ]);
  const signed = numbers(-0.9, 0.05, 0.95);
  expect(signed.classNames).toEqual(["−1..−0.5", "−0.5..0", "0..0.5", "0.5..1"]);
  expect(signed.labels).toEqual(Uint32Array.of(0, 2, 3));
});

test("each value lies in the range that it is in", () => {
  const values = Float32Array.from({ length: 500 }, (_, n) => Math.sin(n) * 10 ** (n % 4));
  const { classNames, labels } = numberColumn("some", values);
  values.forEach((value, row) => {
    const [from, to] = classNames[labels[row]!]!.replaceAll("−", "-")
      .replaceAll(",", "")
      .split("..")
      .map(Number);
    expect(value).toBeGreaterThanOrEqual(from! - 0.01);
    expect(value).toBeLessThanOrEqual(to! + 0.01);
  });
});

test("one number for all images is one class", () => {
  expect(numbers(0.3, 0.3).classNames).toHaveLength(1);
  expect(numbers(0.3, 0.3).labels).toEqual(Uint32Array.of(0, 0));
});

test("rows keep their labels and values", () => {
  const { labels, values } = rowsOf(numbers(0.1, 0.9, 0.5), Uint32Array.of(2, 0));
  expect(values).toEqual(Float32Array.of(0.5, 0.1));
  expect(labels).toEqual(Uint32Array.of(2, 0));
});

/** Four generated images of one pixel. */
const generated = () =>
  ({
    shape: Uint32Array.of(4, 1, 1, 1),
    pixelsU8: Uint8Array.of(0, 51, 102, 255),
    labels: Uint32Array.of(0, 1, 0, 1),
    labelNames: ["square", "heart"],
    factors: Float32Array.of(0, 0.5, 1, 0.6, 0, 0.7, 1, 0.8),
    factorNames: ["shape", "scale"],
    receipt: { labelColumn: null, split: null, skipped: { count: 0, first: [] }, pictures: false },
    free() {},
  }) as unknown as LoadedImages;

test("factors are columns, but for the one that the labels are", () => {
  const { columns } = takeImages(generated(), "shape");
  expect(columns.map(({ name }) => name)).toEqual(["shape", "scale"]);
  expect(columns[0]).toMatchObject({ classNames: ["square", "heart"], labels: Uint32Array.of(0, 1, 0, 1) });
  expect(columns[1]!.values).toEqual(Float32Array.of(0.5, 0.6, 0.7, 0.8));
});

test("columns go with the images that are drawn, and the chosen one is what the images are labelled by", () => {
  const module = { split: () => Uint32Array.of(1, 3) };
  const preparation = { ...firstPreparation("sprites", 1), count: 2 };
  const set = arrange(module, takeImages(generated(), "shape"), preparation);
  const dataset = datasetOf({ name: "Sprites" }, { ...set, testRows: Uint32Array.of(1) });
  expect(dataset).toMatchObject({ column: 0, classNames: ["square", "heart"] });
  expect(dataset.images.labels).toEqual(Uint32Array.of(1, 1));
  const other = labelledBy(dataset, 1);
  expect(other.images.pixels).toBe(dataset.images.pixels);
  expect(other.images.testRows).toBe(dataset.images.testRows);
  expect(other.images.labels).toBe(other.columns[1]!.labels);
  expect(other.classNames).toEqual(other.columns[1]!.classNames);
  expect(labelledBy(other, 0)).toEqual(dataset);
});

test("images that are given have one column, or none", () => {
  const images = { pixels: new Float32Array(2), shape: [2, 1, 1, 1] as [number, number, number, number] };
  expect(createDataset({ name: "Some", images, classNames: [] }).columns).toEqual([]);
  const labels = Uint8Array.of(1, 0);
  const labelled = createDataset({ name: "Some", images: { ...images, labels }, classNames: ["a", "b"] });
  expect(labelled.columns).toEqual([{ name: "", classNames: ["a", "b"], labels }]);
});
