import type { OwnFiles } from "./protocol";

/** A file with the path it has below what a person chose. */
export interface PathFile {
  path: string;
  file: File;
}

const isPicture = (path: string) => /\.(png|jpe?g|webp)$/i.test(path);
const isHidden = (path: string) =>
  path.split("/").some((part) => part.startsWith(".") || part === "__MACOSX");
const isLabels = (path: string) => /label|target|class|(^|[^a-z])y([^a-z]|$)/i.test(path.split("/").at(-1)!);

/** Tells what files are: pictures, or one file of images with or without a file of labels. */
export function sortFiles(files: PathFile[]): OwnFiles {
  const shown = files.filter(({ path }) => !isHidden(path));
  const pictures = shown.filter(({ path }) => isPicture(path));
  if (pictures.length > 0) {
    const folders = new Set(pictures.map(({ path }) => (path.includes("/") ? path.split("/")[0]! : "")));
    const folder = folders.size === 1 ? [...folders][0]! : "";
    const one = pictures.length === 1 ? pictures[0]!.path : undefined;
    return { kind: "pictures", name: folder || (one ?? `${pictures.length} pictures`), files: pictures };
  }
  const [first, second, ...others] = shown.map(({ file }) => file);
  if (!first) throw new Error("There are no files in what you chose. Choose files, or a folder of pictures.");
  if (others.length > 0) {
    throw new Error(
      `These are ${shown.length} files, none of them a picture. Choose one file of images, with its file of ` +
        "labels where there is one, or any number of PNG, JPEG and WebP pictures.",
    );
  }
  if (!second) return { kind: "table", name: first.name, images: first };
  // Labels have few bytes an image; their names mostly tell.
  const [a, b] = [isLabels(first.name), isLabels(second.name)];
  const labelsFirst = a !== b ? a : first.size < second.size;
  const [images, labels] = labelsFirst ? [second, first] : [first, second];
  return { kind: "table", name: images.name, images, labels };
}

/** What a person has chosen in a file dialogue. */
export const chosenFiles = (list: FileList): PathFile[] =>
  Array.from(list, (file) => ({ path: file.webkitRelativePath || file.name, file }));

async function below(entry: FileSystemEntry, into: PathFile[]): Promise<void> {
  const path = entry.fullPath.replace(/^\//, "");
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    into.push({ path, file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // Each call gives a hundred or so, until one gives none.
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) return;
    for (const child of batch) await below(child, into);
  }
}

/** What a person has dropped, folders with all that is in them. To be called while the drop is handled. */
export async function droppedFiles(transfer: DataTransfer): Promise<PathFile[]> {
  const items = Array.from(transfer.items).filter(({ kind }) => kind === "file");
  const entries = items.map((item) => item.webkitGetAsEntry());
  if (entries.some((entry) => entry === null)) return chosenFiles(transfer.files);
  const files: PathFile[] = [];
  for (const entry of entries) await below(entry!, files);
  return files;
}
