// How much faster a step is with a thread for each core, beside the ceiling: what two engines of one thread do at the same time.
// node benches/browser/threads.mjs [WORKLOAD]
import { build, preview } from "vite";
import { launch } from "./chromium.mjs";
import { writeInputs } from "./inputs.mjs";
import config from "./vite.config.mjs";
import { choose } from "./workloads.mjs";

const rounds = 9;
const [name = "mnist-cpu"] = process.argv.slice(2);
const [workload] = choose({ workload: name }).chosen;
const { chunk } = workload.schedule;
const milliseconds = { "one thread": [], "a thread for each core": [], "two engines of one thread": [] };

await build(config);
await writeInputs([workload], `${config.build.outDir}/inputs`);
const server = await preview(config);
const browser = await launch([]);
try {
  const pages = await Promise.all([0, 1].map(() => browser.newPage()));
  const run = async (page, engine) =>
    (await page.evaluate(([name, n]) => window.bench.run(name, n), [engine, chunk])).ms / chunk;
  for (const page of pages) {
    await page.goto(server.resolvedUrls.local[0]);
    for (const engine of ["burn cpu", "burn threads"])
      await page.evaluate(([name, w]) => window.bench.open(name, w), [engine, workload]);
  }
  for (let round = -2; round < rounds; round++) {
    const one = await run(pages[0], "burn cpu");
    const all = await run(pages[0], "burn threads");
    const both = await Promise.all(pages.map((page) => run(page, "burn cpu")));
    // The first ones warm up.
    if (round < 0) continue;
    const measured = [one, all, Math.max(...both) / 2];
    Object.values(milliseconds).forEach((list, i) => list.push(measured[i]));
  }
} finally {
  await browser.close();
  await server.close();
}
const least = Object.entries(milliseconds).map(([what, list]) => [what, Math.min(...list)]);
const rows = least.map(([what, ms]) => [
  what,
  { "ms a step, least": +ms.toFixed(2), "speed-up": +(least[0][1] / ms).toFixed(2) },
]);
console.log(workload.title);
console.table(Object.fromEntries(rows));
