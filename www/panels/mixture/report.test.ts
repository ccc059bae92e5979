import { expect, test } from "vitest";
import type { Args, CommandName, FittedMixture, Mixture, PointSet } from "../../instrument/protocol";
import { component, describe, parameters } from "./report";
import { colorsOf } from "./tables";

const unit = (mean: number): Mixture => ({
  dimensions: 1,
  covariance: "diagonal",
  weights: [1],
  means: [mean],
  covariances: [1],
});

const two: Mixture = {
  dimensions: 1,
  covariance: "diagonal",
  weights: [0.75, 0.25],
  means: [0, 10],
  covariances: [1, 4],
};

const fitted: FittedMixture = { mixture: two, logLikelihood: -1, bic: 12, iterations: 3, converged: true };

/** Says of a point its square distance from the first mean, negative, and gives it to the nearest component. */
const instrument = {
  async call(command: CommandName, args: unknown): Promise<unknown> {
    const { points, mixture } = args as { points: PointSet; mixture: Mixture };
    if (command === "fitMixture") return { ...fitted, mixture: unit(5), bic: 99 };
    if (command === "classMixture") {
      const { points } = args as Args<"classMixture">;
      expect([...points.labels]).toEqual([2, 2, 0]);
      return { mixture: { ...two, means: [10, 1] }, classes: [0, 2] };
    }
    if (command === "logDensity") return points.values.map((x) => -((x - mixture.means[0]!) ** 2));
    return Float32Array.from([...points.values].flatMap((x) => (x < 5 ? [0.9, 0.1] : [0.2, 0.8])));
  },
};

const codes = (rows: number[], values: number[]) => ({
  rows: Uint32Array.from(rows),
  points: { values: Float32Array.from(values), dimensions: 1 },
  logVariance: new Float32Array(values.length),
});

const ask = (labels: number[] | undefined, held: [number[], number[]] = [[3], [2]]) =>
  describe(
    instrument as never,
    { train: codes([0, 1, 2], [0, 2, 10]), test: codes(...held), labels, classes: labels ? 3 : 0 },
    fitted,
    new AbortController().signal,
  );

test("the mixture stands beside one Gaussian and the prior, on training and on test images", async () => {
  const report = await ask([2, 2, 0, 2]);
  expect(report.images).toEqual({ train: 3, test: 1 });
  expect(report.mixture).toEqual({ train: -104 / 3, test: -4 });
  expect(report.one).toEqual({ train: -(25 + 9 + 25) / 3, test: -9, bic: 99 });
  expect(report.prior).toEqual(report.mixture);
});

test("a component has the images of which it has the largest share, and their most frequent class", async () => {
  const { components } = await ask([2, 2, 0, 2]);
  expect(components).toEqual([
    { weight: 0.75, images: 2, most: { label: 2, share: 1 } },
    { weight: 0.25, images: 1, most: { label: 0, share: 1 } },
  ]);
  expect(colorsOf({ components } as never)).toEqual([2, 0]);
});

test("each class is measured on its own images, also where it has no test images", async () => {
  const { classes } = await ask([2, 2, 0, 2]);
  expect(classes).toEqual([
    { label: 0, images: { train: 1, test: 0 }, train: 0, test: null },
    { label: 2, images: { train: 2, test: 1 }, train: -1, test: -1 },
  ]);
});

test("without classes or test images the rest is told all the same", async () => {
  const report = await ask(undefined, [[], []]);
  expect(report.classes).toEqual([]);
  expect(report.mixture.test).toBeNull();
  expect(report.components.map(({ images, most }) => [images, most])).toEqual([
    [2, null],
    [1, null],
  ]);
  // Components have colours of their own.
  expect(colorsOf(report)).toEqual([0, 1]);
});

test("a component by itself, and the numbers that are free in a fit", () => {
  expect(component(two, 1)).toEqual({ ...unit(10), covariances: [4] });
  expect(parameters(two)).toBe(5);
  // Two of three dimensions: six numbers of a covariance, three of a mean, one of a weight.
  expect(parameters({ ...two, dimensions: 3, covariance: "full" })).toBe(19);
});
