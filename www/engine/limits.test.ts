import { expect, test } from "vitest";
import { bounds, counts, defaults, initial, range, type Limited } from "./limits";
import written from "./limits.json";

test("a kind's parameter begins with what the kind has, one of all kinds with what they share", () => {
  expect(initial("training.optimizer.sgd.momentum")).toBe(written.kinds["training.optimizer"].sgd.momentum);
  expect(initial("training.optimizer.epsilon")).toBe(written.kinds["training.optimizer"].adam.epsilon);
  expect(initial("training.rateSchedule.warmup")).toBe(0);
  expect(initial("model.latent")).toBe(defaults.model.latent);
  expect(initial("statistics.samples")).toBe(defaults.statistics.samples);
});

test("what begins with no number says so", () => {
  expect(() => initial("training.clipNorm")).toThrow("training.clipNorm begins with no number.");
  expect(() => initial("model.encoder")).toThrow("model.encoder");
});

test("a list has counts beside the range of its numbers", () => {
  expect(counts("model.channels")).toEqual(written.limits["model.channels"].count);
  expect(range("model.channels")[1]).toBe(written.limits["model.channels"].most);
  expect(() => counts("model.latent")).toThrow("model.latent is no list.");
});

test("bounds say whether a number is whole and whether its least is too little", () => {
  expect(bounds("training.learningRate")).toMatchObject({ whole: false, above: true });
  expect(bounds("training.batchSize")).toMatchObject({ whole: true, above: false });
});

test("what a setting begins with lies in its range", () => {
  const numbers = (Object.keys(written.limits) as Limited[]).filter((name) => {
    try {
      initial(name);
      return true;
    } catch {
      return false;
    }
  });
  expect(numbers.length).toBeGreaterThan(30);
  const outside = numbers.filter((name) => {
    const {
      initial: first,
      range: [least, most],
      whole,
      above,
    } = bounds(name);
    const fits = first <= most && (above ? first > least : first >= least);
    return !fits || (whole && !Number.isInteger(first));
  });
  expect(outside).toEqual([]);
});
