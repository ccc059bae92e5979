import { words } from "../text/worker";
import { copiesFolder } from "./copies-folder";
import type { StoredImages } from "./protocol";

type Bytes = Uint8Array<ArrayBuffer>;
type Layout = Pick<StoredImages, "offset" | "shape" | "order">;

/** Reads images at once, in a worker. */
export interface RowReader {
  /** The bytes of these rows, one after another. */
  read(rows: Uint32Array): Bytes;
  close(): void;
}

/** Some of the file's images that lie together: where they begin, and their bytes. */
type Part = [at: number, bytes: number];

/** Images between two that are asked for which are read with them: that takes less time than another read. */
const between = 8;

/** Several may read a copy where the browser can do that; in others it is the first one's. */
async function openCopy(name: string): Promise<FileSystemSyncAccessHandle> {
  const file = await (await copiesFolder()).getFileHandle(name);
  const open = file.createSyncAccessHandle as (options?: object) => Promise<FileSystemSyncAccessHandle>;
  return open.call(file, { mode: "read-only" });
}

/** What is read to have these rows, how many bytes that is, and where each image then begins among them. */
export function partsOf({ offset, shape, order }: Layout, rows: Uint32Array) {
  const size = shape[1] * shape[2] * shape[3];
  const [parts, places]: [Part[], number[]] = [[], []];
  let [read, last] = [0, Infinity];
  for (const row of rows) {
    const at = order[row]!;
    const near = at > last && at <= last + 1 + between;
    const bytes = (near ? at - last : 1) * size;
    if (near) parts.at(-1)![1] += bytes;
    else parts.push([offset + at * size, bytes]);
    read += bytes;
    places.push(read - size);
    last = at;
  }
  return { parts, read, places };
}

/** A part of a file takes most of a millisecond, however small it is: all are asked for in one read. */
function readFile(file: Blob, parts: Part[]): Bytes {
  const blob = new Blob(parts.map(([at, bytes]) => file.slice(at, at + bytes)));
  return new Uint8Array(new FileReaderSync().readAsArrayBuffer(blob));
}

/** Of a copy it takes some microseconds. */
function readCopy(copy: FileSystemSyncAccessHandle, parts: Part[], bytes: number): Bytes {
  const all = new Uint8Array(bytes);
  let filled = 0;
  for (const [at, bytes] of parts) filled += copy.read(all.subarray(filled, filled + bytes), { at });
  return all.subarray(0, filled);
}

/** Reads from the copy, or from the file itself where there is none that can be read. */
export async function openStored(stored: Layout & Pick<StoredImages, "file" | "copy">): Promise<RowReader> {
  const { file, copy: name, shape } = stored;
  const size = shape[1] * shape[2] * shape[3];
  const copy = name === undefined ? null : await openCopy(name).catch(() => null);
  return {
    read(rows) {
      const { parts, read, places } = partsOf(stored, rows);
      try {
        const all = copy ? readCopy(copy, parts, read) : readFile(file, parts);
        if (all.length < read) throw new Error("it is shorter");
        if (read === rows.length * size) return all;
        const asked = new Uint8Array(rows.length * size);
        places.forEach((at, n) => asked.set(all.subarray(at, at + size), n * size));
        return asked;
      } catch {
        throw new Error(words.stored.changed(file instanceof File ? file.name : words.stored.file));
      }
    },
    close: () => copy?.close(),
  };
}
