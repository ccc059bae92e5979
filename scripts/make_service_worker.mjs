// Makes dist/sw.js, with which the site opens without a network after a first visit. Comes after the site.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { generateSW } from "workbox-build";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const keep = (urlPattern, cacheName, maxEntries) => ({
  urlPattern,
  handler: "CacheFirst",
  options: {
    cacheName,
    expiration: { maxEntries, purgeOnQuotaError: true },
    // Files have a hash of their content in their names, whoever asks for them, as `fetch` and `import` do otherwise.
    matchOptions: { ignoreVary: true },
  },
});

const swDest = `${dist}sw.js`;
const { count, size, warnings } = await generateSW({
  globDirectory: dist,
  // All that every visitor needs. Each engine is kept when it is first asked for, and so is each set's part. The reader
  // of images may not be built yet.
  globPatterns: [
    "index.html",
    "icon.svg",
    "assets/*.{js,css}",
    "lessons/*.json",
    "assets/{digits-*.safetensors,vae_playground_images_bg-*.wasm}",
  ],
  // Of texts, the language that is asked for.
  globIgnores: ["assets/*language-*.js"],
  // These have a hash of their content in their names.
  dontCacheBustURLsMatching: /assets\//,
  runtimeCaching: [
    keep(/\/assets\/vae_playground(_instrument_bg|_bg|_rest)-[^/]*\.wasm$/, "vae-playground-engines", 12),
    keep(/\/assets\/(later-|beside-)?language-[^/]*\.js$/, "vae-playground-languages", 8),
    keep(/\/(data\/[^/]*\/[^/]*\.(gz|json)|assets\/features-[^/]*\.safetensors)$/, "vae-playground-data", 40),
  ],
  swDest,
  inlineWorkboxRuntime: true,
  sourcemap: false,
  // The first visit's page is taken over at once; a new version waits until no page of the old one is open, or a person
  // asks for it (www/hosts/site/new-version.ts).
  clientsClaim: true,
  cleanupOutdatedCaches: true,
});
const isolate = readFileSync(new URL("../www/hosts/site/isolate.js", import.meta.url), "utf8");
writeFileSync(swDest, isolate + readFileSync(swDest, "utf8"));
if (warnings.length > 0) throw new Error(warnings.join("\n"));
console.log(`service worker: keeps ${count} files, ${size} bytes, from the first visit on`);
