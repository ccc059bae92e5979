// Makes images of the drawn digits of tests/fixtures, as the page's pad makes them of what is drawn on it for a data set:
// `node scripts/prepare_drawings.mjs SET FOLDER` writes FOLDER/images.idx and FOLDER/labels.idx. SET is `digits`, or the
// folder of a set that is built, as www/public/data/mnist.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { runnerImport } from "vite";

const [set, folder] = process.argv.slice(2);
if (!folder) throw new Error("usage: node scripts/prepare_drawings.mjs SET FOLDER");

const load = async (path) => (await runnerImport(new URL(path, import.meta.url).pathname)).module;
const { prepare } = await load("../www/data/drawing/prepare.ts");
const { styleOf } = await load("../www/data/drawing/style.ts");
const { readSafetensors } = await load("../www/data/safetensors.ts");

/** The images of a set as the page has them. */
function images() {
  if (set === "digits") {
    const file = readFileSync(new URL("../www/public/data/digits.safetensors", import.meta.url));
    const { bytes, shape } = readSafetensors(new Uint8Array(file).buffer).get("images");
    return { pixels: Float32Array.from(bytes, (value) => value / 16), shape: [...shape, 1] };
  }
  const parts = readdirSync(set).filter((name) => /^images.*\.idx\.gz$/.test(name));
  const files = parts.toSorted().map((name) => gunzipSync(readFileSync(`${set}/${name}`)));
  const sizes = Array.from({ length: files[0][3] }, (_, axis) => files[0].readUInt32BE(4 + 4 * axis));
  const bytes = Buffer.concat(files.map((file) => file.subarray(4 + 4 * sizes.length)));
  const [, height, width, channels = 1] = sizes;
  const count = bytes.length / (height * width * channels);
  return {
    pixels: Float32Array.from(bytes, (value) => value / 255),
    shape: [count, height, width, channels],
  };
}

/** An IDX file of unsigned bytes. */
function idx(values, ...sizes) {
  const header = Buffer.from([0, 0, 8, sizes.length, ...Buffer.alloc(4 * sizes.length)]);
  sizes.forEach((size, axis) => header.writeUInt32BE(size, 4 + 4 * axis));
  return Buffer.concat([header, Buffer.from(values)]);
}

const style = styleOf(images());
console.log(JSON.stringify(style));
const drawn = JSON.parse(
  readFileSync(new URL("../tests/fixtures/drawn_digits.json", import.meta.url), "utf8"),
);
const pixels = drawn.flatMap(({ strokes }) =>
  Array.from(prepare(strokes, style), (value) => Math.round(value * 255)),
);
const { height, width, channels } = style;
const sizes = channels === 1 ? [height, width] : [height, width, channels];
writeFileSync(`${folder}/images.idx`, idx(pixels, drawn.length, ...sizes));
writeFileSync(
  `${folder}/labels.idx`,
  idx(
    drawn.map(({ digit }) => digit),
    drawn.length,
  ),
);
