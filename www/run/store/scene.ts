import type { Composition } from "../../data/scenes/protocol";
import type { SceneOptions } from "../../engine/protocol";
import type { Found } from "../../scene/found";
import type { Scene } from "../../scene/scene";

/** What a still camera sees when nothing moves. */
export interface Ground {
  /** The scene's. */
  name: string;
  shape: Scene["shape"];
  /**
   * Behind a frame of that scene: values as its pixels, and the standard deviation of each pixel's noise,
   * `height * width`. Nothing where what was learned is gone.
   */
  at(scene: Scene): Promise<{ mean: Float32Array; noise: Float32Array } | undefined>;
}

/** What a scene VAE is to learn from, and how. */
export interface SceneLessons {
  /** Of composed scenes. */
  count: number;
  /** Of a scene, at most. */
  objects: number;
  ground: NonNullable<Composition["background"]>;
  /** Those that a person can set; the rest are the engine's defaults. */
  options: Pick<
    SceneOptions,
    "objectSize" | "presence" | "what" | "background" | "learningRate" | "dreams" | "steps"
  >;
}

/** A scene VAE as it was kept, with what its scenes are composed by again. */
export interface KeptSceneVae {
  /** As `Vae.saveScene` gives it. */
  file: Blob;
  step: number;
  lessons: SceneLessons;
}

export interface SceneState {
  /** What is looked at: a picture, or the latest frame of what moves; null before there is one. */
  scene: Scene | null;
  /** What was last found, in a scene that may be gone by now. */
  found: Found | null;
  /** The object among them that is pointed at. */
  objectPointed: number | null;
  /** Whether each frame is searched as it comes, so that what can wait for that waits. */
  searching: boolean;
  /** What was learned of a clip; null where nothing was. */
  background: Ground | null;
  /** The scene VAE of these images as it was kept last; null where none was. */
  sceneVae: KeptSceneVae | null;
}

const nothingFound = () => ({ found: null, objectPointed: null });

export const scene = {
  initial: (): SceneState => ({
    scene: null,
    searching: false,
    background: null,
    sceneVae: null,
    ...nothingFound(),
  }),
  /** Another model: what the one before found says nothing of it. */
  reset: (): Partial<SceneState> => nothingFound(),
};
