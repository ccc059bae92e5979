// Trains on the built page for long and fails when memory has grown:
// node benches/browser/soak.mjs [--steps 20000] [--device cpu|webgpu]
import { parseArgs } from "node:util";
import { preview } from "vite";
import { launch } from "./chromium.mjs";
import { bounds, endure, growth, takeDevice, warmup } from "./endurance.mjs";
import { countInWorker } from "./probe.mjs";

const rounds = 10;
const { values } = parseArgs({
  options: { steps: { type: "string", default: "20000" }, device: { type: "string" } },
});
const steps = Number(values.steps);
const devices = values.device === undefined ? ["cpu", "webgpu"] : [values.device];
if (!(steps >= 2 * rounds) || devices.some((device) => device !== "cpu" && device !== "webgpu")) {
  throw new Error(`--steps takes a number from ${2 * rounds}, --device cpu or webgpu`);
}

const row = (cells) => `| ${cells.join(" | ")} |`;
const megabytes = (bytes) => (bytes / 1e6).toFixed(2);
const columns = {
  steps: ({ step }) => step.toLocaleString("en"),
  "ms a step": ({ msPerStep }) => msPerStep.toPrecision(3),
  "wasm memory, MB": ({ wasmBytes }) => megabytes(wasmBytes),
  "GPU buffers": ({ buffers }) => buffers,
  "GPU buffers, MB": ({ bufferBytes }) => megabytes(bufferBytes),
  "GPU pipelines": ({ pipelines }) => pipelines,
  "bind groups": ({ bindGroups }) => bindGroups,
  "page's heap, MB": ({ pageHeap }) => megabytes(pageHeap),
  "worker's heap, MB": ({ workerHeap }) => megabytes(workerHeap),
};

async function soak(url, device) {
  const browser = await launch(["--enable-unsafe-webgpu"]);
  try {
    // What a service worker fetches can't be made to count.
    const page = await browser.newPage({ serviceWorkers: "block" });
    await countInWorker(page);
    await page.goto(url);
    await page.waitForFunction(() => window.vaePlayground?.state.test);
    await takeDevice(page, device);
    console.log(`\n${device}, Chromium ${browser.version()}: ${warmup} steps to warm up, ${steps} more\n`);
    console.log(row(Object.keys(columns)));
    console.log(row(Object.keys(columns).map(() => "---:")));
    const onSample = (sample) => console.log(row(Object.values(columns).map((cell) => cell(sample))));
    const began = performance.now();
    const warm = await endure(page, { steps: warmup, rounds: 1, onSample });
    const grown = growth([...warm, ...(await endure(page, { steps, rounds, onSample }))]);
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    console.log(`\n${seconds} s; ${grown.join("; ") || "nothing grew past its bound"}`);
    if (grown.length > 0) process.exitCode = 1;
  } finally {
    await browser.close();
  }
}

const server = await preview({ preview: { port: 0, host: "127.0.0.1" }, logLevel: "error" });
try {
  for (const device of devices) await soak(server.resolvedUrls.local[0], device);
  console.log("bounds:", bounds);
} finally {
  await server.close();
}
