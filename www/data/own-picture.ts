import { text } from "../text/later";
import { CancelledError, startLoading } from "./client";
import type { Display } from "./display";
import { chosenFiles, sortFiles } from "./own-files";
import { firstPreparation } from "./sets";

/** Half of the range of values: a picture's border that is above it is light. */
const light = 0.5;

/** Exchanges dark and light where a picture has a light ground, and the images it is to be one of have an empty one. */
export function asInk(
  pixels: Float32Array,
  [height, width]: readonly [height: number, width: number],
): { pixels: Float32Array; inverted: boolean } {
  let [sum, count] = [0, 0];
  pixels.forEach((value, at) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    if (x > 0 && x < width - 1 && y > 0 && y < height - 1) return;
    sum += value;
    count += 1;
  });
  const inverted = sum > light * count;
  return { pixels: inverted ? pixels.map((value) => 1 - value) : pixels, inverted };
}

/** Reads one picture as an image of this shape; cancelled, it gives null. */
export function readPicture(
  files: ArrayLike<File>,
  shape: readonly [height: number, width: number, channels: number],
  display: Display,
): { result: Promise<{ name: string; pixels: Float32Array; inverted: boolean } | null>; cancel(): void } {
  const [height, width, channels] = shape;
  const own = sortFiles(chosenFiles(files));
  const loading = startLoading(
    {
      kind: "files",
      own,
      preparation: {
        ...firstPreparation("own", 0),
        size: height === width ? height : "auto",
        channels: channels === 1 ? "grey" : "rgb",
        count: 1,
        testFraction: 0,
      },
    },
    () => {},
  );
  const result = loading.result.then(
    ({ pixels, shape: [, high, wide] }) => {
      if (high !== height || wide !== width) {
        const { wrongSize } = text.encoder.image;
        throw new Error(wrongSize(own.name, `${wide} × ${high}`, `${width} × ${height}`));
      }
      const kept =
        display === "ink" && channels === 1 ? asInk(pixels, [height, width]) : { pixels, inverted: false };
      return { name: own.name, ...kept };
    },
    (error: Error) => {
      if (error instanceof CancelledError) return null;
      throw new Error(text.encoder.image.failed(error.message));
    },
  );
  return { result, cancel: loading.cancel };
}
