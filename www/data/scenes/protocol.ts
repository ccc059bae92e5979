import type { Composition, StreetOptions } from "../../pkg/images/vae_playground_images";

export type { Composition, StreetOptions };

/** Images of single objects on a ground of one colour, with a class each where there are any. */
export interface ObjectSet {
  /** In [0, 1]. */
  pixels: Float32Array;
  shape: [count: number, height: number, width: number, channels: number];
  labels?: Uint32Array | undefined;
}

/** Scenes, or frames of a street, and what is in them: the objects of all scenes one after another. */
export interface ComposedScenes {
  pixels: Float32Array;
  shape: [count: number, height: number, width: number, channels: number];
  /** At each pixel of each scene the object seen there, by its place in the scene, counted from 1; 0 is the background. */
  masks: Uint8Array;
  /** Where each scene’s objects begin, from back to front, and where the last’s end. */
  starts: Uint32Array;
  /** Of each object left, top, width and height, in pixels: around all of it that lies in the scene, also what is covered. */
  boxes: Float32Array;
  classes?: Uint32Array;
  /** Of each object which image of the set it is. */
  rows: Uint32Array;
  /** Of each object the share that is seen. */
  visible: Float32Array;
  /** Of each object in a street who it is, the same in all frames. */
  identities?: Uint32Array;
}

/** What can be asked of objects. */
export type SceneQuestion =
  | { kind: "composeScenes"; options: Composition }
  | { kind: "streetFrames"; options: StreetOptions; first: number; count: number };

/** Page to worker: the objects first, then what is asked of them. */
export type SceneRequest = { kind: "objects"; objects: ObjectSet } | (SceneQuestion & { id: number });

/** Worker to page. */
export type SceneMessage = { id: number } & (
  { type: "scenes"; scenes: ComposedScenes } | { type: "failed"; message: string }
);
