import { words } from "../text/worker";
import { takeImages, type Source } from "./arrange";
import { numberColumn, type LabelColumn } from "./columns";
import type { DataModule } from "./data-module";
import { download } from "./download";
import type { LoadProgress, LoadRequest } from "./protocol";

/** `set.json`, as `scripts/shipped_set.mjs` writes it: how many images at the end are for testing, and the columns. */
interface About {
  tests: number;
  columns: ({ name: string } & ({ names: string[]; labels: number[] } | { values: number[] }))[];
}

const column = (one: About["columns"][number]): LabelColumn =>
  "values" in one
    ? numberColumn(one.name, Float32Array.from(one.values))
    : { name: one.name, classNames: one.names, labels: Uint32Array.from(one.labels) };

/** A set that comes with the site in one file, with its label columns beside it. */
export async function readWhole(
  module: DataModule,
  { name, folder, path, note, preparation }: Extract<LoadRequest, { kind: "whole" }>,
  report: (progress: LoadProgress) => void,
): Promise<Source> {
  report({ text: words.data.downloading(name) });
  const file = "images.idx.gz";
  const [images, about] = await Promise.all(
    [file, "set.json"].map((part) => download(path + part, folder, name)),
  );
  const { tests, columns } = JSON.parse(new TextDecoder().decode(about)) as About;
  const { size } = preparation;
  const options = size === "auto" ? {} : { size: [size, size] as [number, number] };
  return {
    ...takeImages(module.load(file, images!, undefined, undefined, options)),
    columns: columns.map(column),
    ownTests: tests,
    ...(note !== undefined && { notes: [note] }),
  };
}
