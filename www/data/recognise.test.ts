import { expect, test } from "vitest";
import { recognise, slug, type TrainedOn } from "./recognise";
import { heldOut as share } from "./shipped";

const images = (count: number, side: number, testing: number, channels = 1): TrainedOn => ({
  height: side,
  width: side,
  channels,
  images: count,
  trainingImages: count - testing,
  seed: 7,
});
const heldOut = (count: number) => share(count, 10_000, 70_000);
const ids = (found: TrainedOn, file = "model.safetensors") => recognise(found, file).map(({ id }) => id);

test("a set that comes with the site is known by the size and the count of its images", () => {
  expect(ids(images(1797, 8, 360))).toEqual(["digits"]);
  expect(ids(images(70_000, 28, heldOut(70_000)))).toEqual(["mnist", "fashion"]);
  expect(ids(images(1796, 8, 360))).toEqual([]);
  expect(ids(images(10_000, 28, 2000))).toEqual([]);
  expect(ids(images(10_000, 28, heldOut(10_000), 3))).toEqual([]);
  expect(ids(images(80_000, 28, heldOut(80_000)))).toEqual([]);
});

test("a set in colour, or in one file with a split of its own, is known like the others", () => {
  expect(ids(images(10_000, 32, 2000, 3))).toEqual(["faces"]);
  expect(ids(images(6480, 32, 2160, 3))).toEqual(["things"]);
  expect(ids(images(9716, 28, 2000))).toEqual(["animals"]);
  expect(ids(images(10_000, 32, 2000))).toEqual([]);
  expect(ids(images(6480, 32, 2000, 3))).toEqual([]);
  expect(ids(images(5000, 32, 1000, 3), "vae-landscapes-step-9.safetensors")).toEqual(["landscapes"]);
});

test("it is to be loaded as the model had it", () => {
  const [mnist] = recognise(images(700, 28, 100), "vae-mnist-step-3.safetensors");
  expect(mnist).toMatchObject({ id: "mnist", preparation: { count: 700, size: "auto", seed: 7 } });
  const [small] = recognise(images(700, 14, 100), "vae-mnist-step-3.safetensors");
  expect(small!.preparation.size).toBe(14);
});

test("a file's name tells sets of one size apart, also those that are drawn anew with each seed", () => {
  const found = images(7000, 28, 1000);
  expect(ids(found, "vae-mnist-step-9.safetensors")).toEqual(["mnist"]);
  expect(ids(found, "vae-fashion-mnist-step-9 (1).safetensors")).toEqual(["fashion"]);
  expect(ids(images(2000, 16, 400), "vae-swiss-roll-step-1.safetensors")).toEqual(["swissRoll"]);
  expect(ids(images(2000, 16, 400))).toEqual([]);
});

test("a name that does not fit the images is no reason to load that set", () => {
  expect(ids(images(50, 30, 10), "vae-mnist-step-9.safetensors")).toEqual([]);
});

test("a name becomes a part of a file's name in any alphabet", () => {
  expect(slug("Swiss roll (2)")).toBe("swiss-roll-2-");
  expect(slug("数字")).toBe("数字");
});
