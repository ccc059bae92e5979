import { text } from "../text/later";
import { createReader, type Reading } from "./canvas";
import type { Scene } from "./scene";

const words = text.scene.source;

/** A picture's file as a scene; a plain sentence where it can't be read. */
export async function readPicture(file: File, reading: Reading): Promise<Scene> {
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new Error(words.noPicture(file.name));
  });
  try {
    const { width, height } = bitmap;
    const read = createReader(reading)({ source: bitmap, width, height });
    return { ...read, name: file.name, display: "brightness", seconds: null };
  } finally {
    bitmap.close();
  }
}
