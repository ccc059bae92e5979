import type * as module from "../../pkg/images/vae_playground_images";
import { loadDataModule } from "../data-module";
import type { ComposedScenes, ObjectSet, SceneRequest } from "./protocol";

let objects: Promise<module.SceneObjects> | undefined;

async function take({ pixels, shape, labels }: ObjectSet): Promise<module.SceneObjects> {
  const { SceneObjects } = await loadDataModule();
  return new SceneObjects(pixels, Uint32Array.from(shape), labels);
}

/** The module’s arrays, out of its memory. */
function handedOver(made: module.ComposedScenes): ComposedScenes {
  const { classes, identities } = made;
  const scenes: ComposedScenes = {
    pixels: made.pixels!,
    shape: [...made.shape] as ComposedScenes["shape"],
    masks: made.masks!,
    starts: made.starts,
    boxes: made.boxes,
    ...(classes && { classes }),
    rows: made.rows,
    visible: made.visible,
    ...(identities && { identities }),
  };
  made.free();
  return scenes;
}

/** What a worker makes of a request; nothing of the objects, which later requests are about. */
export async function answerScenes(request: SceneRequest): Promise<ComposedScenes | undefined> {
  if (request.kind === "objects") {
    objects = take(request.objects);
    // What is wrong with them is said to whoever asks for scenes of them.
    objects.catch(() => {});
    return undefined;
  }
  const set = await objects!;
  return handedOver(
    request.kind === "composeScenes"
      ? set.compose(request.options)
      : set.street(request.options, request.first, request.count),
  );
}
