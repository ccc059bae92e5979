// Under the site's policy, browsers with Trusted Types take no text as the address of a script. This lets through those
// of the build, which lie beside the page, and no markup.

/** What of the browser's Trusted Types is used here, which TypeScript's own libraries lack. */
interface TrustedTypes {
  createPolicy(name: "default", rules: { createScriptURL(address: string): string }): unknown;
}

/** The address of a worker or of the service worker, where it is one of this site's. */
export function ownScript(address: string, page: string): string {
  const { href } = new URL(address, page);
  const folder = new URL(".", page).href;
  const path = href.startsWith(folder) ? href.slice(folder.length) : "";
  if (path !== "sw.js" && !/^assets\/[\w.-]+\.js$/.test(path))
    throw new TypeError(`No script of this site: ${address}`);
  return href;
}

/** Lets them through in this page or worker. `page` is the page's address. */
export function trustOwnScripts(page: string): void {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  trustedTypes?.createPolicy("default", { createScriptURL: (address) => ownScript(address, page) });
}
