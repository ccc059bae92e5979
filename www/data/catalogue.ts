import type { Toy } from "../pkg/images/vae_playground_images";
import { text } from "../text";
import type { Dataset, Display } from "./dataset";

export type SetId =
  "digits" | "mnist" | "fashion" | "animals" | "faces" | "things" | "sprites" | "landscapes" | Toy | "own";

/** A data set to choose: what a person can set for it, and with what to begin. */
export interface Choice {
  name: string;
  about: string;
  kind: "digits" | "shipped" | "sprites" | "landscapes" | "toy" | "own";
  sizes: (number | "auto")[];
  size: number | "auto";
  count: number;
  mostImages: number;
  /** How grey is shown; of a person's own files, the files tell. */
  display?: Display;
  /** Only for "shipped": its folder below that of all such sets, whether it is there in parts, and what is for testing. */
  path?: string;
  inParts?: boolean;
  tests?: number;
  classNames?: string[];
  /** What is to be said of it once it is loaded. */
  note?: string;
  /** The side of the images as they come, and whether they are in colour. */
  side?: number;
  colour?: boolean;
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

const shipped = {
  kind: "shipped",
  sizes: [8, 14, 20, "auto", 32],
  size: "auto",
  side: 28,
} satisfies Partial<Choice>;

const inParts = {
  ...shipped,
  inParts: true,
  count: 10_000,
  mostImages: 70_000,
  tests: 10_000,
} satisfies Partial<Choice>;

const inColour = {
  ...shipped,
  sizes: [16, 24, "auto"],
  side: 32,
  colour: true,
  display: "brightness",
} satisfies Partial<Choice>;

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
    side: 8,
  },
  mnist: {
    ...sets.mnist,
    ...inParts,
    display: "ink",
    path: "mnist/",
    credit: { text: sets.mnist.credit, url: "https://yann.lecun.com/exdb/mnist/" },
  },
  fashion: {
    ...sets.fashion,
    ...inParts,
    display: "brightness",
    path: "fashion-mnist/",
    credit: { text: sets.fashion.credit, url: "https://github.com/zalandoresearch/fashion-mnist" },
  },
  animals: {
    ...sets.animals,
    ...shipped,
    count: 9716,
    mostImages: 9716,
    tests: 2000,
    display: "ink",
    path: "animals/",
    credit: { text: sets.animals.credit, url: "https://pypi.org/project/animal-mnist/" },
  },
  faces: {
    ...sets.faces,
    ...inColour,
    count: 10_000,
    mostImages: 10_000,
    tests: 2000,
    path: "faces/",
    credit: { text: sets.faces.credit, url: "https://www.dicebear.com/styles/toon-head/" },
  },
  things: {
    ...sets.things,
    ...inColour,
    count: 6480,
    mostImages: 6480,
    tests: 2160,
    path: "things/",
    credit: { text: sets.things.credit, url: "https://icon-sets.iconify.design/" },
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
  landscapes: {
    ...sets.landscapes,
    kind: "landscapes",
    sizes: [16, 24, 32, 48, 64],
    size: 32,
    count: 5000,
    mostImages: 20_000,
    colour: true,
    display: "brightness",
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
    mostImages: 1_000_000,
  },
};

export const toys: Toy[] = ["moons", "circles", "swissRoll", "gaussians", "pinwheel"];
