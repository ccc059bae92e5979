import { relaxedSimd } from "wasm-feature-detect";
import type { DeviceKind } from "./protocol";
import type { Session } from "../pkg/cpu/vae_playground";

/** A module's script and its code, asked for at the same time. */
async function download(kind: DeviceKind) {
  if (kind === "webgpu") {
    return Promise.all([
      import("../pkg/webgpu/vae_playground"),
      fetch(new URL("../pkg/webgpu/vae_playground_bg.wasm", import.meta.url)),
    ]);
  }
  // Relaxed SIMD multiplies and adds in one instruction.
  return Promise.all(
    (await relaxedSimd())
      ? [
          import("../pkg/cpu-relaxed/vae_playground"),
          fetch(new URL("../pkg/cpu-relaxed/vae_playground_bg.wasm", import.meta.url)),
        ]
      : [
          import("../pkg/cpu/vae_playground"),
          fetch(new URL("../pkg/cpu/vae_playground_bg.wasm", import.meta.url)),
        ],
  );
}

/**
 * Each device has a module of its own; only the one that is taken is downloaded. It is compiled while it comes, or
 * after that where the server does not call it wasm.
 */
export async function loadModule(kind: DeviceKind): Promise<typeof Session> {
  const [module, code] = await download(kind).catch((error: Error) => {
    throw new Error(`The engine could not be downloaded: ${error.message}.`);
  });
  if (!code.ok) throw new Error(`The engine could not be downloaded: the server answered ${code.status}.`);
  await module.default({ module_or_path: code });
  return module.Session as typeof Session;
}
