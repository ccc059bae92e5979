import { catalogue, type SetId } from "./catalogue";
import type { Preparation } from "./protocol";
import { firstPreparation, setNames } from "./sets";
import { heldOut } from "./shipped";

/** The images that a saved model was trained on, as it tells of them. */
export interface TrainedOn {
  height: number;
  width: number;
  channels: number;
  images: number;
  trainingImages: number;
  seed: number;
}

/** A data set's name as a part of a file's name. */
export const slug = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-");

/** How a set is to be loaded to have these images, if it can have them. */
function preparationFor(
  id: SetId,
  { height, width, channels, images, ...found }: TrainedOn,
): Preparation | null {
  const { kind, sizes, count, mostImages, tests, side, colour = false } = catalogue[id];
  const size = height === side ? "auto" : height;
  const fits =
    height === width &&
    channels === (colour ? 3 : 1) &&
    (height === side || sizes.includes(height)) &&
    (kind === "digits" ? images === count : images <= mostImages) &&
    (kind !== "shipped" || found.trainingImages === images - heldOut(images, tests!, mostImages));
  return fits ? { ...firstPreparation(id, found.seed), count: images, size } : null;
}

/**
 * The sets that may have been what a saved model was trained on. A file that is named after one of them says which;
 * else they are those of which there is but one version, not the ones that are drawn anew with each seed.
 */
export function recognise(images: TrainedOn, fileName: string): { id: SetId; preparation: Preparation }[] {
  const fitting = setNames.flatMap((id) => {
    const preparation = preparationFor(id, images);
    return preparation ? [{ id, preparation }] : [];
  });
  const words = `-${slug(fileName)}-`;
  // “fashion-mnist” has “mnist” in it: the longest name says it.
  const named = fitting
    .filter(({ id }) => words.includes(`-${slug(catalogue[id].name)}-`))
    .toSorted((a, b) => catalogue[b.id].name.length - catalogue[a.id].name.length);
  if (named[0]) return [named[0]];
  return fitting.filter(({ id }) => ["digits", "shipped"].includes(catalogue[id].kind));
}
