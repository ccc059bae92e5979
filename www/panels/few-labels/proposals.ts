import type { InstrumentClient, WorkOptions } from "../../instrument/client";
import type { PointSet } from "../../instrument/protocol";

/** The point nearest to each centre of a mixture fitted to the points: the ones that say most about the others. */
export async function centralPoints(
  instrument: InstrumentClient,
  points: PointSet,
  count: number,
  options: WorkOptions,
): Promise<number[]> {
  const { dimensions } = points;
  const components = Math.min(count, points.values.length / dimensions);
  const { mixture } = await instrument.call(
    "fitMixture",
    { points, options: { components, covariance: "diagonal", restarts: 1, seed: 1 } },
    options,
  );
  const queries = { values: Float32Array.from(mixture.means), dimensions };
  const { indices } = await instrument.call("neighbours", { points, queries, k: 1 }, options);
  return [...new Set(indices)];
}
