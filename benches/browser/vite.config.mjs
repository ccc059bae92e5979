// The bench page, apart from the site: its build goes under target/.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const at = (path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * TensorFlow.js starts its threads with the text of the function that makes its module, in which names that minifiers shorten, and what lies
 * around it, are missing: it is given the text of its file.
 */
const textOfThreads = {
  name: "text-of-threads",
  transform(code, id) {
    if (!id.endsWith("/tfjs-backend-wasm-threaded-simd.js")) return null;
    const [, name, text] = /^var (\w+) = (.*?\}\)\(\));/s.exec(code.slice(code.indexOf("var ")));
    return `${code}\n${name}.toString = () => ${JSON.stringify(text)};`;
  },
};

export default defineConfig({
  configFile: false,
  plugins: [textOfThreads],
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
  worker: { format: "es", plugins: () => [textOfThreads] },
  preview: {
    host: "127.0.0.1",
    port: 0,
    // Engines that have threads may use them.
    headers: {
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Embedder-Policy": "require-corp",
    },
  },
});
