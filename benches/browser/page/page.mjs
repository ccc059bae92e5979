// The page that the benchmark drives: each engine in a module worker of its own, told by name what to do.
// `?engine=NAME&workload=NAME` starts that engine with the page and takes one step, for a cold start.

// Spelled out one by one, for Vite finds workers by this very form.
const start = {
  "burn cpu": () => new Worker(new URL("./engines/burn-cpu.mjs", import.meta.url), { type: "module" }),
  "burn threads": () =>
    new Worker(new URL("./engines/burn-threads.mjs", import.meta.url), { type: "module" }),
  "burn webgpu": () => new Worker(new URL("./engines/burn-webgpu.mjs", import.meta.url), { type: "module" }),
  "jax-js wasm": () => new Worker(new URL("./engines/jax-wasm.mjs", import.meta.url), { type: "module" }),
  "jax-js webgpu": () => new Worker(new URL("./engines/jax-webgpu.mjs", import.meta.url), { type: "module" }),
  "tfjs wasm": () => new Worker(new URL("./engines/tfjs-wasm.mjs", import.meta.url), { type: "module" }),
  "tfjs threads": () =>
    new Worker(new URL("./engines/tfjs-threads.mjs", import.meta.url), { type: "module" }),
  "tfjs webgpu": () => new Worker(new URL("./engines/tfjs-webgpu.mjs", import.meta.url), { type: "module" }),
  floor: () => new Worker(new URL("./floor.mjs", import.meta.url), { type: "module" }),
};

const workers = new Map();

/** One command at a time: the runner waits for each answer. */
function call(name, command, argument) {
  const worker = workers.get(name);
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => ("error" in data ? reject(new Error(data.error)) : resolve(data.result));
    worker.onerror = (event) => reject(new Error(`${name}: ${event.message ?? "its script failed"}`));
    worker.postMessage({ command, argument });
  });
}

function begin(name) {
  workers.set(name, start[name]());
}

function end(name) {
  workers.get(name).terminate();
  workers.delete(name);
}

async function open(name, workload) {
  begin(name);
  await call(name, "init", workload);
}

const run = (name, steps) => call(name, "run", steps);

async function close(name) {
  await call(name, "destroy");
  end(name);
}

async function floor(products) {
  begin("floor");
  const measured = await call("floor", "measure", products);
  end("floor");
  return measured;
}

window.bench = { open, run, close, floor };

async function coldStart(name, workload) {
  await open(name, workload);
  const { loss, endedAt } = await run(name, 1);
  return { loss, ms: endedAt - performance.timeOrigin };
}

const query = new URLSearchParams(location.search);
if (query.has("engine")) {
  window.cold = coldStart(query.get("engine"), JSON.parse(query.get("workload")));
  // Whoever asks for it gets the rejection; until then it is no error of the page.
  window.cold.catch(() => {});
}
