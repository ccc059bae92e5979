// What the workers need beside their own scripts, as files that lie beside them: `#assets/worker`.
import { relaxedSimd } from "wasm-feature-detect";
import type { DeviceChoice, DeviceKind } from "../../engine/protocol";

/** Why WebGPU is not to be had from here, where that is so. */
export const withoutWebGpu = (_wanted: DeviceChoice): string | undefined => undefined;

/** A module's script and its code, asked for at the same time. */
export async function openEngine(kind: DeviceKind) {
  if (kind === "webgpu") {
    return Promise.all([
      import("../../pkg/webgpu/vae_playground"),
      fetch(new URL("../../pkg/webgpu/vae_playground_bg.wasm", import.meta.url)),
    ]);
  }
  // Relaxed SIMD multiplies and adds in one instruction.
  return Promise.all(
    (await relaxedSimd())
      ? [
          import("../../pkg/cpu-relaxed/vae_playground"),
          fetch(new URL("../../pkg/cpu-relaxed/vae_playground_bg.wasm", import.meta.url)),
        ]
      : [
          import("../../pkg/cpu/vae_playground"),
          fetch(new URL("../../pkg/cpu/vae_playground_bg.wasm", import.meta.url)),
        ],
  );
}

export const openDataModule = (): Promise<Response> =>
  fetch(new URL("../../pkg/data/vae_playground_data_bg.wasm", import.meta.url));
