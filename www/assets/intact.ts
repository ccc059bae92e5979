import { words } from "../text/assets";

/** What is in bytes that are packed with gzip, and others as they are. Rejected where they are cut off. */
async function unpacked(bytes: ArrayBuffer): Promise<ArrayBuffer> {
  const [first, second] = new Uint8Array(bytes);
  if (first !== 0x1f || second !== 0x8b) return bytes;
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

/** Whether a response has the content of this SHA-256. */
async function isIntact(response: Response, digest: string): Promise<boolean> {
  // Only pages that come over https, or from this machine, can tell.
  if (!crypto.subtle) return true;
  const content = await unpacked(await response.arrayBuffer()).catch(() => null);
  if (!content) return false;
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("") === digest;
}

/** Takes a file out of all that the service worker keeps. */
async function forget(url: URL): Promise<void> {
  for (const name of await caches.keys()) await (await caches.open(name)).delete(url, { ignoreVary: true });
}

/** What a response gives, used while it comes; or the response as it is, where the server refuses the file. */
async function fetchSound<T>(
  url: URL,
  digest: string | undefined,
  use: (response: Response) => T | Promise<T>,
): Promise<T | Response> {
  for (const cache of ["default", "reload"] as const) {
    const response = await fetch(url, { cache });
    if (!response.ok) return response;
    const copy = digest === undefined ? null : response.clone();
    const used = Promise.resolve(use(response));
    // What is damaged may fail before it is known to be.
    used.catch(() => {});
    if (!copy || (await isIntact(copy, digest!))) return used;
    // A page without an origin of its own has no caches.
    await forget(url).catch(() => {});
  }
  throw new Error(words.damaged);
}

/**
 * A file of this build, or what the server says in its place. A damaged one is thrown out of the caches and fetched once
 * more. `digest` is the SHA-256 of what is in it, from www/pkg/files.ts; a file that has none there is taken as it comes. Rejected where
 * the network fails, or where the file came damaged again.
 */
export const fetchIntact = (url: URL, digest: string | undefined): Promise<Response> =>
  fetchSound(url, digest, (response) => response);

/** The same of a wasm module, which is compiled while it comes and given once it is known to be whole. */
export const fetchModule = (url: URL, digest: string | undefined): Promise<Response | WebAssembly.Module> =>
  fetchSound(url, digest, compile);

/** Not while it comes, where the server does not call it wasm. */
const compile = async (response: Response): Promise<WebAssembly.Module> =>
  response.headers.get("content-type") === "application/wasm"
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
