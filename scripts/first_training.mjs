// What the page asks of an engine until it has trained for a moment, asked of a module in which every function notes
// that it was called: node scripts/first_training.mjs SCRIPT PROBED prints the numbers of those that were, one a line.
// All the commands of www/engine/first.json are given; scripts/bindgen/split.rs has what is done with the list.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { imported } from "./module_in_node.mjs";

const [script, probed] = process.argv.slice(2);
const commands = JSON.parse(readFileSync(new URL("../www/engine/first.json", import.meta.url), "utf8"));
// With what the module of several threads has written in TypeScript, for which it is told of its memory.
const words = fileURLToPath(new URL("../www/engine/pool/words.ts", import.meta.url));
const module = await imported({
  entry: `export * from ${JSON.stringify(resolve(script))};
    export { default } from ${JSON.stringify(resolve(script))};
    export { share } from ${JSON.stringify(words)};`,
});
globalThis.loadRest = () => {
  throw new Error("a whole module has no rest");
};
const exports = await module.default({ module_or_path: readFileSync(probed) });
if (module.openPool) {
  module.share(exports.memory);
  // Work is parted as for helpers, none of which comes.
  module.openPool(Math.min(module.mostThreads(), 2));
}

const training = {
  batchSize: 64,
  beta: 1,
  betaSchedule: { kind: "constant" },
  clipNorm: null,
  learningRate: 1e-3,
  objective: { kind: "elbo" },
  optimizer: { kind: "adam", beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
  rateSchedule: { kind: "constant", warmup: 0 },
};
const likelihood = { kind: "bernoulli" };
const dense = { activation: "relu", norm: "none", likelihood, channels: [], latent: 2 };
const digits = { ...dense, encoder: [64, 128], decoder: [128, 64] };
/** A model, the images' shape, and how many learn and test it. */
const cases = [
  { model: digits, shape: [8, 8, 1], count: 1795 },
  { model: { ...dense, encoder: [400], decoder: [400], latent: 20 }, shape: [28, 28, 1], count: 1100 },
  { model: { ...dense, channels: [32, 64], encoder: [16], decoder: [16] }, shape: [28, 28, 1], count: 1100 },
];

const given = new Set();
/** Gives a command and notes it. */
const ask = (session, command, args = {}) => {
  given.add(command);
  return session[command](args);
};

const session = await module.Session.open({ model: digits, training, seed: 42 });
await session.info();
for (const { model, shape, count } of cases) {
  const [height, width, channels] = shape;
  const pixels = Float32Array.from(
    { length: count * height * width * channels },
    (_, i) => ((i * 7919) % 256) / 255,
  );
  const testRows = Uint32Array.from({ length: count / 5 }, (_, i) => i * 5);
  const options = { model, training, seed: 42 };
  await ask(session, "setData", { pixels, shape: [count, ...shape], testRows, options });
  let epochs = 0;
  for (let steps = 1; epochs < 2; steps *= 5) {
    const all = Uint32Array.from({ length: count }, (_, i) => i);
    await ask(session, "evaluate", { split: "train" });
    await ask(session, "evaluate", { split: "test" });
    await ask(session, "embed", { rows: all });
    await ask(session, "reconstruct", { rows: all.subarray(0, 1) });
    await ask(session, "decode", { z: new Float32Array(225 * model.latent) });
    // At most to the end of the epoch.
    const { epochEnded } = await ask(session, "trainSteps", { steps });
    if (epochEnded) epochs++;
    await ask(session, "keep");
  }
}
const untried = commands.filter((command) => !given.has(command));
const unlisted = [...given].filter((command) => !commands.includes(command));
if (untried.length + unlisted.length > 0)
  throw new Error(`not as www/engine/first.json: ${[...untried, ...unlisted]}`);
for (const [name, value] of Object.entries(exports)) {
  if (/^called\d+$/.test(name) && value.value === 1) console.log(name.slice("called".length));
}
