import { relaxedSimd } from "wasm-feature-detect";
import type { DeviceKind } from "../../engine/protocol";

/** Where each engine's code lies. */
export const engines = {
  cpu: new URL("../../pkg/cpu/vae_playground_bg.wasm", import.meta.url),
  "cpu-relaxed": new URL("../../pkg/cpu-relaxed/vae_playground_bg.wasm", import.meta.url),
  webgpu: new URL("../../pkg/webgpu/vae_playground_bg.wasm", import.meta.url),
};

/** The engine for a device. Relaxed SIMD multiplies and adds in one instruction. */
export async function chooseEngine(kind: DeviceKind): Promise<keyof typeof engines> {
  return kind === "webgpu" ? kind : (await relaxedSimd()) ? "cpu-relaxed" : "cpu";
}
