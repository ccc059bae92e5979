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
}

const nothingFound = () => ({ found: null, objectPointed: null });

export const scene = {
  initial: (): SceneState => ({ scene: null, searching: false, background: null, ...nothingFound() }),
  /** Another model: what the one before found says nothing of it. */
  reset: (): Partial<SceneState> => nothingFound(),
};
