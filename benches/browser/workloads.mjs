// What is trained. Every workload takes `steps(workload)` steps on each of its engines: the warm-up, then
// `rounds` chunks of `chunk` steps. Images fill their batches, so that every step has one shape.

export const cpuEngines = ["burn threads", "burn cpu", "jax-js wasm", "tfjs threads", "tfjs wasm"];
export const gpuEngines = ["burn webgpu", "jax-js webgpu", "tfjs webgpu"];

const digits = {
  data: "digits",
  images: 1792,
  pixels: 64,
  model: { encoder: [64, 128], decoder: [128, 64], latent: 2 },
};
const mnist = {
  data: "mnist",
  images: 9984,
  pixels: 784,
  model: { encoder: [400], decoder: [400], latent: 20 },
};

/** Keras's example of a VAE: convolutions of 32 and 64 channels, a layer of 16. */
const convolutional = { ...mnist, model: { channels: [32, 64], encoder: [16], decoder: [], latent: 2 } };

function training(batchSize) {
  return { training: { batchSize, learningRate: 1e-3, beta: 1 }, seed: 42 };
}

const main = [
  {
    name: "digits-cpu",
    title: "digits 64-128-2, batch 64, CPU",
    engines: cpuEngines,
    ...digits,
    ...training(64),
    schedule: { warmup: 56, chunk: 56, rounds: 11 },
  },
  {
    name: "mnist-cpu",
    title: "MNIST 784-400-20, batch 128, CPU",
    engines: cpuEngines,
    ...mnist,
    ...training(128),
    schedule: { warmup: 8, chunk: 6, rounds: 11 },
  },
  {
    name: "conv-cpu",
    title: "MNIST, convolutions 32-64, 16-2, batch 64, CPU",
    engines: cpuEngines,
    ...convolutional,
    ...training(64),
    schedule: { warmup: 8, chunk: 6, rounds: 11 },
  },
  {
    name: "digits-webgpu",
    title: "digits 64-128-2, batch 64, WebGPU",
    engines: gpuEngines,
    ...digits,
    ...training(64),
    schedule: { warmup: 8, chunk: 4, rounds: 7 },
  },
  {
    name: "mnist-32-webgpu",
    title: "MNIST 784-32-2, batch 64, WebGPU",
    engines: gpuEngines,
    ...mnist,
    model: { encoder: [32], decoder: [32], latent: 2 },
    ...training(64),
    schedule: { warmup: 8, chunk: 4, rounds: 7 },
  },
  {
    name: "mnist-webgpu",
    title: "MNIST 784-400-20, batch 128, WebGPU",
    engines: gpuEngines,
    ...mnist,
    ...training(128),
    schedule: { warmup: 3, chunk: 3, rounds: 5 },
    /** Minutes on a software GPU. */
    long: true,
  },
  {
    name: "conv-webgpu",
    title: "MNIST, convolutions 32-64, 16-2, batch 64, WebGPU",
    engines: gpuEngines,
    ...convolutional,
    ...training(64),
    schedule: { warmup: 3, chunk: 2, rounds: 3 },
    long: true,
  },
];

/** One point of a growth curve: MNIST 784-400-20, batch 128, on the CPU with one number changed. */
function growth(axis, value, change) {
  const point = { ...mnist, ...training(128), ...change };
  const name = `growth-${axis}-${value}`;
  const schedule = { warmup: 3, chunk: 3, rounds: 5 };
  return {
    name,
    title: `${axis} ${value}`,
    engines: cpuEngines,
    ...point,
    schedule,
    growth: { axis, value },
  };
}

const growths = [
  ...[32, 64, 128, 256, 512, 1024].map((batch) =>
    growth("batch", batch, { ...training(batch), images: Math.floor(10_000 / batch) * batch }),
  ),
  ...[100, 200, 400, 800].map((width) =>
    growth("width", width, { model: { encoder: [width], decoder: [width], latent: 20 } }),
  ),
  ...[8, 16, 32, 64, 78].map((batches) => growth("images", batches * 128, { images: batches * 128 })),
];

export function steps({ schedule: { warmup, chunk, rounds } }) {
  return warmup + rounds * chunk;
}

/** The workloads of a run, and what is left out of it, in words. */
export function choose({ quick, all, workload }) {
  const known = [...main, ...growths];
  if (workload !== undefined) {
    const chosen = known.filter(({ name }) => name === workload || name.startsWith(`${workload}-`));
    if (chosen.length === 0) throw new Error(`no workload ${workload}; there are: ${names(known)}`);
    return { chosen, left: [] };
  }
  if (all) return { chosen: known, left: [] };
  const short = main.filter(({ long }) => !long);
  if (!quick) return { chosen: [...short, ...growths], left: names(main.filter(({ long }) => long)) };
  const chosen = short.map((each) => ({ ...each, schedule: { ...each.schedule, rounds: 3 } }));
  return { chosen, left: names(known.filter((each) => !short.includes(each))) };
}

function names(workloads) {
  return workloads.map(({ name }) => name);
}
