import { expect, test } from "vitest";
import type { InstrumentClient } from "../../instrument/client";
import type { Args } from "../../instrument/protocol";
import { methodsOf, testAll } from "./suite";
import type { Problem } from "./testing";

const problem: Problem = {
  train: { values: Float32Array.of(0, 1), dimensions: 1, labels: Int32Array.of(0, 1), classes: 2 },
  test: { values: new Float32Array(), dimensions: 1 },
  truth: new Int32Array(),
};

/** A method of this kind fails. */
function failing(kind: string) {
  const call = async (_: string, { method, queries }: Args<"classify">) => {
    if (method.kind === kind) throw new Error(`No ${kind}.`);
    const classes = new Int32Array(queries.values.length);
    return { classes, confidence: new Float32Array(classes.length) };
  };
  return { call } as unknown as InstrumentClient;
}

test("what one method fails at is told, and the others are tested all the same", async () => {
  const told: number[] = [];
  const all = testAll(failing("logistic"), problem, methodsOf(1), (index) => told.push(index), {});
  await expect(all).rejects.toThrow("No logistic.");
  expect(told).toEqual([0, 2]);
});

test("what is ended goes on with none of them", async () => {
  const end = new AbortController();
  const told: number[] = [];
  const known = (index: number) => {
    told.push(index);
    end.abort(new Error("Ended."));
  };
  const all = testAll(failing("logistic"), problem, methodsOf(1), known, { signal: end.signal });
  await expect(all).rejects.toThrow("Ended.");
  expect(told).toEqual([0]);
});
