import type { Unlabelled } from "../../data/dataset";
import { styleOf } from "../../data/drawing/style";
import { SceneComposer } from "../../data/scenes/client";
import { subset } from "../../random";
import type { State } from "../../run/store";
import { openCamera } from "../../scene/camera";
import type { Reading } from "../../scene/canvas";
import { sceneOf } from "../../scene/composed";
import type { Opening } from "../../scene/opener";
import { readPicture } from "../../scene/picture";
import { openStreet } from "../../scene/street";
import { isVideo, openVideo } from "../../scene/video";
import { text } from "../../text/later";
import type { Source } from "./source-form";

const words = text.scene.source;

/** More images are not handed to the worker that composes: it holds a copy. */
const mostImages = 5000;
/** So many times the side of an image is a scene's. */
const imagesAcross = 4;
/** A street is wider than it is high. */
const streetWidth = 1.5;
/** How much larger or smaller than in their images objects are. */
const [smaller, larger] = [0.8, 1.2];

type Of<K extends Source["kind"]> = Extract<Source, { kind: K }>;

const readingOf = ({ longest, tones }: Of<"file" | "camera">): Reading => ({
  longest,
  exchanged: tones === "exchanged",
});

/** The side that suits scenes of these images. */
export const sideOf = ({ images: { shape } }: Unlabelled) =>
  Math.min(512, Math.max(48, imagesAcross * Math.max(shape[1], shape[2])));

/** The classes whose names say this; all of them, which is none named, where none does. */
const named = (names: readonly string[], pattern: RegExp) =>
  names.flatMap((name, at) => (pattern.test(name) ? [at] : []));

/** Opens each kind of source. Scenes are composed in a worker that starts when first needed. */
export function createOpenings(
  { images, display }: Unlabelled,
  state: Readonly<State>,
  ready: () => boolean,
) {
  let composer: { made: SceneComposer; labels: unknown } | null = null;

  /** Of the images that were not trained on, where there are such; anew where their labels are others. */
  function compose(): SceneComposer {
    const { labels } = state.dataset!.images;
    if (composer?.labels === labels && composer) return composer.made;
    composer?.made.close();
    const { pixels, shape, testRows } = images;
    const rows = testRows ?? Uint32Array.from({ length: shape[0] }, (_, row) => row);
    const set = { pixels, shape, ...(labels && { labels: Uint32Array.from(labels) }) };
    const made = new SceneComposer(set, subset(Uint32Array.from(rows), mostImages, 1));
    composer = { made, labels };
    return made;
  }

  function composed({ side, objects, overlap, ground, seed }: Of<"composed">): Opening {
    return async () => {
      const { box } = styleOf(images);
      const scale = (factor: number) =>
        Math.min(1, Math.max(0.02, (factor * Math.max(box.width, box.height)) / side));
      const scenes = await compose().composeScenes({
        size: [side, side],
        objects: [1, objects],
        scale: [scale(smaller), scale(larger)],
        overlap: { none: 0, some: 0.1, much: 0.4 }[overlap],
        background: ground,
        seed,
      });
      return sceneOf(scenes, 0, { name: words.composed(seed), display, seconds: null });
    };
  }

  function street({ side, traffic, flicker, seed }: Of<"street">): Opening {
    return (listener) => {
      const { classNames } = state.dataset!;
      const options = {
        size: [side, Math.min(512, Math.round(streetWidth * side))] as [number, number],
        vehicles: named(classNames, /vehicle|transport|car|bus/i),
        walkers: named(classNames, /people|person|animal/i),
        traffic,
        flicker,
        seed,
      };
      return openStreet(compose(), options, { name: words.street(seed), display }, listener, ready);
    };
  }

  return {
    of(source: Source, file?: File): Opening {
      switch (source.kind) {
        case "composed":
          return composed(source);
        case "street":
          return street(source);
        case "camera":
          return (...args) => openCamera(readingOf(source), ...args);
        case "file":
          return (...args) =>
            isVideo(file!)
              ? openVideo(file!, readingOf(source), ...args)
              : readPicture(file!, readingOf(source));
      }
    },
    destroy: () => composer?.made.close(),
  };
}
