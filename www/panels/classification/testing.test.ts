import { expect, test } from "vitest";
import type { InstrumentClient } from "../../instrument/client";
import type { Args } from "../../instrument/protocol";
import { testClassifier, type Problem } from "./testing";

const problem: Problem = {
  train: { values: Float32Array.of(0, 1, 2), dimensions: 1, labels: Int32Array.of(0, 0, 1), classes: 2 },
  test: { values: Float32Array.of(3, 4), dimensions: 1 },
  truth: Int32Array.of(1, 0),
};

/** Says class 1 from 2 on. */
function fake() {
  const asked: Args<"classify">[] = [];
  const call = async (_: string, args: Args<"classify">) => {
    asked.push(args);
    const classes = Int32Array.from(args.queries.values, (value) => Number(value >= 2));
    return { classes, confidence: new Float32Array(classes.length) };
  };
  return { asked, instrument: { call } as unknown as InstrumentClient };
}

test("one that learns is asked once, of all points", async () => {
  const { asked, instrument } = fake();
  const found = await testClassifier(instrument, problem, { kind: "logistic", c: 1 });
  expect(asked.map(({ queries, leaveOut }) => [[...queries.values], leaveOut])).toEqual([
    [[0, 1, 2, 3, 4], undefined],
  ]);
  expect(found).toMatchObject({ train: { right: 3, of: 3 }, test: { right: 1, of: 2 } });
  expect([...found.confusion.counts]).toEqual([0, 1, 0, 1]);
});

test("neighbours leave a point out of its own vote, and only there", async () => {
  const { asked, instrument } = fake();
  await testClassifier(instrument, problem, { kind: "neighbours", k: 1 });
  expect(asked.map(({ queries, leaveOut }) => [[...queries.values], leaveOut])).toEqual([
    [[0, 1, 2], true],
    [[3, 4], undefined],
  ]);
});

test("without test points the confusions are those of the training points", async () => {
  const { instrument } = fake();
  const none = { ...problem, test: { values: new Float32Array(), dimensions: 1 }, truth: new Int32Array() };
  for (const method of [
    { kind: "neighbours", k: 1 },
    { kind: "logistic", c: 1 },
  ] as const) {
    const found = await testClassifier(instrument, none, method);
    expect(found.test).toBeNull();
    expect([...found.confusion.counts]).toEqual([2, 0, 0, 1]);
  }
});
