import { canShareMemory, chooseEngine, engines, rests } from "../../assets/files/engines";
import type { DeviceKind } from "../../engine/protocol";

/**
 * Installs the service worker, with which the page opens without a network on the next visit. What it keeps is said in
 * scripts/make_service_worker.mjs: the engines only once asked for, since nobody needs all of them.
 */
export async function workOffline(kind: DeviceKind): Promise<void> {
  const { serviceWorker } = navigator;
  if (serviceWorker.controller) return;
  const controlled = new Promise((resolve) =>
    serviceWorker.addEventListener("controllerchange", resolve, { once: true }),
  );
  await serviceWorker.register("./sw.js");
  await controlled;
  // This visit's engine and texts came before there was a service worker to keep them: once more, from the browser's cache.
  const threads = kind === "cpu" && (await canShareMemory());
  const engine = threads ? "cpu-threads" : await chooseEngine(kind);
  const code = engine === "webgpu" ? [engines[engine]] : [engines[engine], rests[engine]];
  const texts = performance
    .getEntriesByType("resource")
    .map(({ name }) => name)
    .filter((name) => /\/assets\/(later-|beside-)?language-[^/]*\.js$/.test(name));
  await Promise.all([...code, ...texts].map((file) => fetch(file)));
}
