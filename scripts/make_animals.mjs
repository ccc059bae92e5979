// Makes the site's set of animals: silhouettes of ten animals, from the package `animal-mnist` of PyPI by Sina Mohammadi,
// who declares them to be under the MIT licence. 284 of the 10,000 repeat another one and
// are left out.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { fileURLToPath } from "node:url";
import { makeSet, wholeSet } from "./shipped_set.mjs";

const animals = ["bear", "bird", "cat", "cow", "dog", "elephant", "giraffe", "horse", "sheep", "zebra"];
const [count, side, testsPerClass] = [10_000, 28, 200];
const size = side * side;

function read() {
  const python = process.env.VAE_PLAYGROUND_PYTHON ?? "python3";
  const script = fileURLToPath(new URL("read_animals.py", import.meta.url));
  const bytes = execFileSync(python, [script], { maxBuffer: 2 * count * size });
  if (bytes.length !== count * (size + 1)) throw new Error(`animal-mnist: ${bytes.length} bytes`);
  return Array.from({ length: count }, (_, n) => ({
    pixels: bytes.subarray(n * size, (n + 1) * size),
    animal: animals[bytes[count * size + n]],
  }));
}

/** How much of the image is ink, and how wide the animal is to its height. */
function measured({ pixels, animal }) {
  const inked = [...pixels.keys()].filter((at) => pixels[at] > 127);
  const extent = (places) => Math.max(...places) - Math.min(...places) + 1;
  const [width, height] = [
    extent(inked.map((at) => at % side)),
    extent(inked.map((at) => Math.floor(at / side))),
  ];
  const round = (value) => Math.round(value * 1000) / 1000;
  return {
    pixels,
    animal,
    ink: round(inked.length / size),
    "width to height": round(width / height),
  };
}

makeSet("animals", () => {
  const images = [...new Map(read().map((image) => [image.pixels.toString("latin1"), image])).values()].map(
    measured,
  );
  // In an order that has nothing to do with where they come from, classes in turn.
  const hash = ({ pixels }) => createHash("sha256").update(pixels).digest("hex");
  const shuffled = images.map((image) => [hash(image), image]).sort(([a], [b]) => (a < b ? -1 : 1));
  const classes = animals.map((name) =>
    shuffled.map(([, image]) => image).filter(({ animal }) => animal === name),
  );
  return wholeSet({
    shape: [side, side, 1],
    training: classes.flatMap((one) => one.slice(testsPerClass)),
    tests: classes.flatMap((one) => one.slice(0, testsPerClass)),
    columns: [{ name: "animal", names: animals }, { name: "ink" }, { name: "width to height" }],
  });
});
