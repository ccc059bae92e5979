import { text } from "../text";
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
    return { kind: "pictures", name: folder || (one ?? text.data.pictures(pictures.length)), files: shown };
  }
  const [first, second, ...others] = shown.map(({ file }) => file);
  if (!first) throw new Error(text.data.noFiles);
  if (others.length > 0) throw new Error(text.data.severalFiles(shown.length));
  if (!second) return { kind: "table", name: first.name, images: first };
  // Labels have few bytes an image; their names mostly tell.
  const [a, b] = [isLabels(first.name), isLabels(second.name)];
  const labelsFirst = a !== b ? a : first.size < second.size;
  const [images, labels] = labelsFirst ? [second, first] : [first, second];
  return { kind: "table", name: images.name, images, labels };
}

/** What a person has chosen in a file dialogue. */
export const chosenFiles = (list: ArrayLike<File>): PathFile[] =>
  Array.from(list, (file) => ({ path: file.webkitRelativePath || file.name, file }));

/** More files are not looked for; the reader of pictures takes no more either. */
const mostFiles = 100_000;

/** A walk through what was dropped. */
interface Walk {
  files: PathFile[];
  limit: number;
  onFile: (found: number) => void;
  signal: AbortSignal;
}

const fileOf = (entry: FileSystemFileEntry) =>
  new Promise<File>((resolve, reject) => entry.file(resolve, reject));

async function below(entry: FileSystemEntry, walk: Walk): Promise<void> {
  walk.signal.throwIfAborted();
  if (entry.isFile) {
    const file = await fileOf(entry as FileSystemFileEntry);
    walk.files.push({ path: entry.fullPath.replace(/^\//, ""), file });
    if (walk.files.length > walk.limit) throw new Error(text.data.tooManyFiles(walk.limit));
    walk.onFile(walk.files.length);
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // Each call gives a hundred or so, until one gives none.
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) return;
    const [files, folders] = [batch.filter(({ isFile }) => isFile), batch.filter(({ isFile }) => !isFile)];
    await Promise.all(files.map((file) => below(file, walk)));
    for (const folder of folders) await below(folder, walk);
  }
}

/**
 * What a person has dropped, folders with all that is in them. To be called while the drop is handled. Rejected where
 * there are too many files, or when the signal is given.
 */
export async function droppedFiles(
  transfer: DataTransfer,
  onFile: (found: number) => void,
  signal: AbortSignal,
  limit = mostFiles,
): Promise<PathFile[]> {
  const items = Array.from(transfer.items).filter(({ kind }) => kind === "file");
  const entries = items.map((item) => item.webkitGetAsEntry());
  if (entries.some((entry) => entry === null)) return chosenFiles(transfer.files);
  const walk: Walk = { files: [], limit, onFile, signal };
  for (const entry of entries) await below(entry!, walk);
  return walk.files;
}
