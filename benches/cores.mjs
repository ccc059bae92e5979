// How much faster a training step would be on more cores than there are: node benches/cores.mjs [STEPS]
// The CPU module of several threads runs without helpers; each part of a kernel's work is timed, and what lies between kernels. The least of
// all steps counts. On more cores, whoever is free takes the next part, as crates/kernels/src/pool has it; what lies between stays on one.
// Memory and caches that cores share are not simulated: these are ceilings.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { imported } from "../scripts/module_in_node.mjs";
import { choose } from "./browser/workloads.mjs";

const steps = Number(process.argv[2] ?? 60);
const cores = [1, 2, 4, 8];
/** What a kernel takes more where helpers come and go, in ms: about what a wake and a last look take. */
const meeting = 0.004;

const { module, pool } = await openModule();
for (const name of ["digits-cpu", "mnist-cpu", "conv-cpu"]) {
  const [workload] = choose({ workload: name }).chosen;
  const { between, kernels } = await timed(workload);
  const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
  const step = (count) =>
    sum(between) + sum(kernels.map((parts) => shared(parts, count) + (count > 1 ? meeting : 0)));
  const row = (count) => [
    `${count} cores`,
    { "ms a step": +step(count).toFixed(3), "speed-up": +(step(1) / step(count)).toFixed(2) },
  ];
  console.log(
    `\n${workload.title}: ${kernels.length} kernels are shared, ${sum(between).toFixed(3)} ms are not`,
  );
  console.table(Object.fromEntries(cores.map(row)));
  const lost = (parts) => shared(parts, 2) - sum(parts) / 2;
  const worst = kernels.map((parts, i) => ({ i, parts: parts.length, ms: sum(parts), lost: lost(parts) }));
  console.log("where the second core waits longest, ms");
  console.table([
    ...worst
      .sort((a, b) => b.lost - a.lost)
      .slice(0, 5)
      .map(({ i, ...kernel }) => ({ kernel: `${i}`, ...kernel })),
    ...between
      .map((ms, i) => ({ kernel: `before ${i}`, parts: 1, ms, lost: ms / 2 }))
      .sort((a, b) => b.lost - a.lost)
      .slice(0, 5),
  ]);
}

/** How long so many cores take for the parts, each taken by who is free first. */
function shared(parts, count) {
  const free = Array.from({ length: count }, () => 0);
  for (const ms of parts) free[free.indexOf(Math.min(...free))] += ms;
  return Math.max(...free);
}

/** The parts of each kernel of a step, and what lies before each and after the last, in ms. */
async function timed({ model, training, seed, images, pixels }) {
  const side = Math.sqrt(pixels);
  const values = Float32Array.from({ length: images * pixels }, (_, i) => ((i * 7919) % 256) / 255);
  const session = await module.Session.open({ model, training, seed });
  await session.setData({ pixels: values, shape: [images, side, side, 1] });
  let least;
  for (let step = 0; step < steps; step++) {
    pool.begin();
    await session.trainSteps({ steps: 1 });
    const found = pool.end();
    const lower = (a, b) => a.map((ms, i) => Math.min(ms, b[i]));
    // The first one has more to do.
    least =
      step < 2
        ? found
        : {
            between: lower(least.between, found.between),
            kernels: least.kernels.map((parts, i) => lower(parts, found.kernels[i])),
          };
  }
  session.free();
  return least;
}

/** The module, and what notes when its threads would meet, in place of www/engine/pool/words.ts. */
async function openModule() {
  const path = fileURLToPath(new URL("../www/pkg/cpu-threads/vae_playground", import.meta.url));
  const script = JSON.stringify(`${path}.js`);
  const module = await imported({
    entry: `export * from ${script}; export { default } from ${script}; export { pool, share } from "#pool/words";`,
    "#pool/words": `let words, next, times;
      export const share = (memory) => { words = new Int32Array(memory.buffer) };
      export const pool = {
        begin() { times = { between: [], kernels: [], last: performance.now() } },
        end() { times.between.push(performance.now() - times.last); return times },
      };
      export const load = (at) => words[at >>> 2];
      export const store = (at, value) => {
        words[at >>> 2] = value;
        // The number of the next part becomes 0 at last, then the work is open.
        if (value === 0) next = at;
        else if (times) { times.between.push(performance.now() - times.last); times.kernels.push([]) }
      };
      export const add = (at, value) => {
        const old = words[at >>> 2];
        words[at >>> 2] += value;
        if (times && (at === next || value < 0)) {
          const now = performance.now();
          if (at === next && old > 0) times.kernels.at(-1).push(now - times.last);
          times.last = performance.now();
        }
        return old;
      };
      export const exchange = () => { throw new Error("there are no helpers") };
      export const wait = exchange;
      export const wake = () => 0;`,
  });
  const { memory } = await module.default({ module_or_path: readFileSync(`${path}_whole.wasm`) });
  module.share(memory);
  module.openPool(Math.min(2, module.mostThreads()));
  return { module, pool: module.pool };
}
