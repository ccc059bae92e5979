import { complete } from "../../pkg/files";

/** Where the page asks for a new version when it is looked at again, and no more often than this. */
const askEveryMs = 10 * 60_000;
/** The same while it is looked at, where it was built before all modules were. */
const askSoonMs = 20_000;
/** How long a new version's files may take to come and to be put in use. */
const patienceMs = 20_000;

/** This page's own script, which has a hash of all that the build is made of in its name. */
const ownScript = () => new URL(document.querySelector<HTMLScriptElement>("script[type=module][src]")!.src);

/** Whether the server has another page now. One that can't be asked has none. */
async function isReplaced(): Promise<boolean> {
  // The service worker knows no page of this address, and asks the server.
  const page = new URL(`./?now=${Date.now()}`, document.baseURI);
  const response = await fetch(page, { cache: "no-store" }).catch(() => null);
  if (!response?.ok) return false;
  const html = await response.text();
  // What a network puts in the page's place is no version of it.
  return html.includes("<vae-playground") && !html.includes(ownScript().pathname.split("/").at(-1)!);
}

const registered = async () => (await navigator.serviceWorker?.getRegistration()) ?? null;

/** Resolves when a service worker is there in whole, and waits for its turn; with null when it won't. */
function installed(worker: ServiceWorker): Promise<ServiceWorker | null> {
  return new Promise((resolve) => {
    const look = () => {
      if (worker.state === "installing") return;
      worker.removeEventListener("statechange", look);
      resolve(worker.state === "redundant" ? null : worker);
    };
    worker.addEventListener("statechange", look);
    look();
  });
}

const patience = () => new Promise<null>((resolve) => setTimeout(resolve, patienceMs, null));

/** Opens the page anew, in the version that the server has, once `keep` has kept what would be lost by that. */
export async function loadNewVersion(keep: () => Promise<void>): Promise<void> {
  const registration = await registered();
  if (registration) {
    await registration.update().catch(() => {});
    const coming = registration.installing;
    const next = registration.waiting ?? (coming && (await Promise.race([installed(coming), patience()])));
    if (next) {
      const inUse = new Promise((resolve) =>
        navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }),
      );
      next.postMessage({ type: "SKIP_WAITING" });
      await Promise.race([inUse, patience()]);
    } else if (await isReplaced()) {
      // It would go on to give the old page, whose files the server has no more.
      await registration.unregister();
    }
  }
  // Where it can't be kept, leaving the page asks.
  await Promise.race([keep().catch(() => {}), patience()]);
  location.reload();
}

/**
 * Calls `tell` once there is a new version of the page: its service worker waits or has been put in use by another tab,
 * or the server has another page. Returns what looks for one at once, as when a file could not be had.
 */
export function watchVersion(tell: () => void): () => void {
  const { serviceWorker } = navigator;
  let told = false;
  let asked = 0;
  function found(): void {
    if (!told) tell();
    told = true;
  }

  async function watchWorker(registration: ServiceWorkerRegistration): Promise<void> {
    if (registration.waiting) found();
    registration.addEventListener("updatefound", async () => {
      // The first one of all is no new version.
      if (serviceWorker.controller && (await installed(registration.installing!))) found();
    });
  }
  async function look(): Promise<void> {
    asked = Date.now();
    if (await isReplaced()) found();
    await (await registered())?.update().catch(() => {});
  }

  let before = serviceWorker?.controller;
  serviceWorker?.addEventListener("controllerchange", () => {
    if (before) found();
    before = serviceWorker.controller;
  });
  void serviceWorker?.ready.then(watchWorker);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && Date.now() - asked > askEveryMs) void look();
  });
  if (!complete) {
    const asking = setInterval(() => (told ? clearInterval(asking) : void look()), askSoonMs);
  }
  return () => void look();
}
