// A site can be built before all modules are: `./build.sh serve` shows a first page so. What is missing is not in
// www/pkg/files.ts, by which the page knows it (www/assets/files/engines.ts).
import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";

const mark = "\0missing-module";

/** Has an empty script in the place of a module's that is not built. @returns {import("vite").Plugin} */
export const missingModules = () => ({
  name: "missing-modules",
  enforce: "pre",
  resolveId(source, importer) {
    if (!importer || !/\/pkg\/[^/]+\/vae_playground\w*$/.test(source)) return null;
    return existsSync(`${resolve(dirname(importer), source)}.js`) ? null : mark;
  },
  load: (id) => (id === mark ? "export default undefined;" : null),
});
