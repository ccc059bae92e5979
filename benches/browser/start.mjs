// How long a visitor waits for the built page: node benches/browser/start.mjs [visits]
import { spawnSync } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { preview } from "vite";
import { launch } from "./chromium.mjs";
import { quantile } from "./steady.mjs";
import { watchTrain } from "./watch-train.mjs";

const visits = Number(process.argv[2] ?? 7);
const root = fileURLToPath(new URL("../..", import.meta.url));

// What the engine's worker runs before its own script.
const countStreaming = `
  const { compileStreaming } = WebAssembly;
  globalThis.streamed = 0;
  WebAssembly.compileStreaming = async (...args) => {
    const compiled = await compileStreaming.apply(WebAssembly, args);
    globalThis.streamed += 1;
    return compiled;
  };`;

/**
 * Serves the site with a worker that does something more, and a page that asks for a device; not by Playwright's routes,
 * which switch the cache off.
 */
async function serve(kind) {
  const assets = `${root}dist/assets/`;
  const worker = (await readdir(assets)).find((name) => name.startsWith("worker-"));
  const script = countStreaming + (await readFile(assets + worker, "utf8"));
  const index = await readFile(`${root}dist/index.html`, "utf8");
  const page = index.replace("<vae-playground ", `<vae-playground device="${kind}" `);
  const plugin = {
    name: "prelude",
    configurePreviewServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const asked = request.url === "/" ? page : request.url.endsWith(worker) ? script : null;
        if (asked === null) return next();
        response.setHeader("content-type", asked === page ? "text/html" : "text/javascript");
        response.setHeader("cache-control", asked === page ? "no-cache" : "max-age=60");
        response.end(asked);
      });
    },
  };
  return preview({ plugins: [plugin], preview: { port: 0, host: "127.0.0.1" }, logLevel: "error" });
}

/** Runs in the page: milliseconds from a press of Train until a loss of training is painted. */
async function pressTrain() {
  const root = document.querySelector("vae-playground").shadowRoot;
  const cell = root.querySelector('[data-fact="train-loss"]');
  const pressed = performance.now();
  root.querySelector(".run .primary").click();
  await new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      // Before the first step the cell shows the untrained model's loss.
      if (window.vaePlayground.state.step === 0) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(cell, { subtree: true, childList: true, characterData: true });
  });
  // A task asked for in a frame runs after that frame has been painted.
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return performance.now() - pressed;
}

const settled = () => {
  const { settled, test } = window.vaePlayground.state;
  return settled && test !== null;
};

/** One visit: the page is opened, and Train is pressed, at once or when all views are there. */
async function visit(context, url, atOnce) {
  const page = await context.newPage();
  await page.addInitScript(watchTrain);
  await page.goto(url, { waitUntil: "commit" });
  const enabled = await page.evaluate(() => window.trainEnabled);
  if (!atOnce) await page.waitForFunction(settled);
  const first = await page.evaluate(pressTrain);
  const streamed = await page.workers()[0].evaluate(() => globalThis.streamed);
  const kind = await page.evaluate(() => window.vaePlayground.vae.device.kind);
  await page.close();
  return { enabled, first, streamed, kind };
}

async function measure(url, kind) {
  const found = { cold: [], coldAtOnce: [], warm: [], warmAtOnce: [] };
  for (let i = 0; i < visits; i++) {
    for (const atOnce of [false, true]) {
      // Each browser starts with an empty cache; the second visit in it finds a filled one.
      const browser = await launch(["--enable-unsafe-webgpu"]);
      try {
        const context = await browser.newContext();
        await (await context.newPage()).goto("about:blank");
        found[atOnce ? "coldAtOnce" : "cold"].push(await visit(context, url, atOnce));
        found[atOnce ? "warmAtOnce" : "warm"].push(await visit(context, url, atOnce));
      } finally {
        await browser.close();
      }
    }
  }
  const all = Object.values(found).flat();
  if (all.some((each) => each.kind !== kind)) throw new Error(`a visit did not get the ${kind} device`);
  return { ...found, streamed: all.every(({ streamed }) => streamed > 0) };
}

const middle = (values) => {
  const [low, median, high] = [0.25, 0.5, 0.75].map((q) => quantile(values, q).toFixed(0));
  return `${median} (${low} to ${high})`;
};

console.log(`median (quartiles) of ${visits} visits each, milliseconds\n`);
console.log("| device | HTTP cache | Train enabled | first loss | first loss, pressed at once | streaming |");
console.log("| --- | --- | ---: | ---: | ---: | --- |");
for (const kind of ["cpu", "webgpu"]) {
  const server = await serve(kind);
  try {
    const { streamed, ...found } = await measure(server.resolvedUrls.local[0], kind);
    for (const cache of ["cold", "warm"]) {
      const [later, atOnce] = [found[cache], found[`${cache}AtOnce`]];
      const enabled = middle([...later, ...atOnce].map((each) => each.enabled));
      const firsts = [later, atOnce].map((runs) => middle(runs.map((each) => each.first)));
      console.log(`| ${kind} | ${cache} | ${enabled} | ${firsts.join(" | ")} | ${streamed ? "yes" : "no"} |`);
    }
  } finally {
    await server.close();
  }
}
console.log("\nsizes in bytes");
spawnSync("node", [`${root}scripts/sizes.mjs`], { stdio: "inherit" });
