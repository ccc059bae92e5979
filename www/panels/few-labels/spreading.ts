import type { InstrumentClient, WorkOptions } from "../../instrument/client";
import type { PointSet } from "../../instrument/protocol";
import { draw } from "../../random";
import type { Score } from "../classification/score";

/** Neighbours that a point is joined to. */
const neighbours = 10;

/** Labels spread over the graph of points; each is -1 where none was given, and where none arrives. */
export async function spreadOver(
  instrument: InstrumentClient,
  points: PointSet,
  labels: Int32Array,
  classes: number,
  options: WorkOptions = {},
): Promise<Int32Array> {
  const k = Math.min(neighbours, labels.length - 1);
  const { classes: said } = await instrument.call(
    "spreadLabels",
    { points: { ...points, labels, classes }, k },
    options,
  );
  return said;
}

/** How many of the points that were given no label have got the right one. */
export function scoreOfRest(truth: Int32Array, given: Int32Array, said: Int32Array): Score {
  let [right, of] = [0, 0];
  given.forEach((label, i) => {
    if (label >= 0) return;
    of += 1;
    if (said[i] === truth[i]) right += 1;
  });
  return { right, of };
}

/** The true labels of so many points of each class, drawn by chance; -1 for all others. */
export function labelSome(truth: Int32Array, each: number, random: () => number): Int32Array {
  const given = new Int32Array(truth.length).fill(-1);
  for (const label of new Set(truth)) {
    const members = [...truth.keys()].filter((i) => truth[i] === label);
    for (const i of draw(members, each, random)) given[i] = label;
  }
  return given;
}
