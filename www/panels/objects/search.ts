import type { Vae } from "../../engine/vae";
import { type DetectOptions, type Unnamed } from "../../scene/detector";
import type { Scene } from "../../scene/scene";
import type { Under } from "../work";

/** Searches a scene with the model. */
export async function detect(
  _vae: Vae,
  _scene: Scene,
  _options: DetectOptions,
  _work: Under,
): Promise<Unnamed[]> {
  throw new Error("not yet");
}
