// Makes dist/npm, the package to publish, and dist/element, the custom element in one file. Needs www/pkg; comes
// after the site, whose build empties dist/.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { notices } from "./notices.mjs";
import { inlined, packed, scripts, styles, workerAddresses } from "./rolldown_plugins.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const [npm, element] = [`${root}dist/npm`, `${root}dist/element`];
const engines = ["cpu", "cpu-relaxed", "cpu-threads", "webgpu"].map((name) => `pkg/${name}/vae_playground`);
const others = ["images", "instrument"].map((name) => `pkg/${name}/vae_playground_${name}`);
const modules = [...engines, ...others];
const gpu = "pkg/webgpu/vae_playground_bg.wasm";
/** How long our own plugins take is no news. */
const checks = { pluginTimings: false };
const project = JSON.parse(await readFile(`${root}package.json`, "utf8"));

async function buildElement() {
  await rm(element, { recursive: true, force: true });
  const bundle = await rolldown({
    input: `${root}www/one-file.ts`,
    platform: "browser",
    plugins: [styles, packed, scripts(inlined)],
    resolve: inlined,
    // A classic script has none, which www/assets/inlined/page.ts knows.
    checks: { ...checks, emptyImportMeta: false },
  });
  const banner = `/*! ${project.name} ${project.version}, ${project.license}; with uPlot, (c) 2022 Leon Sorokin, MIT; kdbush, (c) Vladimir Agafonkin, ISC; d3-contour and d3-array, (c) Mike Bostock, ISC; idb, (c) Jake Archibald, ISC */`;
  const shared = { minify: true, banner, codeSplitting: false };
  await bundle.write({
    ...shared,
    file: `${element}/vae-playground.js`,
    format: "iife",
    name: "VaePlayground",
  });
  await bundle.write({ ...shared, file: `${element}/vae-playground.mjs`, format: "es" });
  await bundle.close();
  await cp(`${root}www/${gpu}`, `${element}/${gpu}`);
  await writeFile(`${element}/THIRD-PARTY-LICENSES`, await notices());
}

/** The digest of the one file, as a page that embeds it from elsewhere names it. */
async function integrity() {
  const script = await readFile(`${element}/vae-playground.js`);
  return `sha384-${createHash("sha384").update(script).digest("base64")}`;
}

/** One script for each source, so that bundlers take what is used, and addresses stay what they are. */
async function buildNpm() {
  await rm(npm, { recursive: true, force: true });
  const sources = [
    "api.ts",
    "hosts/element/define.ts",
    "engine/worker.ts",
    "engine/pool/helper.ts",
    "data/worker.ts",
    "instrument/worker.ts",
  ];
  const bundle = await rolldown({
    input: sources.map((path) => `${root}www/${path}`),
    platform: "browser",
    plugins: [workerAddresses, styles],
    checks,
  });
  await bundle.write({
    dir: npm,
    format: "es",
    preserveModules: true,
    preserveModulesRoot: `${root}www`,
    // npm packs no folder of that name.
    entryFileNames: ({ name }) => `${name.replace(/^.*node_modules\//, "vendor/").replace("?inline", "")}.js`,
  });
  await bundle.close();
  for (const module of modules) {
    const rest = existsSync(`${root}www/${module}_rest.wasm`) ? ["_rest.wasm"] : [];
    for (const ending of ["_bg.wasm", ".d.ts", ...rest])
      await cp(`${root}www/${module}${ending}`, `${npm}/${module}${ending}`);
  }
  for (const name of ["digits", "features"]) {
    const file = `public/data/${name}.safetensors`;
    await cp(`${root}www/${file}`, `${npm}/${file}`);
  }
  await cp(`${element}/vae-playground.js`, `${npm}/vae-playground.js`);
  await cp(`${root}docs/npm.md`, `${npm}/README.md`);
  const elementPage = await readFile(`${root}docs/element.md`, "utf8");
  const page = elementPage.replaceAll("](npm.md)", "](README.md)").replace("sha384-...", await integrity());
  await writeFile(`${npm}/element.md`, page);
  for (const name of ["LICENSE-MIT", "LICENSE-APACHE"]) await cp(root + name, `${npm}/${name}`);
  await writeFile(`${npm}/THIRD-PARTY-LICENSES`, await notices());
}

/** Types beside the scripts. Their imports get an ending, without which not every resolution finds them. */
async function writeTypes() {
  const tsc = `${root}node_modules/typescript/bin/tsc`;
  const { status } = spawnSync(process.execPath, [tsc, "-p", `${root}scripts/tsconfig.types.json`], {
    stdio: "inherit",
  });
  if (status !== 0) throw new Error("the package's types could not be made");
  for (const entry of await readdir(npm, { recursive: true })) {
    if (!entry.endsWith(".d.ts")) continue;
    const text = await readFile(`${npm}/${entry}`, "utf8");
    const folder = dirname(`${npm}/${entry}`);
    /** @param {string} path */
    const named = (path) => (existsSync(join(folder, `${path}.d.ts`)) ? path : `${path}/index`);
    const types = text
      .replace(
        /(from |import\()(["'])(\.[^"']*)\2/g,
        (_, by, quote, path) => `${by}${quote}${named(path)}.js${quote}`,
      )
      // Younger than what many projects compile with.
      .replace(/^.*\[Symbol\.dispose\].*\n/gm, "");
    await writeFile(`${npm}/${entry}`, types);
  }
}

async function writeManifest() {
  const { name, version, description, license, engines } = project;
  const entry = (path) => ({ types: `./${path}.d.ts`, default: `./${path}.js` });
  const manifest = {
    name,
    version,
    description,
    license,
    type: "module",
    engines,
    keywords: ["vae", "variational-autoencoder", "webgpu", "wasm", "custom-element", "machine-learning"],
    exports: {
      ".": entry("api"),
      "./element": entry("hosts/element/define"),
      "./vae-playground.js": "./vae-playground.js",
    },
    // For a CDN that gives a package by its name alone.
    jsdelivr: "./vae-playground.js",
    unpkg: "./vae-playground.js",
    sideEffects: [
      "./hosts/element/define.js",
      "./vae-playground.js",
      "./engine/worker.js",
      "./engine/pool/helper.js",
      "./data/worker.js",
      "./instrument/worker.js",
    ],
  };
  await mkdir(npm, { recursive: true });
  await writeFile(`${npm}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
}

await buildElement();
await buildNpm();
await writeTypes();
await writeManifest();
