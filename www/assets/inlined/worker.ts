// What the workers need beside their own scripts, as the page has put it before them: `#assets/worker` of the
// one-file build.
/// <reference lib="webworker" />
import type { DeviceChoice, DeviceKind, WithoutGpu } from "../../engine/protocol";
import * as cpu from "../../pkg/cpu/vae_playground";
import * as gpu from "../../pkg/webgpu/vae_playground";
import { modules } from "../../pkg/files";
import { fetchModule } from "../intact";
import { unpack, type Parts } from "./parts";

declare const self: DedicatedWorkerGlobalScope & { vaePlaygroundParts: Parts };

const { wasm, webgpu, features } = self.vaePlaygroundParts;

/** Why WebGPU is not to be had from here, where that is so. */
export function withoutWebGpu(wanted: DeviceChoice): WithoutGpu | undefined {
  if (webgpu === undefined) return { kind: "noModule" };
  // A file that is chosen for asking no server for anything asks for the GPU's module only when told.
  return wanted === "auto" ? { kind: "notAsked" } : undefined;
}

export async function openEngine(kind: DeviceKind) {
  return kind === "webgpu"
    ? ([gpu, await fetchModule(new URL(webgpu!), modules["webgpu"]), undefined] as const)
    : ([cpu, unpack(wasm), undefined] as const);
}

/** The CPU's module of several threads is not here: a page that is not this one's own is seldom isolated. */
export const openThreads = () => Promise.resolve(null);

export const openDataModule = (): Promise<Response> => Promise.resolve(unpack(wasm));

export const openInstrument = openDataModule;
export const openFeatures = (): Promise<Response> => Promise.resolve(unpack(features!));
