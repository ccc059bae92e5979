// Writes www/pkg/files.ts: the digests of what the page fetches, by which it knows a damaged file, and by which the data
// sets' files are named on the site. Comes after the modules and the data sets, and before all that is built with them.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

const www = fileURLToPath(new URL("../www/", import.meta.url));

/**
 * SHA-256, in hexadecimal, of what is in a file that is packed: many a server tells the browser to unpack it on the way.
 * @param {string} path
 */
function digest(path) {
  const bytes = readFileSync(path);
  return createHash("sha256")
    .update(path.endsWith(".gz") ? gunzipSync(bytes) : bytes)
    .digest("hex");
}

/** The digests of those files that are there. @param {Record<string, string>} paths by name, below www/ */
const digests = (paths) =>
  Object.fromEntries(
    Object.entries(paths)
      .filter(([, path]) => existsSync(www + path))
      .map(([name, path]) => [name, digest(www + path)]),
  );

const engines = ["cpu", "cpu-relaxed", "cpu-threads", "webgpu"].map((name) => [
  name,
  `pkg/${name}/vae_playground_bg.wasm`,
]);
const rests = ["cpu", "cpu-relaxed", "cpu-threads"].map((name) => [
  `${name}-rest`,
  `pkg/${name}/vae_playground_rest.wasm`,
]);
const others = ["images", "instrument"].map((name) => [name, `pkg/${name}/vae_playground_${name}_bg.wasm`]);
const tensors = ["digits", "features"].map((name) => [name, `public/data/${name}.safetensors`]);

/** The files of all sets that were made, as `mnist/images-0.idx.gz`. */
export const setFiles = () =>
  readdirSync(`${www}public/data`, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => /^[^/]+\/.*\.(gz|json)$/.test(path))
    .toSorted();

/** A file's name with the beginning of its digest. @param {string} path @param {string} hash */
export const hashedName = (path, hash) => path.replace(/(?=\.[^/]*$)/, `-${hash.slice(0, 8)}`);

/** The digests of the sets' files, by path. */
export const setDigests = () =>
  digests(Object.fromEntries(setFiles().map((path) => [path, `public/data/${path}`])));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const table = (name, entries) =>
    `export const ${name}: Record<string, string | undefined> = ${JSON.stringify(entries, null, 2)};\n`;
  const parts = { modules: [...engines, ...rests, ...others], tensors };
  const complete = parts.modules.every(([, path]) => existsSync(www + path));
  const text = Object.entries(parts).map(([name, paths]) => table(name, digests(Object.fromEntries(paths))));
  writeFileSync(
    `${www}pkg/files.ts`,
    `// SHA-256 of what the page fetches: scripts/list_files.mjs.\n\n${text.join("\n")}\n${table("sets", setDigests())}\n/** Whether all modules were built by then. */\nexport const complete = ${complete};\n`,
  );
}
