// What of www/public goes into the site, and under which name: the data sets' files have a hash of their content in
// theirs, as all that Vite itself builds, so that one deployment never reads the files of another.
import { cpSync, existsSync, renameSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { hashedName, setDigests } from "./list_files.mjs";
import { notices } from "./notices.mjs";

const from = fileURLToPath(new URL("../www/public", import.meta.url));
const to = fileURLToPath(new URL("../dist", import.meta.url));

/** @returns {import("vite").Plugin} */
export const siteFiles = () => ({
  name: "site-files",
  configureServer({ middlewares }) {
    // While developing, the files lie as they were made.
    middlewares.use((request, _response, next) => {
      request.url = request.url?.replace(/(\/data\/.+)-[0-9a-f]{8}\./, "$1.");
      next();
    });
  },
  // What goes into dist/ by itself would be written after the scripts otherwise.
  closeBundle() {
    if (!existsSync(to)) return;
    cpSync(from, to, { recursive: true, filter: (path) => !/\/data\/[^/]*\.safetensors$/.test(path) });
    for (const [path, hash] of Object.entries(setDigests()))
      renameSync(`${to}/data/${path}`, `${to}/data/${hashedName(path, hash)}`);
  },
  async writeBundle() {
    writeFileSync(`${to}/third-party-licenses.txt`, await notices());
  },
});
