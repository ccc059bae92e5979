import type * as module from "../../pkg/images/vae_playground_images";
import { loadDataModule } from "../data-module";
import type { ComposedScenes, ObjectSet, SceneQuestion } from "./protocol";

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

/** Keeps the objects that later questions are about. */
export function holdObjects(set: ObjectSet): void {
  objects = take(set);
  // What is wrong with them is said to whoever asks for scenes of them.
  objects.catch(() => {});
}

export async function answerScenes(question: SceneQuestion): Promise<ComposedScenes> {
  const set = await objects!;
  return handedOver(
    question.kind === "composeScenes"
      ? set.compose(question.options)
      : set.street(question.options, question.first, question.count),
  );
}
