import { text } from "../text/later";
import { createReader } from "./canvas";
import type { Scene } from "./scene";

const words = text.scene.source;

/** A picture's file as a scene, at most `longest` pixels wide and high; a plain sentence where it can't be read. */
export async function readPicture(file: File, longest: number): Promise<Scene> {
  const bitmap = await createImageBitmap(file).catch(() => {
    throw new Error(words.noPicture(file.name));
  });
  try {
    const { width, height } = bitmap;
    const read = createReader()({ source: bitmap, width, height }, longest);
    return { ...read, name: file.name, display: "brightness", seconds: null };
  } finally {
    bitmap.close();
  }
}
