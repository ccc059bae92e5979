import { fetchIntact } from "../assets/intact";
import { sets } from "../pkg/files";
import { words } from "../text/worker";

/** A file's name on the site, which has the beginning of its digest in it (scripts/list_files.mjs). */
const named = (path: string, digest: string | undefined) =>
  digest === undefined ? path : path.replace(/(?=\.[^/]*$)/, `-${digest.slice(0, 8)}`);

/**
 * A file of the set of this name: `path`, as `mnist/images-0.idx.gz`, below the folder of all sets. Throws a plain error
 * when it cannot be had.
 */
export async function download(path: string, folder: string, name: string): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await fetchIntact(new URL(named(path, sets[path]), folder), sets[path]);
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    throw new Error(words.data.notDownloaded(name, (error as Error).message));
  }
  throw new Error(words.data.notServed(name, response.status));
}
