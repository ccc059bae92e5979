// What the workers need beside their own scripts, as files that lie beside them: `#assets/worker`.
import type { DeviceChoice, DeviceKind, WithoutGpu } from "../../engine/protocol";
import { modules, tensors } from "../../pkg/files";
import { fetchIntact } from "../intact";
import { chooseEngine, engines } from "./engines";

/** Why WebGPU is not to be had from here, where that is so. */
export const withoutWebGpu = (_wanted: DeviceChoice): WithoutGpu | undefined => undefined;

const scripts = {
  cpu: () => import("../../pkg/cpu/vae_playground"),
  "cpu-relaxed": () => import("../../pkg/cpu-relaxed/vae_playground"),
  webgpu: () => import("../../pkg/webgpu/vae_playground"),
};

/** A module's script and its code, asked for at the same time. */
export async function openEngine(kind: DeviceKind) {
  const engine = await chooseEngine(kind);
  return Promise.all([scripts[engine](), fetchIntact(engines[engine], modules[engine])]);
}

export const openDataModule = (): Promise<Response> =>
  fetchIntact(new URL("../../pkg/images/vae_playground_images_bg.wasm", import.meta.url), modules["images"]);

export const openInstrument = (): Promise<Response> =>
  fetchIntact(
    new URL("../../pkg/instrument/vae_playground_instrument_bg.wasm", import.meta.url),
    modules["instrument"],
  );

export const openFeatures = (): Promise<Response> =>
  fetchIntact(new URL("../../public/data/features.safetensors", import.meta.url), tensors["features"]);
