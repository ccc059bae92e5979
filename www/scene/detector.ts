import type { FoundObject } from "./found";
import type { SoftMask } from "./outline";
import { type Scene } from "./scene";

/** How a scene is searched. */
export interface DetectOptions {
  /** Sizes of the windows at first, in sizes of the model's images. */
  scales: number[];
  /** Pixels from one window to the next, at first. */
  stride: number;
  /** Nats by which an object must explain the picture better than the background does. */
  price: number;
  /** At most so many objects. */
  objects: number;
  background: { kind: "constant" | "smooth" };
}

/** What the search itself says of an object; its name comes after. */
export type Unnamed = Pick<FoundObject, "box" | "score" | "latent" | "image"> & { mask: SoftMask };

/** What can search: the model. */
export interface Detector {
  detect(
    scene: Scene,
    options: DetectOptions,
    work: { signal: AbortSignal; onProgress(share: number): void },
  ): Promise<Unnamed[]>;
}
