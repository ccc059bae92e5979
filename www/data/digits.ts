import { openDigits } from "#assets/page";
import type { ImageData } from "../engine/protocol";
import { text } from "../text";
import { createDataset, type Dataset } from "./dataset";
import { readSafetensors, type StoredTensor } from "./safetensors";

const words = text.data.digits;

/** Pixels are counts of set pixels in 4x4 blocks of a larger bitmap, hence 0 to 16. */
const maxPixel = 16;

function tensor(file: Map<string, StoredTensor>, name: string, dtype: string, rank: number): StoredTensor {
  const found = file.get(name);
  if (!found) throw new Error(words.missing(name));
  const size = found.shape.reduce((product, length) => product * length, dtype === "U16" ? 2 : 1);
  if (found.dtype !== dtype || found.shape.length !== rank || found.bytes.length !== size) {
    throw new Error(words.otherTensor(name, dtype, rank));
  }
  return found;
}

function parse(buffer: ArrayBuffer): ImageData {
  const file = readSafetensors(buffer);
  const images = tensor(file, "images", "U8", 3);
  const labels = tensor(file, "labels", "U8", 1);
  const testRows = tensor(file, "test_rows", "U16", 1);
  const [count, height, width] = images.shape as [number, number, number];
  if (labels.bytes.length !== count) throw new Error(words.labels);
  const rows = Uint32Array.from(new Uint16Array(testRows.bytes.buffer));
  if (rows.some((row) => row >= count)) throw new Error(words.testRow);
  return {
    pixels: Float32Array.from(images.bytes, (value) => value / maxPixel),
    shape: [count, height, width, 1],
    labels: labels.bytes,
    testRows: rows,
  };
}

async function download(): Promise<ArrayBuffer> {
  let response: Response;
  try {
    response = await openDigits();
    if (response.ok) return await response.arrayBuffer();
  } catch (error) {
    throw new Error(words.notDownloaded((error as Error).message));
  }
  throw new Error(words.notServed(response.status));
}

/** scikit-learn's digits, from the file that comes with the playground. Throws a plain error when it cannot be had. */
export async function loadDigits(): Promise<Dataset> {
  const buffer = await download();
  const { name, credit } = text.sets.digits;
  try {
    return createDataset({
      name,
      images: parse(buffer),
      display: "ink",
      classNames: Array.from({ length: 10 }, (_, digit) => String(digit)),
      credit: { text: credit, url: "https://doi.org/10.24432/C50P49" },
    });
  } catch (error) {
    throw new Error(words.damaged((error as Error).message));
  }
}
