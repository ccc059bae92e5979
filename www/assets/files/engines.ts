import { relaxedSimd, threads } from "wasm-feature-detect";
import type { DeviceKind } from "../../engine/protocol";
import { modules } from "../../pkg/files";

/** Where each engine's code lies. */
export const engines = {
  cpu: new URL("../../pkg/cpu/vae_playground_bg.wasm", import.meta.url),
  "cpu-relaxed": new URL("../../pkg/cpu-relaxed/vae_playground_bg.wasm", import.meta.url),
  "cpu-threads": new URL("../../pkg/cpu-threads/vae_playground_bg.wasm", import.meta.url),
  webgpu: new URL("../../pkg/webgpu/vae_playground_bg.wasm", import.meta.url),
};

/** Where the functions lie that a first training does not call. */
export const rests = {
  cpu: new URL("../../pkg/cpu/vae_playground_rest.wasm", import.meta.url),
  "cpu-relaxed": new URL("../../pkg/cpu-relaxed/vae_playground_rest.wasm", import.meta.url),
  "cpu-threads": new URL("../../pkg/cpu-threads/vae_playground_rest.wasm", import.meta.url),
};

/** Whether the build has it: the first page of a fresh machine is built before all of them are. */
export const isBuilt = (engine: keyof typeof engines) => modules[engine] !== undefined;

/** The engine for a device. Relaxed SIMD multiplies and adds in one instruction. */
export async function chooseEngine(kind: DeviceKind): Promise<keyof typeof engines> {
  if (kind === "webgpu") return kind;
  return isBuilt("cpu-relaxed") && (await relaxedSimd()) ? "cpu-relaxed" : "cpu";
}

/** Whether the CPU's engine can have several threads: the page is isolated, and there is more than one core. */
export const canShareMemory = async () =>
  isBuilt("cpu-threads") &&
  crossOriginIsolated &&
  navigator.hardwareConcurrency > 1 &&
  (await threads()) &&
  (await relaxedSimd());
