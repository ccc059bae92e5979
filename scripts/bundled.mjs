import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const modules = fileURLToPath(new URL("../node_modules/", import.meta.url));

/** What is bundled with the scripts, so that they serve as they are, and its licences. */
export const bundled = [
  "uplot",
  "wasm-feature-detect",
  "kdbush",
  "d3-contour",
  "d3-array",
  "idb",
  "uqr",
  "gifenc",
];

/** @param {string} name */
export const licenseOf = (name) =>
  readFile(`${modules}${name}/LICENSE`, "utf8").catch(() => readFile(`${modules}${name}/LICENSE.md`, "utf8"));
