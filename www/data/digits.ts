import { openDigits } from "#assets/page";
import type { ImageData } from "../engine/protocol";
import { createDataset, type Dataset } from "./dataset";
import { readSafetensors, type StoredTensor } from "./safetensors";

/** Pixels are counts of set pixels in 4x4 blocks of a larger bitmap, hence 0 to 16. */
const maxPixel = 16;

function tensor(file: Map<string, StoredTensor>, name: string, dtype: string, rank: number): StoredTensor {
  const found = file.get(name);
  if (!found) throw new Error(`the tensor "${name}" is missing`);
  const size = found.shape.reduce((product, length) => product * length, dtype === "U16" ? 2 : 1);
  if (found.dtype !== dtype || found.shape.length !== rank || found.bytes.length !== size) {
    throw new Error(`the tensor "${name}" is not ${dtype} of rank ${rank}`);
  }
  return found;
}

function parse(buffer: ArrayBuffer): ImageData {
  const file = readSafetensors(buffer);
  const images = tensor(file, "images", "U8", 3);
  const labels = tensor(file, "labels", "U8", 1);
  const testRows = tensor(file, "test_rows", "U16", 1);
  const [count, height, width] = images.shape as [number, number, number];
  if (labels.bytes.length !== count) throw new Error("there is not one label for each image");
  const rows = Uint32Array.from(new Uint16Array(testRows.bytes.buffer));
  if (rows.some((row) => row >= count)) throw new Error("a test row lies outside the images");
  return {
    pixels: Float32Array.from(images.bytes, (value) => value / maxPixel),
    shape: [count, height, width, 1],
    labels: labels.bytes,
    testRows: rows,
  };
}

/** scikit-learn's digits, from the file that comes with the playground. Throws a plain error when it cannot be had. */
export async function loadDigits(): Promise<Dataset> {
  let buffer: ArrayBuffer;
  try {
    const response = await openDigits();
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    buffer = await response.arrayBuffer();
  } catch (error) {
    throw new Error(`The digits could not be downloaded: ${(error as Error).message}.`);
  }
  try {
    return createDataset({
      name: "Digits",
      images: parse(buffer),
      display: "ink",
      classNames: Array.from({ length: 10 }, (_, digit) => String(digit)),
      credit: {
        text:
          "Data: Optical Recognition of Handwritten Digits by E. Alpaydin and C. Kaynak, UCI Machine Learning " +
          "Repository, as packaged by scikit-learn, CC BY 4.0.",
        url: "https://doi.org/10.24432/C50P49",
      },
    });
  } catch (error) {
    throw new Error(`The file of digits is damaged: ${(error as Error).message}.`);
  }
}
