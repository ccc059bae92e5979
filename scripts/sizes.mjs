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
  "cpu module, first": { gzip: 250_000 },
  "cpu-relaxed module, first": { gzip: 250_000 },
  "cpu-threads module, first": { gzip: 250_000 },
  "cpu module, rest": { gzip: 680_000 },
  "cpu-relaxed module, rest": { gzip: 680_000 },
  "cpu-threads module, rest": { gzip: 680_000 },
  "webgpu module": { brotli: 2_200_000 },
  "images module": { gzip: 460_000 },
  "instrument module": { gzip: 240_000 },
  scripts: { gzip: 145_000 },
  "later scripts": { gzip: 240_000 },
  "scripts beside": { gzip: 30_000 },
  "Chinese in place of English": { gzip: 60_000 },
  "notebook wheel": { raw: 6_100_000 },
  "engine wheel": { raw: 8_000_000 },
  "one-file element": { raw: 3_430_000, gzip: 2_140_000 },
  "npm package": { gzip: 10_200_000 },
};

function sizes(parts) {
  const sum = (size) => parts.reduce((total, part) => total + size(part), 0);
  return {
    raw: sum((part) => part.length),
    gzip: sum((part) => gzipSync(part, { level: 9 }).length),
    brotli: sum((part) => brotliCompressSync(part).length),
  };
}

const module = (folder, name = "vae_playground", part = "bg") => [
  readFileSync(new URL(`../www/pkg/${folder}/${name}_${part}.wasm`, import.meta.url)),
];
const rest = (folder) => module(folder, "vae_playground", "rest");
/** As npm itself packs and counts it. */
function packageSizes() {
  const folder = fileURLToPath(new URL("../dist/npm", import.meta.url));
  const [{ size, unpackedSize }] = JSON.parse(
    execFileSync("npm", ["pack", folder, "--dry-run", "--json"], { encoding: "utf8" }),
  );
  return { raw: unpackedSize, gzip: size };
}

const wheel = (prefix) =>
  readdirSync(wheels)
    .filter((name) => name.startsWith(prefix))
    .map((name) => readFileSync(new URL(name, wheels)));
const scriptsWhere = (fits) =>
  readdirSync(assets)
    .filter((name) => name.endsWith(".js") && fits(name))
    .map((name) => readFileSync(new URL(name, assets)));
const isChinese = (name) => name.includes("language-zh-");
/** Those that the page begins with, and those with a prefix, which come after it has, in English: see vite.config.ts. */
const scripts = (prefix) =>
  scriptsWhere((name) => (/^(later|beside)-/.exec(name)?.[1] ?? null) === prefix && !isChinese(name));
const measured = {
  "cpu module, first": sizes(module("cpu")),
  "cpu-relaxed module, first": sizes(module("cpu-relaxed")),
  "cpu-threads module, first": sizes(module("cpu-threads")),
  "cpu module, rest": sizes(rest("cpu")),
  "cpu-relaxed module, rest": sizes(rest("cpu-relaxed")),
  "cpu-threads module, rest": sizes(rest("cpu-threads")),
  "webgpu module": sizes(module("webgpu")),
  "images module": sizes(module("images", "vae_playground_images")),
  "instrument module": sizes(module("instrument", "vae_playground_instrument")),
  scripts: sizes(scripts(null)),
  "later scripts": sizes(scripts("later")),
  "scripts beside": sizes(scripts("beside")),
  "Chinese in place of English": sizes(scriptsWhere(isChinese)),
  "notebook wheel": sizes(wheel("vae_playground-")),
  "engine wheel": sizes(wheel("vae_playground_engine-")),
  "one-file element": sizes([readFileSync(new URL("../dist/element/vae-playground.js", import.meta.url))]),
  "npm package": packageSizes(),
};
console.table(measured);

for (const [what, now] of Object.entries(measured)) {
  for (const [how, limit] of Object.entries(limits[what])) {
    if (now[how] > limit) fail(`${what}: ${now[how]} bytes (${how}), the limit is ${limit}`);
  }
}
if (process.argv.includes("--update")) {
  writeFileSync(record, JSON.stringify(measured, null, 2) + "\n");
} else {
  const before = JSON.parse(readFileSync(record, "utf8"));
  for (const [what, now] of Object.entries(measured)) {
    // What is new has no record yet.
    for (const how of Object.keys(before[what] ?? {})) {
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
