import { deleteDB, openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from "idb";
import type { Dataset } from "../data/dataset";
import type { Entry } from "./entry";

interface Schema extends DBSchema {
  entries: { key: string; value: Entry; indexes: { scope: string; session: string; images: string } };
  checkpoints: { key: string; value: Blob };
  images: { key: string; value: Dataset };
}

const stores = ["entries", "checkpoints", "images"] as const;
type Change = IDBPTransaction<Schema, typeof stores, "readwrite">;

/** So many of a session that were kept by itself stay: the latest, and one to fall back on. */
const latest = 2;

export const newestFirst = (one: Entry, other: Entry) => other.when - one.when;

/**
 * What is kept of this site's playgrounds, in IndexedDB: entries, their checkpoints, and images that can't be loaded again.
 * Each change is one transaction: all of it is there afterwards, or nothing.
 */
export class Shelf {
  private constructor(private readonly db: IDBPDatabase<Schema>) {}

  /** Rejected where the browser keeps nothing, as in some private windows. */
  static async open(name = "vae-playground"): Promise<Shelf> {
    const db = await openDB<Schema>(name, 1, {
      upgrade(db) {
        const entries = db.createObjectStore("entries", { keyPath: "id" });
        entries.createIndex("scope", "scope");
        entries.createIndex("session", "session");
        entries.createIndex("images", "source.key");
        db.createObjectStore("checkpoints");
        db.createObjectStore("images");
      },
      // Another tab has a later version of the page, which this one must not keep waiting.
      blocking: (_current, _next, event) => (event.target as IDBDatabase).close(),
    });
    return new Shelf(db);
  }

  /** Of one scope, the newest first. */
  async list(scope: string): Promise<Entry[]> {
    return (await this.db.getAllFromIndex("entries", "scope", scope)).toSorted(newestFirst);
  }

  /** Undefined where it is gone, as after another tab has removed it. */
  checkpoint(id: string): Promise<Blob | undefined> {
    return this.db.get("checkpoints", id);
  }

  images(key: string): Promise<Dataset | undefined> {
    return this.db.get("images", key);
  }

  /** Takes the place of the oldest of its session, where it has no name. */
  async put(entry: Entry, checkpoint: Blob, dataset: Dataset): Promise<void> {
    await this.change(async (change) => {
      await change.objectStore("entries").put(entry);
      await change.objectStore("checkpoints").put(checkpoint, entry.id);
      const images = change.objectStore("images");
      const { source } = entry;
      if (source.kind === "images" && (await images.getKey(source.key)) === undefined)
        await images.put(dataset, source.key);
      const session = await change.objectStore("entries").index("session").getAll(entry.session);
      const own = session.filter(({ name }) => name === null).toSorted(newestFirst);
      for (const old of own.slice(latest)) await drop(change, old);
    });
  }

  async rename(id: string, name: string): Promise<void> {
    await this.change(async (change) => {
      const entry = await change.objectStore("entries").get(id);
      if (entry) await change.objectStore("entries").put({ ...entry, name });
    });
  }

  async remove(entries: readonly Entry[]): Promise<void> {
    await this.change(async (change) => {
      for (const entry of entries) await drop(change, entry);
    });
  }

  private async change(make: (change: Change) => Promise<void>): Promise<void> {
    const change = this.db.transaction(stores, "readwrite");
    // It may fail before someone waits for it.
    change.done.catch(() => {});
    try {
      await make(change);
    } catch (error) {
      try {
        change.abort();
      } catch {
        // It has ended by itself, of which its requests know no more than that.
      }
      const end = await change.done.catch((why: unknown) => why);
      throw (error as Error).name === "AbortError" ? end : error;
    }
    await change.done;
  }

  close(): void {
    this.db.close();
  }

  /** For tests. */
  static clear(name: string): Promise<void> {
    return deleteDB(name);
  }
}

/** With its checkpoint, and its images where they are of no other. */
async function drop(change: Change, { id, source }: Entry): Promise<void> {
  const entries = change.objectStore("entries");
  await entries.delete(id);
  await change.objectStore("checkpoints").delete(id);
  if (source.kind !== "images") return;
  if ((await entries.index("images").count(source.key)) === 0)
    await change.objectStore("images").delete(source.key);
}
