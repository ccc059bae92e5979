import type { InstrumentClient, WorkOptions } from "../../instrument/client";
import type { PointSet } from "../../instrument/protocol";
import type { CurvePoint } from "../../views/label-curve";
import { seeded } from "../../random";
import { labelSome, scoreOfRest, spreadOver } from "./spreading";

/** Labels a class, and how often each number of them is drawn. */
const [each, draws] = [[1, 2, 5, 10, 20], 3];

/**
 * How well labels that are drawn by chance do, told of each number of them as soon as it is known: the mean over some
 * draws, always the same ones. Numbers that leave nothing to be labelled are left out.
 */
export async function tryRandom(
  instrument: InstrumentClient,
  points: PointSet,
  truth: Int32Array,
  classes: number,
  onPoint: (point: CurvePoint) => void,
  { signal, onProgress }: WorkOptions,
): Promise<void> {
  const random = seeded(7);
  for (const [i, count] of each.entries()) {
    let [right, of, labels] = [0, 0, 0];
    for (let round = 0; round < draws; round++) {
      const given = labelSome(truth, count, random);
      const said = await spreadOver(instrument, points, given, classes, { signal });
      const score = scoreOfRest(truth, given, said);
      right += score.right;
      of += score.of;
      labels = given.filter((label) => label >= 0).length;
      onProgress?.((i + (round + 1) / draws) / each.length);
    }
    if (of > 0) onPoint([labels, (100 * right) / of]);
  }
}
