// The bench page, apart from the site: its build goes under target/.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  configFile: false,
  root: at("./page"),
  // A missing file is an error, not the page once more.
  appType: "mpa",
  publicDir: false,
  logLevel: "warn",
  build: {
    outDir: at("../../target/bench-site"),
    emptyOutDir: true,
    target: "es2022",
    // An engine's download is counted by file, so nothing may hide inside another file.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: Infinity,
    rolldownOptions: { input: { index: at("./page/index.html"), chart: at("./page/chart.html") } },
  },
  worker: { format: "es" },
  preview: { host: "127.0.0.1", port: 0 },
});
