import type { Page } from "@playwright/test";
import { endure, growth, takeDevice, warmup } from "../../benches/browser/endurance.mjs";
import { countInWorker, type Probe } from "../../benches/browser/probe.mjs";
import { expect, test } from "./playground";

async function samples(page: Page, steps: number, rounds: number) {
  const taken = await endure(page, { steps, rounds });
  console.table(taken);
  return taken;
}

/** Makes the engine's worker keep something of every command, and of every pass over the GPU. */
async function plantLeaks(page: Page): Promise<void> {
  await page.workers()[0]!.evaluate(() => {
    const worker = globalThis as typeof globalThis & { probe: Probe };
    const kept: unknown[] = [];
    worker.addEventListener("message", () => {
      worker.probe.memories[0]!.grow(1);
      kept.push(new Float32Array(100_000));
    });
    if (typeof GPUDevice === "undefined") return;
    const copyDestination = 8;
    const { createCommandEncoder } = GPUDevice.prototype;
    GPUDevice.prototype.createCommandEncoder = function (descriptor) {
      kept.push(this.createBuffer({ size: 65_536, usage: copyDestination }));
      return createCommandEncoder.call(this, descriptor);
    };
  });
}

test("training on the CPU holds no more after 1,500 steps, and a leak would show", async ({ playground }) => {
  const { page } = playground;
  await countInWorker(page);
  await playground.open();
  await takeDevice(page, "cpu");
  const [warm] = await samples(page, warmup, 1);
  expect(growth([warm!, ...(await samples(page, 1500, 3))])).toEqual([]);

  await plantLeaks(page);
  const found = growth([warm!, ...(await samples(page, 300, 3))]).join();
  expect(found).toContain("wasmBytes grew");
  expect(found).toContain("workerHeap grew");
});

test("training on WebGPU holds no more after 300 steps, and a leak would show", async ({ playground }) => {
  const { page } = playground;
  await countInWorker(page);
  await playground.open();
  await playground.set("Hidden widths", "32");
  await takeDevice(page, "webgpu");
  const [warm] = await samples(page, warmup, 1);
  expect(growth([warm!, ...(await samples(page, 300, 3))])).toEqual([]);

  await plantLeaks(page);
  const found = growth([warm!, ...(await samples(page, 30, 3))]).join();
  expect(found).toContain("buffers grew");
  expect(found).toContain("bufferBytes grew");
});
