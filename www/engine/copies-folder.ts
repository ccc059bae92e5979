/** The folder of copies in the site's own storage, of which any part is read at once. */
export async function copiesFolder(create = false): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle("image-files", { create });
}
