// What the packages' sources import that is no script. Vite has its own ways for the site, but puts every file that a
// library refers to into its script, which for 18 MB of wasm is no way.
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { transform } from "lightningcss";
import { rolldown } from "rolldown";

/** @typedef {import("rolldown").Plugin} Plugin */

/**
 * Loads `file?query` as a module whose default export is a text.
 * @param {string} query
 * @param {(path: string) => Promise<string>} read
 * @returns {Plugin}
 */
function texts(query, read) {
  const mark = `?${query}`;
  return {
    name: `text-${query}`,
    async resolveId(source, importer) {
      if (!source.endsWith(mark)) return null;
      const path = source.slice(0, -mark.length);
      if (path.startsWith(".")) return `${join(dirname(/** @type {string} */ (importer)), path)}${mark}.js`;
      const found = await this.resolve(path, importer);
      return found && `${found.id}${mark}.js`;
    },
    async load(id) {
      if (!id.endsWith(`${mark}.js`)) return null;
      return `export default ${JSON.stringify(await read(id.slice(0, -mark.length - 3)))};`;
    },
  };
}

/** Styles as text. */
export const styles = texts("inline", async (path) => {
  const { code } = transform({ filename: path, code: await readFile(path), minify: true });
  return code.toString();
});

/** Files as gzip in base64: see www/assets/inlined/parts.ts. */
export const packed = texts("packed", async (path) =>
  gzipSync(await readFile(path), { level: 9 }).toString("base64"),
);

/**
 * Workers as text, whose imports are resolved like those of the script that starts them.
 * @param {import("rolldown").InputOptions["resolve"]} resolve
 */
export const scripts = (resolve) =>
  texts("script", async (path) => {
    // Classic workers have no `import.meta`, and modules that are handed to them no use for it.
    const checks = { emptyImportMeta: false };
    const bundle = await rolldown({ input: path, platform: "browser", resolve, checks });
    const { output } = await bundle.generate({ format: "iife", minify: true });
    await bundle.close();
    return output[0].code;
  });

/** @param {string} condition what package.json's imports are looked up with */
const resolving = (condition) => ({ conditionNames: [condition, "import", "module", "default"] });

/** What package.json's imports stand for where everything is in one file. */
export const inlined = resolving("inlined");

/** What they stand for in a notebook. */
export const notebook = resolving("notebook");

/**
 * A worker's address, which tells of its source, as that of what is made of it.
 * @type {Plugin}
 */
export const workerAddresses = {
  name: "worker-addresses",
  transform(code) {
    const address = /new URL\("([^"]+)\.ts", import\.meta\.url\)/g;
    return address.test(code) ? code.replace(address, 'new URL("$1.js", import.meta.url)') : null;
  },
};
