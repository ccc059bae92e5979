// What the workers need beside their own scripts, as files that lie beside them: `#assets/worker`.
import type { DeviceChoice, DeviceKind, WithoutGpu } from "../../engine/protocol";
import type { RestFile } from "../../engine/rest";
import { modules, tensors } from "../../pkg/files";
import { words } from "../../text/assets";
import { fetchIntact, fetchModule } from "../intact";
import { canShareMemory, chooseEngine, engines, isBuilt, rests } from "./engines";
import { trustOwnScripts } from "./trusted-types";

/** Why WebGPU is not to be had from here, where that is so. */
export const withoutWebGpu = (_wanted: DeviceChoice): WithoutGpu | undefined =>
  isBuilt("webgpu") ? undefined : { kind: "notBuilt" };

const scripts = {
  cpu: () => import("../../pkg/cpu/vae_playground"),
  "cpu-relaxed": () => import("../../pkg/cpu-relaxed/vae_playground"),
  "cpu-threads": () => import("../../pkg/cpu-threads/vae_playground"),
  webgpu: () => import("../../pkg/webgpu/vae_playground"),
};

const restFile = (engine: keyof typeof rests): RestFile => ({
  url: rests[engine].href,
  fetch: () => fetchModule(rests[engine], modules[`${engine}-rest`]),
});

/** A module's script and its code, asked for at the same time. */
const open = <Engine extends keyof typeof engines>(engine: Engine) =>
  Promise.all([
    scripts[engine]() as ReturnType<(typeof scripts)[Engine]>,
    fetchModule(engines[engine], modules[engine]),
  ]);

/** And the file of what it leaves to be loaded later, where there is one. */
export async function openEngine(kind: DeviceKind) {
  const engine = await chooseEngine(kind);
  const [module, code] = await open(engine);
  return [module, code, engine === "webgpu" ? undefined : restFile(engine)] as const;
}

/** The CPU's module of several threads, and what starts one, where they can be had. */
export async function openThreads() {
  if (!(await canShareMemory())) return null;
  const [module, code] = await open("cpu-threads");
  // This worker has the policy of the page, which lies above it.
  trustOwnScripts(new URL("../", location.href).href);
  const startHelper = () =>
    new Worker(new URL("../../engine/pool/helper.ts", import.meta.url), { type: "module" });
  return { module, code, file: restFile("cpu-threads"), startHelper };
}

/** A module that the first page of a fresh machine may be built without. */
async function openModule(url: URL, digest: string | undefined) {
  if (digest === undefined) throw new Error(words.notBuilt);
  return fetchModule(url, digest);
}

export const openDataModule = () =>
  openModule(new URL("../../pkg/images/vae_playground_images_bg.wasm", import.meta.url), modules["images"]);

export const openInstrument = () =>
  openModule(
    new URL("../../pkg/instrument/vae_playground_instrument_bg.wasm", import.meta.url),
    modules["instrument"],
  );

export const openFeatures = (): Promise<Response> =>
  fetchIntact(new URL("../../public/data/features.safetensors", import.meta.url), tensors["features"]);
