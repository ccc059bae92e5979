import type { Detections } from "../../engine/protocol";
import type { DetectChange, DetectFollowing, Vae } from "../../engine/vae";
import type { FoundObject } from "../../scene/found";
import type { SoftMask } from "../../scene/outline";
import { cropOf, type Box, type Scene } from "../../scene/scene";

/** What the search itself says of an object; its name comes after. */
export type Unnamed = Pick<FoundObject, "box" | "score" | "latent" | "image" | "mask">;

/** How sure each pixel of a box is to be of this object, counted from 0. */
function maskOf({ labels, presence }: Detections, scene: Scene, box: Box, object: number): SoftMask {
  const own = Float32Array.from(presence, (sure, at) => (labels[at] === object + 1 ? sure : 0));
  const [height, width] = scene.shape;
  const { pixels, ...size } = cropOf({ pixels: own, shape: [height, width, 1] }, box);
  return { values: pixels, ...size };
}

/** The engine's arrays, taken apart by object. */
export function unpack(found: Detections, scene: Scene): Unnamed[] {
  const count = found.objects.length;
  const part = (values: Float32Array, at: number) => {
    const size = values.length / count;
    return values.slice(at * size, (at + 1) * size);
  };
  return found.objects.map(({ box: { left, top, width, height }, score }, at) => {
    const box = { x: left, y: top, width, height };
    const mask = maskOf(found, scene, box, at);
    return { box, score, mask, latent: part(found.mean, at), image: part(found.images, at) };
  });
}

/** Searches a scene with the model; what was found until it is ended. */
export async function search(
  vae: Vae,
  scene: Scene,
  options: DetectChange,
  following: DetectFollowing,
): Promise<Unnamed[]> {
  const [height, width, channels] = scene.shape;
  const { pixels } = scene;
  const found = await vae.detect({ pixels, shape: [height, width, channels] }, options, following);
  return found ? unpack(found, scene) : [];
}
