// Makes what the Python package holds beside its Python: notebook/src/vae_playground/static and notebook/licenses. Needs
// www/pkg.
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";
import { bundled, licenseOf } from "./bundled.mjs";
import { keptCrateNotices } from "./notices.mjs";
import { notebook, scripts, styles } from "./rolldown_plugins.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = `${root}notebook/src/vae_playground/static`;

/** @param {string} path */
async function bundle(path) {
  const plugins = [styles, scripts(notebook)];
  const built = await rolldown({
    input: `${root}www/hosts/notebook/${path}`,
    platform: "browser",
    plugins,
    resolve: notebook,
  });
  const { output } = await built.generate({ format: "es", minify: true, codeSplitting: false });
  await built.close();
  return output[0].code;
}

/** @param {string} name @param {string | Buffer} content */
const packed = (name, content) => writeFile(`${folder}/${name}.gz`, gzipSync(content, { level: 9 }));

/** The project's licences, and those of what is bundled with the script. */
async function licenses() {
  const to = `${root}notebook/licenses`;
  await mkdir(to, { recursive: true });
  for (const name of ["LICENSE-MIT", "LICENSE-APACHE"]) await copyFile(root + name, `${to}/${name}`);
  for (const name of bundled) await writeFile(`${to}/LICENSE-${name}`, await licenseOf(name));
  await writeFile(`${to}/LICENSE-rust-crates`, keptCrateNotices());
}

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
await writeFile(`${folder}/widget.js`, await bundle("bootstrap.ts"));
await packed("playground.js", await bundle("widget.ts"));
for (const name of ["cpu", "cpu-relaxed", "webgpu"])
  await packed(
    `${name}.wasm`,
    await readFile(`${root}www/pkg/${name}/vae_playground_${name === "webgpu" ? "bg" : "whole"}.wasm`),
  );
await packed(
  "instrument.wasm",
  await readFile(`${root}www/pkg/instrument/vae_playground_instrument_bg.wasm`),
);
await packed("features.safetensors", await readFile(`${root}www/public/data/features.safetensors`));
await licenses();
