/** How `scripts/make_mnist.mjs` lays out a set: parts of as many images each, the last of them for testing. */
export const parts = 7;
export const perPart = 10_000;

/** Of so many images of a set with a split of its own, those for testing: the same share as in the whole set. */
export const heldOut = (images: number, tests: number, all: number) =>
  Math.max(1, Math.round((images * tests) / all));
