// Makes dist/sw.js, with which the site opens without a network after a first visit. Comes after the site.
import { fileURLToPath } from "node:url";
import { generateSW } from "workbox-build";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const keep = (urlPattern, cacheName, maxEntries) => ({
  urlPattern,
  handler: "CacheFirst",
  options: { cacheName, expiration: { maxEntries, purgeOnQuotaError: true } },
});

const { count, size, warnings } = await generateSW({
  globDirectory: dist,
  // All that every visitor needs. Each engine is kept when it is first asked for, and so is each set's part.
  globPatterns: [
    "index.html",
    "icon.svg",
    "assets/*.{js,css}",
    "assets/vae_playground_images_bg-*.wasm",
    "assets/digits-*.safetensors",
  ],
  // These have a hash of their content in their names.
  dontCacheBustURLsMatching: /assets\//,
  runtimeCaching: [
    keep(/\/assets\/vae_playground(_instrument)?_bg-[^/]*\.wasm$/, "vae-playground-engines", 8),
    keep(/\/(data\/[^/]*\/[^/]*\.(gz|json)|assets\/features-[^/]*\.safetensors)$/, "vae-playground-data", 40),
  ],
  swDest: `${dist}sw.js`,
  inlineWorkboxRuntime: true,
  sourcemap: false,
  // The first visit's page is taken over at once; a new version waits until no page of the old one is open, or a person
  // asks for it (www/hosts/site/new-version.ts).
  clientsClaim: true,
  cleanupOutdatedCaches: true,
});
if (warnings.length > 0) throw new Error(warnings.join("\n"));
console.log(`service worker: keeps ${count} files, ${size} bytes, from the first visit on`);
