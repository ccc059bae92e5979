import { defineConfig } from "vite";
import { policy } from "./scripts/policy.mjs";
import { siteFiles } from "./scripts/site_files.mjs";

export default defineConfig(({ command }) => ({
  root: "www",
  plugins: [siteFiles(), policy()],
  // A file in it has the same name in every deployment: the build takes what it needs, with a hash in its name.
  publicDir: command === "build" ? false : "public",
  // Relative URLs, so that the built site works from any sub-path.
  base: "./",
  build: {
    outDir: "../dist",
    emptyOutDir: true,
    target: "es2022",
    // What comes after the page has begun: scripts/sizes.mjs tells it by its name. It needs nothing but what is there.
    modulePreload: false,
    rolldownOptions: { output: { chunkFileNames: "assets/later-[name]-[hash].js" } },
  },
  worker: {
    format: "es",
    rolldownOptions: {
      // The instrument's starts when it is first asked something.
      output: {
        entryFileNames: ({ facadeModuleId }) =>
          `assets/${facadeModuleId?.includes("/instrument/") ? "later-instrument" : "[name]"}-[hash].js`,
      },
    },
  },
}));
