import type { Unlabelled } from "../../../data/dataset";
import { SceneComposer } from "../../../data/scenes/client";
import type { Composition } from "../../../data/scenes/protocol";
import { subset } from "../../../random";
import type { SceneLessons } from "../../../run/store";
import { sceneOf } from "../../../scene/composed";
import type { Scene } from "../../../scene/scene";
import { text } from "../../../text/later";
import type { Under } from "../../work";
import type { Scenes } from "./learner";

/** Pixels of a scene's side. */
export const side = 48;
/** Pixels of an object's longer side, least and most, where it is about so large. */
export const sidesOf = (objectSize: number): [least: number, most: number] => [
  0.8 * objectSize,
  1.07 * objectSize,
];
/** More images are not handed to the worker that composes: it holds a copy. */
const mostImages = 5000;
/** Scenes to look at, and scenes that are composed at once. */
const [looked, atOnce] = [24, 100];

type ImagesOf = Unlabelled["images"];

/** The rows that were trained on, and the others; all are both where none were left out. */
function parts({ shape, testRows }: ImagesOf): { learned: number[]; others: number[] } {
  const all = Array.from({ length: shape[0] }, (_, row) => row);
  if (!testRows?.length) return { learned: all, others: all };
  const tests = new Set(testRows);
  return { learned: all.filter((row) => !tests.has(row)), others: [...testRows] };
}

/** Does something with a worker that composes scenes of some rows, which ends with it. */
async function withComposer<T>(
  { pixels, shape }: ImagesOf,
  rows: number[],
  signal: AbortSignal,
  use: (composer: SceneComposer) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const composer = new SceneComposer({ pixels, shape }, subset(Uint32Array.from(rows), mostImages, 1));
  const close = () => composer.close();
  signal.addEventListener("abort", close, { once: true });
  try {
    return await use(composer);
  } finally {
    signal.removeEventListener("abort", close);
    close();
  }
}

/** Scenes to learn from, and some to look at, of images that the model was not trained on where there are such. */
export async function compose(
  { images, display }: Unlabelled,
  { count, objects, ground, options: { objectSize } }: SceneLessons,
  { signal, onProgress }: Under,
): Promise<{ scenes: Scenes; samples: Scene[] }> {
  const options: Composition = {
    size: [side, side],
    objects: [1, objects],
    scale: sidesOf(objectSize).map((pixels) => Math.min(pixels / side, 1)) as [number, number],
    background: ground,
  };
  const { learned, others } = parts(images);
  const [, , , channels] = images.shape;
  const pixels = new Float32Array(count * side * side * channels);
  await withComposer(images, learned, signal, async (composer) => {
    for (let from = 0; from < count; from += atOnce) {
      const some = { ...options, count: Math.min(atOnce, count - from), seed: from };
      const composed = await composer.composeScenes(some);
      pixels.set(composed.pixels, from * side * side * channels);
      onProgress((from + some.count) / count);
    }
  });
  const samples = await withComposer(images, others, signal, async (composer) => {
    const composed = await composer.composeScenes({ ...options, count: looked, seed: count });
    const { sample } = text.scene.vae;
    return Array.from({ length: looked }, (_, at) =>
      sceneOf(composed, at, { name: sample(at + 1), display, seconds: null }),
    );
  });
  return { scenes: { pixels, shape: [count, side, side, channels] }, samples };
}
