// What the worker needs beside its own script, asked of the page, which asks the kernel: `#assets/worker` in a notebook.
/// <reference lib="webworker" />
import { relaxedSimd } from "wasm-feature-detect";
import type { DeviceChoice, DeviceKind, WithoutGpu } from "../../engine/protocol";
import * as cpu from "../../pkg/cpu/vae_playground";
import * as relaxed from "../../pkg/cpu-relaxed/vae_playground";
import * as webgpu from "../../pkg/webgpu/vae_playground";
import { words } from "../../text/worker";

declare const self: DedicatedWorkerGlobalScope;

/** The page's first message, which is none of the commands that the worker listens for. */
const page = new Promise<MessagePort>((resolve) => {
  const take = (event: MessageEvent<{ assets: MessagePort }>) => {
    event.stopImmediatePropagation();
    self.removeEventListener("message", take);
    resolve(event.data.assets);
  };
  self.addEventListener("message", take);
});

async function open(name: string): Promise<Response> {
  const port = await page;
  const file = await new Promise<Blob | string>((resolve) => {
    port.onmessage = ({ data }) => resolve(data);
    port.postMessage(name);
  });
  if (typeof file === "string") throw new Error(file);
  const stream = file.stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream, { headers: { "content-type": "application/wasm" } });
}

/** Why WebGPU is not to be had from here, where that is so. */
export const withoutWebGpu = (_wanted: DeviceChoice): WithoutGpu | undefined => undefined;

export async function openEngine(kind: DeviceKind) {
  if (kind === "webgpu") return [webgpu, await open("webgpu.wasm.gz"), undefined] as const;
  return (await relaxedSimd())
    ? ([relaxed, await open("cpu-relaxed.wasm.gz"), undefined] as const)
    : ([cpu, await open("cpu.wasm.gz"), undefined] as const);
}

/** The CPU's module of several threads is not here: a page that is not this one's own is seldom isolated. */
export const openThreads = () => Promise.resolve(null);

export const openDataModule = (): Promise<Response> => Promise.reject(new Error(words.data.fromPython));

export const openInstrument = (): Promise<Response> => open("instrument.wasm.gz");
export const openFeatures = (): Promise<Response> => open("features.safetensors.gz");
