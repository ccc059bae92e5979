// How the scripts that make the site's data sets write them: images as IDX packed with gzip, and beside them, for a set
// that lies in one file, `set.json` with its label columns. What is there, by the script as it is, is not made again.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const out = new URL("../www/public/data/", import.meta.url);
/** What a visitor is to wait for at most. */
const mostBytes = 3_000_000;

/** A big-endian header of IDX: two zero bytes, the type of unsigned bytes, the rank, then the dimensions. */
export function idx(values, ...dimensions) {
  const header = Buffer.alloc(4 + 4 * dimensions.length);
  header[2] = 8;
  header[3] = dimensions.length;
  dimensions.forEach((length, axis) => header.writeUInt32BE(length, 4 + 4 * axis));
  return gzipSync(Buffer.concat([header, values]), { level: 9 });
}

const script = createHash("sha256").update(readFileSync(process.argv[1])).digest("hex");

/** Makes a set's files, by name, unless all of them are there. */
export function makeSet(name, make) {
  const folder = new URL(`${name}/`, out);
  const done = new URL("complete", folder);
  if (existsSync(done) && readFileSync(done, "utf8") === script) return;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  let bytes = 0;
  for (const [file, content] of Object.entries(make())) {
    writeFileSync(new URL(file, folder), content);
    bytes += content.length;
  }
  writeFileSync(done, script);
  console.log(`${name}: ${bytes} bytes`);
}

/**
 * The files of a set in one part: `images` with their `pixels` and a class or number for each of the `columns`, training
 * images first. gzip sees 32 KiB back, ten images in colour, so that the like are to stand together.
 */
export function wholeSet({ shape: [height, width, channels], training, tests, columns }) {
  const images = [...training, ...tests];
  const seen = new Set(training.map(({ pixels }) => pixels.toString("latin1")));
  const twice = tests.filter(({ pixels }) => seen.has(pixels.toString("latin1"))).length;
  if (twice > 0) throw new Error(`${twice} test images are also trained on`);
  const size = channels === 1 ? [height, width] : [height, width, channels];
  const packed = idx(Buffer.concat(images.map(({ pixels }) => pixels)), images.length, ...size);
  const table = columns.map(({ name, names }) => {
    const values = images.map((image) => image[name]);
    return names ? { name, names, labels: values.map((value) => names.indexOf(value)) } : { name, values };
  });
  const bad = table.find(({ labels = [] }) => labels.includes(-1));
  if (bad) throw new Error(`a value of the column “${bad.name}” is none of its classes`);
  const files = {
    "images.idx.gz": packed,
    "set.json": JSON.stringify({ tests: tests.length, columns: table }),
  };
  const bytes = Object.values(files).reduce((sum, { length }) => sum + length, 0);
  if (bytes > mostBytes) throw new Error(`${bytes} bytes; ${mostBytes} are the most`);
  return files;
}

/** Numbers in [0, 1) from a seed: mulberry32 (Tommy Ettinger, public domain). */
export function createRandom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
