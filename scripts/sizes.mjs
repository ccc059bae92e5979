// Reports what a visitor downloads, and fails when it passes a limit or has grown by over 5% since
// benches/sizes.json. A change that needs more says why in its commit, and runs this with --update.
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

const record = new URL("../benches/sizes.json", import.meta.url);
const assets = new URL("../dist/assets/", import.meta.url);
const wheels = new URL("../notebook/dist/", import.meta.url);
const growth = 1.05;
const limits = {
  "cpu module": { gzip: 840_000 },
  "cpu-relaxed module": { gzip: 840_000 },
  "webgpu module": { brotli: 2_200_000 },
  "images module": { gzip: 460_000 },
  "instrument module": { gzip: 240_000 },
  scripts: { gzip: 150_000 },
  "later scripts": { gzip: 170_000 },
  "notebook wheel": { raw: 6_000_000 },
  "one-file element": { raw: 3_150_000, gzip: 2_000_000 },
  "npm package": { gzip: 8_800_000 },
};

function sizes(parts) {
  const sum = (size) => parts.reduce((total, part) => total + size(part), 0);
  return {
    raw: sum((part) => part.length),
    gzip: sum((part) => gzipSync(part, { level: 9 }).length),
    brotli: sum((part) => brotliCompressSync(part).length),
  };
}

const module = (folder, name = "vae_playground") => [
  readFileSync(new URL(`../www/pkg/${folder}/${name}_bg.wasm`, import.meta.url)),
];
/** As npm itself packs and counts it. */
function packageSizes() {
  const folder = fileURLToPath(new URL("../dist/npm", import.meta.url));
  const [{ size, unpackedSize }] = JSON.parse(
    execFileSync("npm", ["pack", folder, "--dry-run", "--json"], { encoding: "utf8" }),
  );
  return { raw: unpackedSize, gzip: size };
}

/** Those that the page begins with, and what comes after it has: see vite.config.ts. */
const scripts = (later) =>
  readdirSync(assets)
    .filter((name) => name.endsWith(".js") && name.startsWith("later-") === later)
    .map((name) => readFileSync(new URL(name, assets)));
const measured = {
  "cpu module": sizes(module("cpu")),
  "cpu-relaxed module": sizes(module("cpu-relaxed")),
  "webgpu module": sizes(module("webgpu")),
  "images module": sizes(module("images", "vae_playground_images")),
  "instrument module": sizes(module("instrument", "vae_playground_instrument")),
  scripts: sizes(scripts(false)),
  "later scripts": sizes(scripts(true)),
  "notebook wheel": sizes(readdirSync(wheels).map((name) => readFileSync(new URL(name, wheels)))),
  "one-file element": sizes([readFileSync(new URL("../dist/element/vae-playground.js", import.meta.url))]),
  "npm package": packageSizes(),
};
console.table(measured);

if (process.argv.includes("--update")) {
  writeFileSync(record, JSON.stringify(measured, null, 2) + "\n");
} else {
  const before = JSON.parse(readFileSync(record, "utf8"));
  for (const [what, now] of Object.entries(measured)) {
    for (const [how, limit] of Object.entries(limits[what])) {
      if (now[how] > limit) fail(`${what}: ${now[how]} bytes (${how}), the limit is ${limit}`);
    }
    for (const how of Object.keys(now)) {
      const most = Math.round(before[what][how] * growth);
      if (now[how] > most)
        fail(`${what}: ${now[how]} bytes (${how}), grown by over 5% from ${before[what][how]}`);
    }
  }
}

function fail(message) {
  console.error(message);
  process.exitCode = 1;
}
