import { defineConfig } from "vite";

export default defineConfig({
  root: "www",
  // Relative URLs, so that the built site works from any sub-path.
  base: "./",
  build: { outDir: "../dist", emptyOutDir: true, target: "es2022" },
  worker: { format: "es" },
});
