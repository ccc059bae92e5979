// The Rust crates that are in the wasm modules and in the engine's Python module, as cargo resolves them, and their notices.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** @typedef {{ name: string, version: string, license: string | null, manifest_path: string, authors: string[], repository: string | null, source: string | null, id: string }} Crate */

const root = fileURLToPath(new URL("..", import.meta.url));
/** What build.sh builds. */
const modules = [
  ["vae-playground", "--no-default-features", "--features=cpu"],
  ["vae-playground", "--no-default-features", "--features=relaxed-simd"],
  ["vae-playground", "--no-default-features", "--features=webgpu"],
  ["vae-playground-images"],
  ["vae-playground-instrument"],
];

/** @param {string[]} args */
const cargo = (...args) =>
  execFileSync("cargo", [...args, "--locked"], { cwd: root, encoding: "utf8", maxBuffer: 2 ** 28 });

/** @param {string[]} args */
const rustc = (...args) => execFileSync("rustc", args, { encoding: "utf8" });

/** All crates of others that end up in a wasm module, each once. */
export const shippedCrates = () => cratesOf(modules, "wasm32-unknown-unknown");
/** The same of the engine's Python module on this machine. */
export const engineCrates = () => cratesOf([["vae-playground-python"]], /host: (.*)/.exec(rustc("-vV"))[1]);

/** @param {string[][]} built @param {string} target @returns {Crate[]} */
function cratesOf(built, target) {
  const lines = built.flatMap(([name, ...features]) =>
    cargo(
      "tree",
      `--package=${name}`,
      ...features,
      `--target=${target}`,
      "--edges=normal,no-proc-macro",
      "--prefix=none",
      "--format={p}",
    ).split("\n"),
  );
  const shipped = new Set(lines.map((line) => line.split(" ").slice(0, 2).join(" ")));
  /** @type {{ packages: Crate[] }} */
  const { packages } = JSON.parse(cargo("metadata", "--format-version=1", `--filter-platform=${target}`));
  return packages
    .filter(({ name, version, source }) => source && shipped.has(`${name} v${version}`))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** What a crate's folder has of licences and notices. @param {Crate} crate */
function textsOf({ manifest_path }) {
  const folder = dirname(manifest_path);
  const files = readdirSync(folder, { withFileTypes: true });
  return files
    .filter((file) => file.isFile() && /^(licen[cs]e|copying|copyright|notice|unlicense)/i.test(file.name))
    .map(({ name }) => readFileSync(`${folder}/${name}`, "utf8").replaceAll("\r\n", "\n").trim());
}

/** @param {Crate} crate */
const heading = ({ name, version, license, authors, repository }) =>
  [
    `${name} ${version}`,
    license ?? "its own licence",
    authors.join(", ").replaceAll(/ <[^>]*>/g, ""),
    repository ?? `https://crates.io/crates/${name}`,
  ]
    .filter(Boolean)
    .join("; ");

/** The crates with who made them, and each of their licences' texts once, with those that it stands for. @param {string} title @param {Crate[]} crates */
export function crateNotices(title, crates) {
  /** @type {Map<string, string[]>} */
  const texts = new Map();
  for (const crate of crates)
    for (const text of textsOf(crate)) texts.set(text, [...(texts.get(text) ?? []), crate.name]);
  const parts = [...texts].map(([text, names]) => `## ${[...new Set(names)].join(", ")}\n\n${text}`);
  return [`# ${title}`, crates.map(heading).join("\n"), ...parts].join("\n\n");
}
