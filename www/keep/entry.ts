import { labelledBy, type Dataset, type Display, type Origin } from "../data/dataset";
import type { Moment } from "../run/moment";

/** How the images of what is kept are had again. */
export type Source =
  /** Loaded as they were at first, and labelled and shown as they were last. */
  | { kind: "set"; origin: Origin; column: number; display: Display }
  /** Kept too, once for all that was learned of them. */
  | { kind: "images"; key: string }
  /** Whoever brings a model with its images brings them again: a host that gives them, or a person whose files are too large. */
  | { kind: "brought" };

/** A moment as it is kept, without its checkpoint, which lies beside it. */
export interface Entry extends Omit<Moment, "checkpoint" | "dataset" | "snapshots"> {
  id: string;
  /** Of which playground on this site: the name that its host gave. */
  scope: string;
  /** Of which run of a page: the latest two of each stay that were kept by itself. */
  session: string;
  /** A person's own, of a copy that nothing takes the place of; null for what is kept by itself. */
  name: string | null;
  /** The data set's name. */
  set: string;
  source: Source;
  /** Of the checkpoint. */
  bytes: number;
}

/** More images than this are not kept, in bytes. */
export const mostImageBytes = 64 * 2 ** 20;

const bytesOfImages = ({ images }: Dataset) => images.pixels.byteLength;

/** Keys of images that are kept, or will be. */
const keys = new WeakMap<Float32Array, string>();

export function keyOf({ images }: Dataset): string {
  const key = keys.get(images.pixels) ?? crypto.randomUUID();
  keys.set(images.pixels, key);
  return key;
}

/** The images that were kept under this key, which are known by it from now on. */
export function known(dataset: Dataset, key: string): Dataset {
  keys.set(dataset.images.pixels, key);
  return dataset;
}

/** `given` are those that a host brings each time. */
export function sourceOf(dataset: Dataset, given: boolean): Source {
  const { origin, column, display } = dataset;
  if (given || dataset.images.stored) return { kind: "brought" };
  if (origin) return { kind: "set", origin, column, display };
  return bytesOfImages(dataset) > mostImageBytes
    ? { kind: "brought" }
    : { kind: "images", key: keyOf(dataset) };
}

/** A data set labelled and shown as it was last. */
export function shownAs(dataset: Dataset, { column, display }: Extract<Source, { kind: "set" }>): Dataset {
  const labelled =
    column === dataset.column || !(column in dataset.columns) ? dataset : labelledBy(dataset, column);
  return labelled.display === display ? labelled : { ...labelled, display };
}

/** The entry of a moment. */
export function entryOf(
  { checkpoint, dataset, snapshots: _snapshots, ...rest }: Moment,
  about: Pick<Entry, "scope" | "session" | "name"> & { given: boolean },
): Entry {
  const { given, ...whose } = about;
  return {
    ...rest,
    ...whose,
    id: crypto.randomUUID(),
    set: dataset.name,
    source: sourceOf(dataset, given),
    bytes: checkpoint.size,
  };
}

/** The moment of an entry, with its checkpoint and its images. */
export function momentOfEntry(entry: Entry, checkpoint: Blob, dataset: Dataset): Moment {
  const {
    id: _id,
    scope: _scope,
    session: _session,
    name: _name,
    set: _set,
    source: _source,
    bytes: _bytes,
    ...rest
  } = entry;
  return { ...rest, checkpoint, dataset, snapshots: [] };
}
