import type { InstrumentClient, WorkOptions } from "../../instrument/client";
import type { Labelled, Method, PointSet } from "../../instrument/protocol";
import { confusionOf, scoreOf, type Confusion, type Score } from "./score";

/** Points to learn from and to be tested on, with their classes. */
export interface Problem {
  train: Labelled;
  test: PointSet;
  truth: Int32Array;
}

/** How well a classifier did. */
export interface Tested {
  /** Of k nearest neighbours, each point's own class left out. */
  train: Score;
  /** Null where there are no test points. */
  test: Score | null;
  /** On test points; where there are none, on those learned from. */
  confusion: Confusion;
  said: Int32Array;
}

function joined(one: PointSet, other: PointSet): PointSet {
  const values = new Float32Array(one.values.length + other.values.length);
  values.set(one.values);
  values.set(other.values, one.values.length);
  return { values, dimensions: one.dimensions };
}

/** What it says of the points it learned from, and of those it is tested on. */
async function ask(
  instrument: InstrumentClient,
  { train, test }: Problem,
  method: Method,
  { signal, onProgress }: WorkOptions,
): Promise<[Int32Array, Int32Array]> {
  const { values, dimensions, labels } = train;
  const learned = { values, dimensions };
  if (method.kind !== "neighbours") {
    // One that learns does so once for all.
    const queries = joined(learned, test);
    const { classes } = await instrument.call("classify", { train, queries, method }, { signal, onProgress });
    return [classes.slice(0, labels.length), classes.slice(labels.length)];
  }
  const part = labels.length / (labels.length + test.values.length / dimensions);
  const own = await instrument.call(
    "classify",
    { train, queries: learned, method, leaveOut: true },
    { signal, onProgress: (done) => onProgress?.(done * part) },
  );
  if (test.values.length === 0) return [own.classes, new Int32Array()];
  const others = await instrument.call(
    "classify",
    { train, queries: test, method },
    { signal, onProgress: (done) => onProgress?.(part + done * (1 - part)) },
  );
  return [own.classes, others.classes];
}

/** Learns from the points and is tested, for one method. */
export async function testClassifier(
  instrument: InstrumentClient,
  problem: Problem,
  method: Method,
  options: WorkOptions = {},
): Promise<Tested> {
  const [own, others] = await ask(instrument, problem, method, options);
  const { train, truth } = problem;
  const [shown, said] = truth.length > 0 ? [truth, others] : [train.labels, own];
  return {
    train: scoreOf(train.labels, own),
    test: truth.length > 0 ? scoreOf(truth, others) : null,
    confusion: confusionOf(shown, said, train.classes),
    said,
  };
}
