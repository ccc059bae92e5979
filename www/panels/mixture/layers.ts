import { contours as d3Contours } from "d3-contour";
import type { InstrumentClient } from "../../instrument/client";
import type { Mixture } from "../../instrument/protocol";
import type { ContourLayer, EllipseLayer } from "../../plane/layer";
import { project, projectCovariance, type Projection } from "../../plane/projection";

/** Cells of a side of the grid on which the density is taken. */
const cells = 96;
/** Contours hold these shares of the mixture. */
const shares = [0.9, 0.7, 0.5, 0.3, 0.1];
/** Standard deviations of the outermost components that are within the grid. */
const reach = 3;

const each = ({ dimensions, covariance, weights, means, covariances }: Mixture) => {
  const size = covariance === "full" ? dimensions ** 2 : dimensions;
  return weights.map((_, i) => ({
    mean: Float32Array.from(means.slice(i * dimensions, (i + 1) * dimensions)),
    covariance: Float32Array.from(covariances.slice(i * size, (i + 1) * size)),
  }));
};

/** Components at one and two standard deviations, named by their numbers from 1 on. */
export const ellipses = (mixture: Mixture, colors: number[]): EllipseLayer[] =>
  each(mixture).map(({ mean, covariance }, i) => ({
    kind: "ellipse",
    mean,
    covariance,
    color: colors[i]!,
    label: String(i + 1),
  }));

/** The mixture as a plane sees it: of two dimensions, the others summed over. */
export function onPlane(mixture: Mixture, plane: Projection): Mixture {
  const seen = each(mixture).map(({ mean, covariance }) => {
    const [xx, xy, yy] = projectCovariance(plane, covariance);
    return { mean: project(plane, mean), covariance: [xx, xy, xy, yy] };
  });
  return {
    dimensions: 2,
    covariance: "full",
    weights: mixture.weights,
    means: seen.flatMap(({ mean }) => mean),
    covariances: seen.flatMap(({ covariance }) => covariance),
  };
}

/** The values above which cells together hold these shares of the sum of all, in rising order. */
export function thresholds(values: Float32Array, shares: number[]): number[] {
  const sorted = values.toSorted().reverse();
  const total = sorted.reduce((sum, value) => sum + value, 0);
  let [at, held] = [0, 0];
  const found = shares.toSorted().map((share) => {
    while (at < sorted.length && held < share * total) held += sorted[at++]!;
    return sorted[Math.max(0, at - 1)]!;
  });
  return [...new Set(found)].reverse();
}

/** Left, right, bottom and top edge of a grid, in a plane's units. */
type Extent = readonly [left: number, right: number, bottom: number, top: number];

/** Closed lines around the cells whose values are above each threshold, of a square grid of them, top row first. */
export function levelsOf(values: Float32Array, thresholds: number[], [left, right, bottom, top]: Extent) {
  const cells = Math.sqrt(values.length);
  const found = d3Contours().size([cells, cells]).thresholds(thresholds)(Array.from(values));
  // A contour's coordinates are columns and rows from the upper left corner.
  return found.map(({ coordinates }) =>
    coordinates
      .flat()
      .map((line) =>
        Float32Array.from(
          line.flatMap(([column, row]) => [
            left + (column! / cells) * (right - left),
            top - (row! / cells) * (top - bottom),
          ]),
        ),
      ),
  );
}

/** The mixture's density on a plane. */
export async function contours(
  instrument: Pick<InstrumentClient, "call">,
  mixture: Mixture,
  plane: Projection,
  signal: AbortSignal,
): Promise<ContourLayer> {
  const seen = onPlane(mixture, plane);
  const edge = (axis: 0 | 1, way: 1 | -1) => {
    const ends = seen.weights.map(
      (_, i) => seen.means[2 * i + axis]! + way * reach * Math.sqrt(seen.covariances[4 * i + 3 * axis]!),
    );
    return way * Math.max(...ends.map((end) => way * end));
  };
  const extent: Extent = [edge(0, -1), edge(0, 1), edge(1, -1), edge(1, 1)];
  const [left, right, bottom, top] = extent;
  const points = new Float32Array(2 * cells * cells);
  for (let i = 0; i < cells * cells; i++) {
    points[2 * i] = left + (((i % cells) + 0.5) / cells) * (right - left);
    points[2 * i + 1] = top - ((Math.floor(i / cells) + 0.5) / cells) * (top - bottom);
  }
  const density = await instrument.call(
    "logDensity",
    { points: { values: points, dimensions: 2 }, mixture: seen },
    { signal },
  );
  const values = density.map(Math.exp);
  return { kind: "contours", plane, levels: levelsOf(values, thresholds(values, shares), extent) };
}
