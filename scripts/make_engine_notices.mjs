// Makes crates/python/licenses: the project's licences, and those of the crates in the engine's Python module.
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { crateNotices, engineCrates } from "./crates.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = `${root}crates/python/licenses`;
await mkdir(folder, { recursive: true });
for (const name of ["LICENSE-MIT", "LICENSE-APACHE"]) await copyFile(root + name, `${folder}/${name}`);
await writeFile(
  `${folder}/LICENSE-rust-crates`,
  crateNotices("Rust crates in the Python module", engineCrates()),
);
