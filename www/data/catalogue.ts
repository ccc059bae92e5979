import type { Toy } from "../pkg/images/vae_playground_images";
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

const toy = (name: string, about: string): Choice => ({
  name,
  about: `${about} Each point is drawn as a blob at its place.`,
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
    name: "Digits",
    about:
      "1,797 handwritten digits of 8 × 8 pixels, with a split of their own. They come with the playground.",
    kind: "digits",
    sizes: [],
    size: "auto",
    count: 1797,
    mostImages: 1797,
    display: "ink",
  },
  mnist: {
    name: "MNIST",
    about:
      "70,000 handwritten digits of 28 × 28 pixels. One in seven is for testing, taken from the original test set. Up " +
      "to 11 MB are downloaded, 1.6 MB for every 10,000 images.",
    kind: "shipped",
    sizes: [...shippedSizes],
    size: "auto",
    count: 10_000,
    mostImages: 70_000,
    display: "ink",
    path: "mnist/",
    credit: {
      text: "Data: MNIST by Y. LeCun, C. Cortes and C. Burges, CC BY-SA 3.0.",
      url: "https://yann.lecun.com/exdb/mnist/",
    },
  },
  fashion: {
    name: "Fashion-MNIST",
    about:
      "70,000 photos of clothes of 28 × 28 pixels. One in seven is for testing: a split of our own, the last 1,000 of " +
      "each class, since our source does not tell the original one. Up to 31 MB are downloaded, 4.4 MB for every " +
      "10,000 images.",
    kind: "shipped",
    sizes: [...shippedSizes],
    size: "auto",
    count: 10_000,
    mostImages: 70_000,
    display: "brightness",
    path: "fashion-mnist/",
    classNames: [
      "T-shirt",
      "Trousers",
      "Pullover",
      "Dress",
      "Coat",
      "Sandal",
      "Shirt",
      "Sneaker",
      "Bag",
      "Boot",
    ],
    credit: {
      text: "Data: Fashion-MNIST by H. Xiao, K. Rasul and R. Vollgraf, Zalando Research, MIT licence.",
      url: "https://github.com/zalandoresearch/fashion-mnist",
    },
  },
  sprites: {
    name: "Sprites",
    about:
      "Squares, ellipses and hearts, drawn here. Shape, scale, rotation and place are known: the factors of dSprites.",
    kind: "sprites",
    sizes: [16, 24, 32, 48, 64],
    size: 32,
    count: 5000,
    mostImages: 70_000,
    display: "ink",
  },
  moons: toy("Moons", "Two half circles, one in the other’s arms."),
  circles: toy("Circles", "Two circles, one in the other."),
  swissRoll: toy("Swiss roll", "A spiral of one and a half turns."),
  gaussians: toy("Gaussian grid", "25 narrow Gaussians on a grid."),
  pinwheel: toy("Pinwheel", "Five bent arms."),
  own: {
    name: "Your images",
    about:
      "They stay in your browser. Open or drop IDX, NPY, NPZ or CSV files, a zip or a folder of PNG, JPEG or WebP " +
      "pictures, whose folders become classes. A file of labels is chosen together with its file of images.",
    kind: "own",
    sizes: ["auto", 8, 16, 28, 32, 48, 64],
    size: "auto",
    count: 10_000,
    mostImages: 100_000,
  },
};

export const toys: Toy[] = ["moons", "circles", "swissRoll", "gaussians", "pinwheel"];
