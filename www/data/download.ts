import { words } from "../text/worker";

/** A file of the set of this name. Throws a plain error when it cannot be had. */
export async function download(url: URL, name: string): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await fetch(url);
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    throw new Error(words.data.notDownloaded(name, (error as Error).message));
  }
  throw new Error(words.data.notServed(name, response.status));
}
