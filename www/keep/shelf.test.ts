import { IDBFactory, IDBObjectStore } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createDataset } from "../data/dataset";
import { firstPreparation } from "../data/sets";
import { defaults } from "../engine/limits";
import type { Moment } from "../run/moment";
import { noDynamics } from "../run/dynamics";
import { emptyHistory } from "../run/history";
import { entryOf, known, momentOfEntry, mostImageBytes, sourceOf, type Entry } from "./entry";
import { Shelf } from "./shelf";

const images = () =>
  createDataset({
    name: "Some",
    images: {
      pixels: Float32Array.of(0, 0.25, 0.5, 1),
      shape: [4, 1, 1, 1],
      testRows: Uint32Array.of(1),
    },
    classNames: [],
  });

const { epochs: target, model, training, seed } = defaults;
const momentAt = (step: number, dataset = images()): Moment => ({
  when: step,
  why: "training",
  checkpoint: new Blob([`step ${step}`]),
  step,
  epoch: step / 10,
  choice: "cpu",
  options: { model, training, seed },
  target,
  record: {
    history: emptyHistory(),
    share: 0.5,
    sums: { reconstruction: 1, kl: 2, loss: 3 },
    lastEpoch: step / 10,
  },
  train: { reconstruction: 1, kl: 2, loss: 3 },
  test: null,
  testEpoch: null,
  dynamics: noDynamics(),
  picks: { a: 3, b: 1, z: [1, 2] } as Moment["picks"],
  snapshots: [],
  dataset,
});
const whose = { scope: "site", session: "one", name: null, given: false };

let shelf: Shelf;
const put = async (moment: Moment, about: Partial<typeof whose | { name: string }> = {}): Promise<Entry> => {
  const entry = entryOf(moment, { ...whose, ...about });
  await shelf.put(entry, moment.checkpoint, moment.dataset);
  return entry;
};
const steps = async (scope = "site") => (await shelf.list(scope)).map(({ step }) => step);

beforeEach(async () => {
  vi.stubGlobal("indexedDB", new IDBFactory());
  shelf = await Shelf.open();
});
afterEach(() => {
  shelf.close();
  vi.restoreAllMocks();
});

test("the latest two of a stay are kept, those with a name and of other stays beside them", async () => {
  await put(momentAt(1), { name: "Mine" });
  await put(momentAt(2), { session: "other" });
  await put(momentAt(3), { scope: "elsewhere", session: "third" });
  for (const step of [4, 5, 6, 7]) await put(momentAt(step));
  expect(await steps()).toEqual([7, 6, 2, 1]);
  expect(await steps("elsewhere")).toEqual([3]);
});

test("what is kept comes back as it was", async () => {
  const moment = momentAt(3);
  const entry = await put(moment);
  const [found] = await shelf.list("site");
  expect(found).toEqual(entry);
  const checkpoint = (await shelf.checkpoint(entry.id))!;
  expect(await checkpoint.text()).toBe("step 3");
  const { key } = entry.source as { key: string };
  const dataset = (await shelf.images(key))!;
  expect(dataset).toEqual(moment.dataset);
  const { checkpoint: _, ...rest } = momentOfEntry(found!, checkpoint, dataset);
  const { checkpoint: __, ...before } = moment;
  expect(rest).toEqual(before);
});

test("images are kept once, and go with the last that was learned of them", async () => {
  const dataset = images();
  const first = await put(momentAt(1, dataset));
  const { key } = first.source as { key: string };
  const second = await put(momentAt(2, known((await shelf.images(key))!, key)), { name: "Mine" });
  expect(second.source).toEqual(first.source);
  await shelf.remove([first]);
  expect(await shelf.images(key)).toBeDefined();
  await shelf.remove([second]);
  expect(await shelf.images(key)).toBeUndefined();
  expect(await shelf.checkpoint(second.id)).toBeUndefined();
});

test("images that can be loaded again, or are too large, are not kept", () => {
  const origin = { id: "moons" as const, preparation: firstPreparation("moons", 1) };
  expect(sourceOf({ ...images(), origin }, false)).toMatchObject({ kind: "set", origin });
  expect(sourceOf(images(), true)).toEqual({ kind: "brought" });
  expect(sourceOf(images(), false)).toMatchObject({ kind: "images" });
  const large = images();
  large.images.pixels = new Float32Array(mostImageBytes / 4 + 1);
  expect(sourceOf(large, false)).toEqual({ kind: "brought" });
});

test("a record is kept whole or not at all: where there is no room, what was kept before stays", async () => {
  for (const step of [1, 2]) await put(momentAt(step));
  const before = await shelf.list("site");
  // The checkpoint comes after the entry and before the images.
  const { put: real } = IDBObjectStore.prototype;
  vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(function (this: IDBObjectStore, value, key) {
    if (this.name === "images") throw new DOMException("No room.", "QuotaExceededError");
    return real.call(this, value, key);
  });
  await expect(put(momentAt(3))).rejects.toMatchObject({ name: "QuotaExceededError" });
  vi.restoreAllMocks();
  expect(await shelf.list("site")).toEqual(before);
  for (const { id } of before) expect(await shelf.checkpoint(id)).toBeDefined();
  await put(momentAt(4));
  expect(await steps()).toEqual([4, 2]);
});

test("a name makes a copy that stays", async () => {
  const { id } = await put(momentAt(1));
  await shelf.rename(id, "Mine");
  for (const step of [2, 3, 4]) await put(momentAt(step));
  expect(await steps()).toEqual([4, 3, 1]);
  expect((await shelf.list("site")).at(-1)).toMatchObject({ id, name: "Mine" });
});
