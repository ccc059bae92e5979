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

/** The size that a set's images have where they are left as they are. */
const ownSize: Partial<Record<SetId, number>> = { digits: 8, mnist: 28, fashion: 28 };

/** How a set is to be loaded to have these images, if it can have them. */
function preparationFor(
  id: SetId,
  { height, width, channels, images, ...found }: TrainedOn,
): Preparation | null {
  const { kind, sizes, count, mostImages } = catalogue[id];
  const whole = ownSize[id];
  const size = height === whole ? "auto" : height;
  const fits =
    height === width &&
    channels === 1 &&
    (height === whole || sizes.includes(height)) &&
    (kind === "digits" ? images === count : images <= mostImages) &&
    (kind !== "shipped" || found.trainingImages === images - heldOut(images));
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
