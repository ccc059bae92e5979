import { expect, test } from "vitest";
import limits from "../engine/limits.json";
import { text } from ".";
import { sentence } from "./errors";

test("a number out of its range is named in words, with its range", () => {
  const values = {
    field: "model.latent",
    name: "?",
    value: 0,
    least: 1,
    most: 128,
    whole: true,
    above: false,
  };
  expect(sentence({ code: "outOfRange", values, message: "" })).toBe(
    "The number of latent dimensions is 0; it must be a whole number between 1 and 128.",
  );
  const rate = { ...values, field: "training.learningRate", value: -0.5, least: 0, most: 1, whole: false };
  expect(sentence({ code: "outOfRange", values: { ...rate, above: true }, message: "" })).toBe(
    "The learning rate is -0.5; it must be above 0 and at most 1.",
  );
});

test("a field that has no words here keeps the engine's", () => {
  const values = { field: "extent", name: "The grid's extent", value: 0, least: 0, most: 9, whole: false };
  expect(sentence({ code: "outOfRange", values: { ...values, above: true }, message: "" })).toMatch(
    /^The grid's extent is 0;/,
  );
});

test("a list that does not fit says how long it may be", () => {
  const values = { field: "model.encoder", name: "?", values: "[64, 5000]", count: 8, most: 4096 };
  expect(sentence({ code: "listOutOfRange", values, message: "" })).toBe(
    "The encoder's widths are [64, 5000]; they must be at most 8 whole numbers between 1 and 4,096.",
  );
});

test("memory is told in GiB", () => {
  const values = { what: "training", needed: 6.4 * 2 ** 30, limit: 4 * 2 ** 30, device: "CPU" };
  expect(sentence({ code: "tooLarge", values, message: "" })).toMatch(
    /^The memory that training takes is 6\.4 GiB; it must be below 4\.0 GiB on the CPU/,
  );
});

test("images of another size are told apart from other images", () => {
  const values = { height: 28, width: 28, channels: 1, found: [8, 8, 3] };
  expect(sentence({ code: "differentSize", values, message: "" })).toContain(
    "are 28 x 28 x 1, these are 8 x 8 x 3",
  );
  expect(sentence({ code: "differentImages", values: {}, message: "" })).toContain("other images than these");
});

test("what has no words here is said as the engine says it", () => {
  for (const code of [undefined, "new", "toString", "constructor"])
    expect(sentence({ ...(code !== undefined && { code }), values: {}, message: "As it is." })).toBe(
      "As it is.",
    );
});

test("every setting that has limits has a name", () => {
  const settings = Object.keys(limits.limits).filter((name) => /\.|^seed$|^epochs$/.test(name));
  expect(settings.filter((name) => !Object.hasOwn(text.engine.names, name))).toEqual([]);
});
