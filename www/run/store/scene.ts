import type { Found } from "../../scene/found";
import type { Scene } from "../../scene/scene";

export interface SceneState {
  /** What is looked at: a picture, or the latest frame of what moves; null before there is one. */
  scene: Scene | null;
  /** What was last found, in a scene that may be gone by now. */
  found: Found | null;
  /** The object among them that is pointed at. */
  objectPointed: number | null;
  /** Whether each frame is searched as it comes, so that what can wait for that waits. */
  searching: boolean;
}

const nothingFound = () => ({ found: null, objectPointed: null });

export const scene = {
  initial: (): SceneState => ({ scene: null, searching: false, ...nothingFound() }),
  /** Another model: what the one before found says nothing of it. */
  reset: (): Partial<SceneState> => nothingFound(),
};
