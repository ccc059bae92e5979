import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { catalogue, type SetId } from "./catalogue";

/** The sets as the scripts made them. */
const folder = (id: SetId) => new URL(`../public/data/${catalogue[id].path}`, import.meta.url);

for (const id of ["animals", "faces", "things"] as const) {
  const file = (name: string) => readFileSync(new URL(name, folder(id)));

  test.skipIf(!existsSync(new URL("complete", folder(id))))(`${id} are what the catalogue says`, () => {
    const { side, colour, mostImages, tests: held } = catalogue[id];
    const packed = file("images.idx.gz");
    const bytes = gunzipSync(packed);
    const lengths = Array.from({ length: bytes[3]! }, (_, axis) => bytes.readUInt32BE(4 + 4 * axis));
    expect(lengths).toEqual([mostImages, side, side, ...(colour ? [3] : [])]);
    const values = bytes.subarray(4 + 4 * lengths.length);
    const size = values.length / mostImages;
    const { tests, columns } = JSON.parse(file("set.json").toString());
    expect(tests).toBe(held);
    expect(packed.length + file("set.json").length).toBeLessThan(3_000_000);

    const images = Array.from({ length: mostImages }, (_, n) =>
      values.subarray(n * size, (n + 1) * size).toString("latin1"),
    );
    const training = new Set(images.slice(0, -tests));
    expect(images.slice(-tests).filter((image) => training.has(image))).toHaveLength(0);

    expect(columns.length).toBeGreaterThan(2);
    for (const { names, labels, values: numbers } of columns) {
      expect(labels ?? numbers).toHaveLength(mostImages);
      // Each class occurs, and no other.
      expect(new Set(labels)).toEqual(new Set((names ?? []).keys()));
    }
  });
}

test.skipIf(!existsSync(new URL("complete", folder("things"))))(
  "things are tested on a vendor of their own",
  () => {
    const { tests, columns } = JSON.parse(readFileSync(new URL("set.json", folder("things"))).toString());
    const { names, labels } = columns.find(({ name }: { name: string }) => name === "vendor");
    const vendors = (rows: number[]) => [...new Set(rows)].map((row) => names[row]);
    expect(vendors(labels.slice(0, -tests))).toEqual(["Noto", "Twemoji"]);
    expect(vendors(labels.slice(-tests))).toEqual(["Fluent"]);
  },
);
