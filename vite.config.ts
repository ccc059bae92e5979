import { defaultClientConditions, defineConfig } from "vite";
import { missingModules } from "./scripts/missing_modules.mjs";
import { policy } from "./scripts/policy.mjs";
import { preload } from "./scripts/preload.mjs";
import { siteFiles } from "./scripts/site_files.mjs";

export default defineConfig(({ command }) => ({
  root: "www",
  plugins: [siteFiles(), policy(), preload("hosts/site/page.ts"), missingModules()],
  // A file in it has the same name in every deployment: the build takes what it needs, with a hash in its name.
  publicDir: command === "build" ? false : "public",
  // Relative URLs, so that the built site works from any sub-path.
  base: "./",
  // The site downloads the text of one language, where packages carry all of it.
  resolve: { conditions: ["site", ...defaultClientConditions] },
  build: {
    outDir: "../dist",
    emptyOutDir: true,
    target: "es2022",
    // What comes after the page has begun: scripts/sizes.mjs tells it by its name. It needs nothing but what is there.
    modulePreload: false,
    rolldownOptions: {
      output: {
        chunkFileNames({ facadeModuleId, moduleIds }) {
          const [, language, part] = /\/text\/(\w\w)(?:\/(\w+))?\.ts$/.exec(facadeModuleId ?? "") ?? [];
          const when = part === "guide" ? "beside-" : part ? "later-" : "";
          if (language) return `assets/${when}language-${language}-[hash].js`;
          // Links, lessons and QR codes are a script beside those that training takes.
          if (moduleIds.some((id) => /site\/guide|uqr/.test(id))) return "assets/beside-[name]-[hash].js";
          const first = facadeModuleId?.endsWith("/hosts/site/page.ts");
          return `assets/${first ? "" : "later-"}[name]-[hash].js`;
        },
      },
    },
  },
  worker: {
    format: "es",
    plugins: () => [missingModules()],
    rolldownOptions: {
      // The instrument's starts when it is first asked something, the engine's helpers where the page is isolated.
      output: {
        entryFileNames: ({ facadeModuleId }) => {
          const [, room] = /\/(instrument|pool)\//.exec(facadeModuleId ?? "") ?? [];
          return `assets/${room ? `later-${room}` : "[name]"}-[hash].js`;
        },
      },
    },
  },
}));
