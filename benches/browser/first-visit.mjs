// What a first visit to the built page downloads until Train can be pressed, as a server sends it that packs with gzip; fails when it
// is more than it may be: node benches/browser/first-visit.mjs
import { gzipSync } from "node:zlib";
import { preview } from "vite";
import { launch } from "./chromium.mjs";
import { watchTrain } from "./watch-train.mjs";

const limit = 450_000;
const server = await preview({ preview: { port: 0, host: "127.0.0.1" }, logLevel: "error" });
const browser = await launch();
try {
  const page = await browser.newPage();
  const files = [];
  page.on("response", (response) => files.push(response));
  await page.addInitScript(watchTrain);
  await page.goto(server.resolvedUrls.local[0], { waitUntil: "commit" });
  const enabled = await page.evaluate(async () => performance.timeOrigin + (await window.trainEnabled));
  const sizes = await Promise.all(
    // What was asked for by then, also where it is still on its way.
    files
      .filter((response) => response.request().timing().startTime < enabled)
      .map(async (response) => {
        const { pathname } = new URL(response.url());
        return { file: pathname, gzip: gzipSync(await response.body(), { level: 9 }).length };
      }),
  );
  const total = sizes.reduce((sum, { gzip }) => sum + gzip, 0);
  console.table([...sizes.toSorted((a, b) => b.gzip - a.gzip), { file: "all", gzip: total }]);
  if (total > limit) throw new Error(`${total} bytes before Train, the limit is ${limit}`);
} finally {
  await browser.close();
  await server.close();
}
