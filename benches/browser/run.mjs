// Trains the same VAE with this project and with its peers in one headless Chromium, and compares them:
// node benches/browser/run.mjs [--quick] [--all] [--workload NAME]
import { mkdir, writeFile } from "node:fs/promises";
import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build, preview } from "vite";
import { launch } from "./chromium.mjs";
import { coldStart, downloadSize } from "./cold.mjs";
import { buildFloor, measureFloor } from "./floor.mjs";
import { writeInputs } from "./inputs.mjs";
import { insertTables, tables, tidy } from "./report.mjs";
import { measure, quantile, tolerances } from "./steady.mjs";
import config from "./vite.config.mjs";
import { choose } from "./workloads.mjs";

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    all: { type: "boolean", default: false },
    workload: { type: "string" },
  },
});
const { chosen, left } = choose(options);
const name = options.workload ?? (options.quick ? "quick" : options.all ? "all" : "default");
const coldStarts = options.quick ? 1 : 3;
const site = config.build.outDir;
const inputs = `${site}/inputs`;
const results = fileURLToPath(new URL("./results", import.meta.url));

if (left.length > 0) console.log(`left out (--all runs them): ${left.join(", ")}`);
await build(config);
await buildFloor(site);
console.log("inputs and reference losses, natively");
await writeInputs(chosen, inputs);
const server = await preview(config);
const url = server.resolvedUrls.local[0].replace(/\/$/, "");
const [loadBefore] = loadavg();
const browser = await launch(["--enable-unsafe-webgpu"]);
try {
  const page = await browser.newPage();
  await page.goto(url);
  const workloads = [];
  for (const workload of chosen) {
    console.log(`steady: ${workload.name}`);
    const steady = await measure(page, workload, inputs);
    workloads.push({ ...workload, steady, floor: await measureFloor(page, workload) });
  }
  for (const workload of workloads.filter(({ growth }) => growth === undefined)) {
    console.log(`cold: ${workload.name}`);
    workload.cold = await coldRuns(workload);
  }
  const report = {
    command: ["node benches/browser/run.mjs", ...process.argv.slice(2)].join(" "),
    date: new Date().toISOString().slice(0, 16).replace("T", " "),
    browser: `Chromium ${browser.version()}`,
    cpu: `${cpus()[0].model}, ${cpus().length} threads`,
    /** Other work at the start and at the end; past one thread's worth, figures are only good side by side. */
    load: [loadBefore, loadavg()[0]],
    tolerances,
    left,
    workloads,
  };
  await mkdir(results, { recursive: true });
  await writeFile(`${results}/${name}.json`, await tidy(JSON.stringify(report), "json"));
  await page.goto(`${url}/chart.html`);
  await writeFile(`${results}/${name}.svg`, await page.evaluate((r) => window.draw(r), report));
  const text = tables(report, `../benches/browser/results/${name}.svg`);
  console.log(`\n${text}`);
  if (name === "default" || name === "all") await insertTables(text);
} finally {
  await browser.close();
  await server.close();
}

/** Engine name to medians over some cold starts, taken in turns. */
async function coldRuns(workload) {
  const runs = Object.fromEntries(workload.engines.map((engine) => [engine, []]));
  for (let i = 0; i < coldStarts; i++) {
    for (const engine of workload.engines) runs[engine].push(await coldStart(url, engine, workload));
  }
  const median = (of, pick) => quantile(of.map(pick), 0.5);
  const result = {};
  for (const [engine, starts] of Object.entries(runs)) {
    const failed = starts.find(({ error }) => error !== undefined);
    result[engine] = failed ?? {
      ms: median(starts, ({ ms }) => ms),
      memory: { page: median(starts, (s) => s.memory.page), gpu: median(starts, (s) => s.memory.gpu) },
      download: await sizes(starts[0].files),
    };
  }
  return result;
}

/** Compressing a large module takes most of a minute, and the next workload has the same one. */
async function sizes(files) {
  sizes.known ??= new Map();
  const key = files.join();
  if (!sizes.known.has(key)) sizes.known.set(key, await downloadSize(site, files));
  return sizes.known.get(key);
}
