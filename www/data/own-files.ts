import { text } from "../text";
import { inert } from "./inert";
import { isPicture } from "./pictures";
import type { OwnFiles } from "./protocol";

/** A file with the path it has below what a person chose. */
export interface PathFile {
  path: string;
  file: File;
}

const isHidden = (path: string) =>
  path.split("/").some((part) => part.startsWith(".") || part === "__MACOSX");
const isLabels = (path: string) => /label|target|class|(^|[^a-z])y([^a-z]|$)/i.test(path.split("/").at(-1)!);

/** Tells what files are: pictures, with whatever else is among them, or one file of images with or without a file of labels. */
export function sortFiles(files: PathFile[]): OwnFiles {
  const shown = files.filter(({ path }) => !isHidden(path));
  const pictures = shown.filter(({ path }) => isPicture(path));
  if (pictures.length > 0) {
    const folders = new Set(pictures.map(({ path }) => (path.includes("/") ? path.split("/")[0]! : "")));
    const folder = folders.size === 1 ? [...folders][0]! : "";
    const one = pictures.length === 1 ? pictures[0]!.path : undefined;
    const name = inert(folder || (one ?? text.data.pictures(pictures.length)));
    return { kind: "pictures", name, files: shown };
  }
  const [first, second, ...others] = shown.map(({ file }) => file);
  if (!first) throw new Error(text.data.noFiles);
  if (others.length > 0) throw new Error(text.data.severalFiles(shown.length));
  if (!second) return { kind: "table", name: inert(first.name), images: first };
  // Labels have few bytes an image; their names mostly tell.
  const [a, b] = [isLabels(first.name), isLabels(second.name)];
  const labelsFirst = a !== b ? a : first.size < second.size;
  const [images, labels] = labelsFirst ? [second, first] : [first, second];
  return { kind: "table", name: inert(images.name), images, labels };
}

/** More files are not taken; the reader of pictures takes no more either. */
const mostFiles = 100_000;

function checkCount(found: number, limit: number): void {
  if (found > limit) throw new Error(text.data.tooManyFiles(limit));
}

/** What a person has chosen in a file dialogue. Throws where it is too much. */
export function chosenFiles(list: ArrayLike<File>, limit = mostFiles): PathFile[] {
  checkCount(list.length, limit);
  return Array.from(list, (file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/** A walk through what was dropped: names alone, of which no file is opened yet. */
interface Walk {
  files: FileSystemFileEntry[];
  /** Files and folders. */
  found: number;
  limit: number;
  onFound: (found: number) => void;
  signal: AbortSignal;
}

async function below(entry: FileSystemEntry, walk: Walk): Promise<void> {
  walk.signal.throwIfAborted();
  // A version control's folder alone may have more files than its pictures.
  if (isHidden(entry.name)) return;
  checkCount(++walk.found, walk.limit);
  walk.onFound(walk.found);
  if (entry.isFile) return void walk.files.push(entry as FileSystemFileEntry);
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // Each call gives a hundred or so, until one gives none.
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) return;
    for (const child of batch) await below(child, walk);
  }
}

async function opened(entry: FileSystemFileEntry): Promise<PathFile> {
  const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
  return { path: entry.fullPath.replace(/^\//, ""), file };
}

/** Files opened at a time. */
const atOnce = 100;

/**
 * What a person has dropped, folders with all that is in them. To be called while the drop is handled. All is counted
 * before the first file is opened; rejected where there is too much of it, or when the signal is given.
 */
export async function droppedFiles(
  transfer: DataTransfer,
  onFound: (found: number) => void,
  signal: AbortSignal,
  limit = mostFiles,
): Promise<PathFile[]> {
  const items = Array.from(transfer.items).filter(({ kind }) => kind === "file");
  const entries = items.map((item) => item.webkitGetAsEntry());
  if (entries.some((entry) => entry === null)) return chosenFiles(transfer.files, limit);
  const walk: Walk = { files: [], found: 0, limit, onFound, signal };
  for (const entry of entries) await below(entry!, walk);
  const files: PathFile[] = [];
  for (let from = 0; from < walk.files.length; from += atOnce) {
    signal.throwIfAborted();
    files.push(...(await Promise.all(walk.files.slice(from, from + atOnce).map(opened))));
  }
  return files;
}
