// What no step on one thread can be faster than: its matrix products alone, as the engine's own kernel computes
// them, and as multiply-adds at the machine's peak would.
import { spawn } from "node:child_process";
import { copyFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const target = "wasm32-unknown-unknown";

/** Compiles benches/floor for the site. */
export async function buildFloor(site) {
  const folder = `${process.env.CARGO_TARGET_DIR ?? `${root}/target`}/floor`;
  const cargo = ["build", "--quiet", "--release", "--target", target, "--target-dir", folder];
  // Cargo takes its settings from the folder it runs in: the project's, with 128-bit SIMD.
  const child = spawn("cargo", cargo, { cwd: `${root}/benches/floor`, stdio: "inherit" });
  const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
  if (code !== 0) throw new Error("benches/floor did not compile");
  await copyFile(`${folder}/${target}/release/floor.wasm`, `${site}/floor.wasm`);
}

/**
 * Every layer as the product that it is, `[rows, inputs, outputs]`. A convolution has a row for each place of its
 * window of 3 x 3, which moves by 2; a transposed one the same with inputs and outputs exchanged.
 */
function layers({ pixels, model, training: { batchSize } }) {
  const { channels = [], encoder, decoder, latent } = model;
  const dense = (widths) => widths.slice(1).map((outputs, i) => [batchSize, widths[i], outputs]);
  let side = Math.sqrt(pixels);
  const convolutions = channels.map((outputs, i) => {
    side = Math.ceil(side / 2);
    return [batchSize * side ** 2, 9 * (channels[i - 1] ?? 1), outputs];
  });
  const features = channels.length === 0 ? pixels : side ** 2 * channels.at(-1);
  const transposed = convolutions.map(([rows, inputs, outputs]) => [rows, outputs, inputs]).reverse();
  return [
    ...convolutions,
    ...dense([features, ...encoder, 2 * latent]),
    ...dense([latent, ...decoder, features]),
    ...transposed,
  ];
}

/** Every matrix product of a training step: `[rows, terms, columns]`, and which factor is transposed. */
export function stepProducts(workload) {
  return layers(workload).flatMap(([rows, inputs, outputs], i) => [
    { shape: [rows, inputs, outputs], leftTransposed: false, rightTransposed: false },
    { shape: [inputs, rows, outputs], leftTransposed: true, rightTransposed: false },
    // Nobody asks for the gradient of the images.
    ...(i === 0 ? [] : [{ shape: [rows, outputs, inputs], leftTransposed: false, rightTransposed: true }]),
  ]);
}

const sum = (values) => values.reduce((total, value) => total + value, 0);

/**
 * Milliseconds a step of its products, and of as many operations at the peak (GFLOP/s). `null` on a GPU, where
 * one thread's peak bounds nothing, and for the points of growth curves, whose tables don't show it.
 */
export async function measureFloor(page, workload) {
  if (!workload.engines.includes("burn cpu") || workload.growth !== undefined) return null;
  const products = stepProducts(workload);
  const { ms, peak } = await page.evaluate((list) => window.bench.floor(list), products);
  const operations = sum(products.map(({ shape: [rows, terms, columns] }) => 2 * rows * terms * columns));
  return { products: sum(ms), atPeak: operations / peak, operations, peakGflops: peak / 1e6 };
}
