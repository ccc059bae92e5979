import type { ImageData } from "../engine/protocol";

/** How many images are trained on, and how many are held out, of all that the model has. */
export function splitCounts({ shape, testRows, stored }: Omit<ImageData, "labels">): {
  train: number;
  test: number;
} {
  const [all] = stored?.shape ?? shape;
  const test = (stored ?? { testRows }).testRows?.length ?? 0;
  return { train: all - test, test };
}
