import type { Toy } from "../pkg/images/vae_playground_images";
import { text } from "../text";
import type { Dataset, Display } from "./dataset";

export type SetId = "digits" | "mnist" | "fashion" | "sprites" | Toy | "own";

/** A data set to choose: what a person can set for it, and with what to begin. */
export interface Choice {
  name: string;
  about: string;
  kind: "digits" | "shipped" | "sprites" | "toy" | "own";
  sizes: (number | "auto")[];
  size: number | "auto";
  count: number;
  mostImages: number;
  /** How grey is shown; of a person's own files, the files tell. */
  display?: Display;
  /** Only for "shipped": its folder below that of all such sets. */
  path?: string;
  classNames?: string[];
  credit?: Dataset["credit"];
}

const { sets } = text;

const toy = (id: Toy): Choice => ({
  ...sets[id],
  kind: "toy",
  sizes: [8, 16, 24, 32],
  size: 16,
  count: 2000,
  mostImages: 50_000,
  display: "ink",
});

const shippedSizes = [8, 14, 20, "auto", 32] as const;

export const catalogue: Record<SetId, Choice> = {
  digits: {
    name: sets.digits.name,
    about: sets.digits.about,
    kind: "digits",
    sizes: [],
    size: "auto",
    count: 1797,
    mostImages: 1797,
    display: "ink",
  },
  mnist: {
    ...sets.mnist,
    kind: "shipped",
    sizes: [...shippedSizes],
    size: "auto",
    count: 10_000,
    mostImages: 70_000,
    display: "ink",
    path: "mnist/",
    credit: { text: sets.mnist.credit, url: "https://yann.lecun.com/exdb/mnist/" },
  },
  fashion: {
    ...sets.fashion,
    kind: "shipped",
    sizes: [...shippedSizes],
    size: "auto",
    count: 10_000,
    mostImages: 70_000,
    display: "brightness",
    path: "fashion-mnist/",
    credit: { text: sets.fashion.credit, url: "https://github.com/zalandoresearch/fashion-mnist" },
  },
  sprites: {
    ...sets.sprites,
    kind: "sprites",
    sizes: [16, 24, 32, 48, 64],
    size: 32,
    count: 5000,
    mostImages: 70_000,
    display: "ink",
  },
  moons: toy("moons"),
  circles: toy("circles"),
  swissRoll: toy("swissRoll"),
  gaussians: toy("gaussians"),
  pinwheel: toy("pinwheel"),
  own: {
    ...sets.own,
    kind: "own",
    sizes: ["auto", 8, 16, 28, 32, 48, 64],
    size: "auto",
    count: 10_000,
    mostImages: 100_000,
  },
};

export const toys: Toy[] = ["moons", "circles", "swissRoll", "gaussians", "pinwheel"];
