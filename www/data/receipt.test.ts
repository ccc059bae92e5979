import { expect, it } from "vitest";
import { describeSkipped, describeSplit } from "./describe";
import { createReceipt } from "./receipt";

const drawn = { testFraction: 0.2, seed: 7, stratified: true };

it("says how the images were split", () => {
  expect(describeSplit(createReceipt(undefined, false, drawn).split)).toBe(
    "Split: 20% to test, drawn with seed 7, the same share of each class.",
  );
  const none = { ...drawn, testFraction: 0 };
  expect(describeSplit(createReceipt(undefined, false, none).split)).toBe(
    "Split: none, all images are for training.",
  );
  expect(describeSplit(createReceipt(undefined, true, drawn).split)).toBe("Split: the set’s own.");
  const parts = [
    { name: "train_images", count: 60_000 },
    { name: "val_images", count: 500 },
    { name: "test_images", count: 10_000 },
  ];
  const file = { labelColumn: null, split: { parts }, skipped: { count: 0, first: [] }, pictures: false };
  expect(describeSplit(createReceipt(file, true, drawn).split)).toBe(
    "Split: the file’s own. train_images (60,000) and val_images (500) to train, test_images (10,000) to test.",
  );
});

it("names what was skipped up to some, and counts the rest", () => {
  const first = [{ name: "a.gif", why: "GIF pictures are not read" }];
  expect(describeSkipped({ count: 13, first })).toEqual(["a.gif: GIF pictures are not read", "and 12 more"]);
  expect(describeSkipped({ count: 0, first: [] })).toEqual([]);
});
