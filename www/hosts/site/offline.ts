import { chooseEngine, engines } from "../../assets/files/engines";
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
  // This visit's engine came before there was a service worker to keep it: once more, from the browser's cache.
  await fetch(engines[await chooseEngine(kind)]);
}
