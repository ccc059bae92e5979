import { describe, expect, it } from "vitest";
import { droppedFiles, sortFiles, type PathFile } from "./own-files";

const files = (...paths: string[]): PathFile[] =>
  paths.map((path) => ({ path, file: new File(["1"], path.split("/").at(-1)!) }));

describe("sortFiles", () => {
  it("takes a folder of pictures with what else is in it, so that it can be named as skipped", () => {
    const own = sortFiles(files("set/cat/1.png", "set/cat/2.gif", "set/.DS_Store", "__MACOSX/1.png"));
    expect(own).toMatchObject({ kind: "pictures", name: "set" });
    expect(own.kind === "pictures" && own.files.map(({ path }) => path)).toEqual([
      "set/cat/1.png",
      "set/cat/2.gif",
    ]);
  });

  it("tells labels from images by their names, or else by their sizes", () => {
    const named = sortFiles(files("train-labels", "train-images"));
    expect(named.kind === "table" && [named.images.name, named.labels?.name]).toEqual([
      "train-images",
      "train-labels",
    ]);
    const large = { path: "b", file: new File(["12345"], "b") };
    const sized = sortFiles([...files("a"), large]);
    expect(sized.kind === "table" && sized.images.name).toBe("b");
  });

  it("refuses what it can't make sense of", () => {
    expect(() => sortFiles([])).toThrow("There are no files");
    expect(() => sortFiles(files("a.gif", "b.gif", "c.gif"))).toThrow("none of them a PNG, JPEG or WebP");
  });
});

/** A dropped folder as a browser gives it: a hundred entries a call. */
function dropped(folders: Record<string, number>): DataTransfer {
  const file = (path: string) => ({
    isFile: true,
    fullPath: path,
    file: (done: (file: File) => void) => done(new File(["1"], path)),
  });
  const directory = (path: string, children: unknown[]) => ({
    isFile: false,
    fullPath: path,
    createReader: () => {
      let at = 0;
      return {
        readEntries: (done: (batch: unknown[]) => void) => done(children.slice(at, (at += 100))),
      };
    },
  });
  const children = Object.entries(folders).map(([name, count]) =>
    directory(
      `/set/${name}`,
      Array.from({ length: count }, (_, n) => file(`/set/${name}/${n}.png`)),
    ),
  );
  const item = { kind: "file", webkitGetAsEntry: () => directory("/set", children) };
  return { items: [item], files: [] } as unknown as DataTransfer;
}

describe("droppedFiles", () => {
  it("walks through folders and says how far it is", async () => {
    const found: number[] = [];
    const list = await droppedFiles(
      dropped({ a: 150, b: 3 }),
      (count) => found.push(count),
      new AbortController().signal,
    );
    expect(list).toHaveLength(153);
    expect(list.at(-1)!.path).toBe("set/b/2.png");
    expect(found.at(-1)).toBe(153);
  });

  it("stops when it is told to", async () => {
    const stop = new AbortController();
    const walk = droppedFiles(
      dropped({ a: 150, b: 3 }),
      (count) => count === 120 && stop.abort(),
      stop.signal,
    );
    await expect(walk).rejects.toThrow(/abort/i);
  });

  it("does not go on without end", async () => {
    const { signal } = new AbortController();
    const walk = droppedFiles(dropped({ a: 30, b: 30 }), () => {}, signal, 40);
    await expect(walk).rejects.toThrow("more than 40 files");
  });
});
