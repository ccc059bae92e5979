import { describe, expect, it } from "vitest";
import { chosenFiles, droppedFiles, sortFiles, type PathFile } from "./own-files";

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

/** Files of dropped folders that were opened. */
let opened = 0;

/** A dropped folder as a browser gives it: a hundred entries a call. */
function dropped(folders: Record<string, number>): DataTransfer {
  const nameOf = (path: string) => path.split("/").at(-1)!;
  const file = (path: string) => ({
    isFile: true,
    fullPath: path,
    name: nameOf(path),
    file: (done: (file: File) => void) => {
      opened += 1;
      done(new File(["1"], path));
    },
  });
  const directory = (path: string, children: unknown[]) => ({
    isFile: false,
    fullPath: path,
    name: nameOf(path),
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
    // With the three folders.
    expect(found.at(-1)).toBe(156);
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

  it("counts before it opens, and goes on no further than it takes", async () => {
    const { signal } = new AbortController();
    opened = 0;
    let found = 0;
    const walk = droppedFiles(dropped({ a: 1000 }), (count) => (found = count), signal, 400);
    await expect(walk).rejects.toThrow("more than 400 files");
    expect(found).toBe(400);
    expect(opened).toBe(0);
  });

  it("counts folders too, of which there may be more than files", async () => {
    const { signal } = new AbortController();
    const folders = Object.fromEntries(Array.from({ length: 50 }, (_, n) => [`folder ${n}`, 0]));
    await expect(droppedFiles(dropped(folders), () => {}, signal, 40)).rejects.toThrow("more than 40");
  });

  it("passes over what is hidden", async () => {
    const { signal } = new AbortController();
    const list = await droppedFiles(dropped({ ".git": 500, __MACOSX: 3, a: 2 }), () => {}, signal, 40);
    expect(list.map(({ path }) => path)).toEqual(["set/a/0.png", "set/a/1.png"]);
  });

  it("takes no more from a file dialogue either", () => {
    const many = Array.from({ length: 41 }, () => new File([], "1.png"));
    expect(() => chosenFiles(many, 40)).toThrow("more than 40 files");
  });
});
