import type { InstrumentClient } from "../../instrument/client";
import type { PointSet, Result } from "../../instrument/protocol";
import { lift, project, projectAll, type Place, type Projection } from "../../plane/projection";
import type { Hole } from "../../run/store/instrument";

/** Cells of a side of the grid. */
export const size = 64;
/** How far it reaches beyond the prior's mean at least. */
const reach = 4;

/** The codes' density on a plane beside the prior's. */
export interface DensityReport {
  plane: Projection;
  /** Where the prior's mean lies on the plane. */
  centre: Place;
  /** How far the grid reaches to each side of the plane's origin. */
  extent: number;
  /** Of the codes, and how much denser they are than the prior: `size * size` values each, top row first. */
  density: Float32Array;
  logRatio: Float32Array;
  holes: Hole[];
}

/** The middle of a cell. */
const middle = (cell: number, extent: number): Place => [
  (((cell % size) + 0.5) / size) * 2 * extent - extent,
  extent - ((Math.floor(cell / size) + 0.5) / size) * 2 * extent,
];

/** The nearest place to another where codes are as dense as the prior; null where there is none. */
export function nearestDense(logRatio: Float32Array, extent: number, [x, y]: Place): Place | null {
  let best: Place | null = null;
  let least = Infinity;
  logRatio.forEach((ratio, cell) => {
    if (ratio < 0) return;
    const place = middle(cell, extent);
    const distance = Math.hypot(place[0] - x, place[1] - y);
    if (distance < least) [best, least] = [place, distance];
  });
  return best;
}

/** Places of a plane in latent space: in the plane that is parallel to it and goes through 0, the prior's mean. */
export const throughZero = (plane: Projection, place: Place): Float32Array =>
  lift(plane, place, new Float32Array(plane.mean.length));

function holesOf({ holes, logRatio }: Result<"density">, plane: Projection, extent: number): Hole[] {
  return holes.map(({ at, prior, density }) => {
    const dense = nearestDense(logRatio, extent, at);
    return { z: throughZero(plane, at), dense: dense && throughZero(plane, dense), prior, codes: density };
  });
}

/** Compares codes with the prior on a plane of more than one dimension. */
export async function measureDensity(
  instrument: Pick<InstrumentClient, "call">,
  { values, dimensions }: PointSet,
  plane: Projection,
  signal: AbortSignal,
): Promise<DensityReport> {
  const centre = project(plane, new Float32Array(dimensions));
  const extent = reach + Math.max(...centre.map(Math.abs));
  const points = { values: projectAll(plane, values), dimensions: 2 };
  const found = await instrument.call("density", { points, size, extent, centre }, { signal });
  const { density, logRatio } = found;
  return { plane, centre, extent, density, logRatio, holes: holesOf(found, plane, extent) };
}
