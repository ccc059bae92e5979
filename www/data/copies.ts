/// <reference lib="webworker" />
import { copiesFolder } from "../engine/copies-folder";

const lockOf = (name: string) => `vae-playground image file ${name}`;

/** Holds the lock of a copy, with which nobody deletes it, until it is let go or whoever holds it ends. */
function hold(name: string): Promise<() => void> {
  return new Promise((held) => {
    void navigator.locks.request(lockOf(name), () => new Promise<void>((letGo) => held(letGo)));
  });
}

/** Deletes copies that nobody holds: those of tabs that are closed. */
export async function sweepCopies(): Promise<void> {
  const folder = await copiesFolder().catch(() => null);
  if (!folder) return;
  for await (const name of (folder as unknown as { keys(): AsyncIterable<string> }).keys()) {
    await navigator.locks.request(lockOf(name), { ifAvailable: true }, async (lock) => {
      // One that is still read goes the next time.
      if (lock) await folder.removeEntry(name).catch(() => {});
    });
  }
}

/**
 * Copies a file into the site's own storage, in a worker, which holds the copy until it ends. Null where there is no
 * such storage, or no room in it.
 */
export async function copyFile(file: File, onShare: (share: number) => void): Promise<string | null> {
  try {
    await sweepCopies();
    const { quota = 0, usage = 0 } = await navigator.storage.estimate();
    if (quota - usage < file.size) return null;
    const folder = await copiesFolder(true);
    const name = crypto.randomUUID();
    await hold(name);
    const copy = await (await folder.getFileHandle(name, { create: true })).createSyncAccessHandle();
    try {
      let at = 0;
      const reader = file.stream().getReader();
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        const written = copy.write(part.value, { at });
        if (written < part.value.length) throw new Error("there is no room");
        at += written;
        onShare(at / file.size);
      }
      copy.flush();
    } catch (error) {
      copy.close();
      await folder.removeEntry(name);
      throw error;
    }
    copy.close();
    return name;
  } catch {
    return null;
  }
}

/** Those that this page uses. */
const used = new Map<string, Promise<() => void>>();

/** The page uses a copy from now on. */
export function useCopy(name: string): void {
  if (!used.has(name)) used.set(name, hold(name));
}

/** The page uses only these any more; others are deleted. */
export async function useOnly(names: ReadonlySet<string>): Promise<void> {
  for (const [name, held] of used) {
    if (names.has(name)) continue;
    used.delete(name);
    (await held)();
  }
  await sweepCopies();
}
