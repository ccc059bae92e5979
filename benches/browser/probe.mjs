// What the page and its engine hold: wasm memory, GPU objects, JavaScript heaps. Counted from outside, so that
// the product carries nothing for it.
import { isDeepStrictEqual } from "node:util";

/** Runs at the start of the engine's worker, from its text: it can use nothing from this file. */
function countHoldings() {
  /** @type {WebAssembly.Memory[]} */
  const memories = [];
  const live = { buffers: 0, bufferBytes: 0, pipelines: 0, bindGroups: 0 };
  Object.assign(globalThis, { probe: { memories, live } });

  for (const name of /** @type {const} */ (["instantiate", "instantiateStreaming"])) {
    const original = WebAssembly[name];
    Object.assign(WebAssembly, {
      async [name](/** @type {never} */ source, /** @type {WebAssembly.Imports} */ imports) {
        const made = /** @type {WebAssembly.WebAssemblyInstantiatedSource | WebAssembly.Instance} */ (
          await original(source, imports)
        );
        // Of a module that is compiled already it is the instance alone.
        const { exports } = made instanceof WebAssembly.Instance ? made : made.instance;
        memories.push(/** @type {WebAssembly.Memory} */ (exports["memory"]));
        return made;
      },
    });
  }

  if (typeof GPUDevice === "undefined") return;
  /** An object is live until it is destroyed, or collected because nobody holds it. */
  /** @type {FinalizationRegistry<() => void>} */
  const collected = new FinalizationRegistry((release) => release());

  /** @param {"buffers" | "pipelines" | "bindGroups"} kind @param {object} made @param {number} bytes */
  function count(kind, made, bytes = 0) {
    live[kind] += 1;
    live.bufferBytes += bytes;
    let released = false;
    const release = () => {
      if (released) return;
      released = true;
      live[kind] -= 1;
      live.bufferBytes -= bytes;
    };
    collected.register(made, release);
    return release;
  }

  const { createBuffer, createComputePipeline, createComputePipelineAsync, createBindGroup } =
    GPUDevice.prototype;
  /** @type {WeakMap<GPUBuffer, () => void>} */
  const releases = new WeakMap();
  GPUDevice.prototype.createBuffer = function (descriptor) {
    const buffer = createBuffer.call(this, descriptor);
    releases.set(buffer, count("buffers", buffer, descriptor.size));
    return buffer;
  };
  const { destroy } = GPUBuffer.prototype;
  GPUBuffer.prototype.destroy = function () {
    releases.get(this)?.();
    return destroy.call(this);
  };
  GPUDevice.prototype.createComputePipeline = function (descriptor) {
    const pipeline = createComputePipeline.call(this, descriptor);
    count("pipelines", pipeline);
    return pipeline;
  };
  GPUDevice.prototype.createComputePipelineAsync = async function (descriptor) {
    const pipeline = await createComputePipelineAsync.call(this, descriptor);
    count("pipelines", pipeline);
    return pipeline;
  };
  GPUDevice.prototype.createBindGroup = function (descriptor) {
    const group = createBindGroup.call(this, descriptor);
    count("bindGroups", group);
    return group;
  };
}

/**
 * Makes the engine's worker count, in `globalThis.probe`; comes before the page is opened.
 * @param {import("@playwright/test").Page} page
 */
export async function countInWorker(page) {
  await page.route("**/worker-*.js", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `(${countHoldings})();${await response.text()}` });
  });
}

/**
 * Opens the heaps of a page and of its one worker.
 * @param {import("@playwright/test").Page} page
 */
async function openHeaps(page) {
  const session = await page.context().newCDPSession(page);
  /** @type {Promise<string>} */
  const attached = new Promise((resolve) =>
    session.once("Target.attachedToTarget", ({ sessionId }) => resolve(sessionId)),
  );
  await session.send("Target.setAutoAttach", {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  });
  const sessionId = await attached;
  let id = 0;
  /** Playwright has no session of a worker's own. @param {string} method */
  async function sendToWorker(method) {
    const mine = ++id;
    const answer = new Promise((resolve) => {
      session.on("Target.receivedMessageFromTarget", function listen({ message }) {
        const { id, result } = JSON.parse(message);
        if (id !== mine) return;
        session.off("Target.receivedMessageFromTarget", listen);
        resolve(result);
      });
    });
    await session.send("Target.sendMessageToTarget", {
      sessionId,
      message: JSON.stringify({ id: mine, method }),
    });
    return answer;
  }
  /** @param {{ usedSize: number, backingStorageSize: number }} usage */
  const bytes = ({ usedSize, backingStorageSize }) => usedSize + backingStorageSize;
  return {
    async collectGarbage() {
      await session.send("HeapProfiler.collectGarbage");
      await sendToWorker("HeapProfiler.collectGarbage");
    },
    async measure() {
      const page = await session.send("Runtime.getHeapUsage");
      const worker = await sendToWorker("Runtime.getHeapUsage");
      return { pageHeap: bytes(page), workerHeap: bytes(worker) };
    },
    close: () => session.detach(),
  };
}

/**
 * What the page and its worker hold once their garbage is collected.
 * @param {import("@playwright/test").Page} page
 */
export async function takeHoldings(page) {
  const [worker, ...others] = page.workers();
  if (!worker || others.length > 0) throw new Error("there is not one worker");
  const heaps = await openHeaps(page);
  try {
    const count = () =>
      worker.evaluate(() => {
        const { memories, live } = /** @type {typeof globalThis & { probe: Probe }} */ (globalThis).probe;
        return { wasmBytes: memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0), ...live };
      });
    // What one collection finds dead may have held more, and its finalizers run in tasks of their own, thousands of
    // them after a long run: until nothing changes any more, or for 10 s.
    let held = await count();
    for (let round = 0, same = 0; round < 100 && same < 3; round++) {
      await heaps.collectGarbage();
      await page.waitForTimeout(100);
      const now = await count();
      same = isDeepStrictEqual(now, held) ? same + 1 : 0;
      held = now;
    }
    return { ...held, ...(await heaps.measure()) };
  } finally {
    await heaps.close();
  }
}

/**
 * @typedef {{ buffers: number, bufferBytes: number, pipelines: number, bindGroups: number }} Live
 * @typedef {{ memories: WebAssembly.Memory[], live: Live }} Probe
 * @typedef {Awaited<ReturnType<typeof takeHoldings>>} Holdings
 */
