import type { Dataset, Unlabelled } from "../../data/dataset";
import type { InstrumentClient, WorkOptions } from "../../instrument/client";
import type { Method } from "../../instrument/protocol";
import type { Latents } from "../../run/latents";
import { gather, pixelsOf } from "../rows";
import { classCount, labelsOf, type Rows, type Space } from "./points";
import { testClassifier, type Problem, type Tested } from "./testing";

export const spaces: readonly Space[] = ["latents", "pixels"];

/** A classifier in a space, and of which step's latents; pixels are those of any step. */
export interface Entry extends Tested {
  method: Method;
  step: number | null;
}

export const methodsOf = (k: number): Method[] => [
  { kind: "neighbours", k },
  { kind: "logistic", c: 1 },
  { kind: "mixture", components: 1, covariance: "full", seed: 1 },
];

/** A full covariance of more dimensions than this takes minutes; its diagonal is taken instead. */
const mostFull = 128;

/** The method as it is used on points of so many dimensions. */
export const suited = (method: Method, dimensions: number): Method =>
  method.kind === "mixture" && dimensions > mostFull ? { ...method, covariance: "diagonal" } : method;

/** So many products of two numbers are made in well under a second. */
const cheapProducts = 4e8;

/** Whether classifiers can be tested in a space without being asked to. */
export function cheap({ train, test }: Rows, dimensions: number): boolean {
  return train.length * (train.length + test.length) * dimensions < cheapProducts;
}

export const dimensionsOf = (
  { images: { shape } }: Pick<Unlabelled, "images">,
  space: Space,
  latent: number,
) => (space === "latents" ? latent : shape[1] * shape[2] * shape[3]);

/** The images as points of a space, with their classes. */
export function problemOf(dataset: Dataset, { train, test }: Rows, latents: Latents | null): Problem {
  const points = (rows: Uint32Array) =>
    latents ? gather(latents.mean, latents.latent, rows) : pixelsOf(dataset.images, rows);
  const labels = labelsOf(dataset, train);
  return {
    train: { ...points(train), labels, classes: classCount(dataset) },
    test: points(test),
    truth: labelsOf(dataset, test),
  };
}

/** Tests each method in a space, told of each as soon as it is known; what one fails at is thrown after all. */
export async function testAll(
  instrument: InstrumentClient,
  problem: Problem,
  methods: Method[],
  onEntry: (index: number, tested: Tested & { method: Method }) => void,
  { signal, onProgress }: WorkOptions,
): Promise<void> {
  let failed: unknown = null;
  for (const [index, general] of methods.entries()) {
    const method = suited(general, problem.train.dimensions);
    try {
      const tested = await testClassifier(instrument, problem, method, {
        signal,
        onProgress: (done) => onProgress?.((index + done) / methods.length),
      });
      onEntry(index, { ...tested, method });
    } catch (error) {
      signal?.throwIfAborted();
      failed ??= error;
    }
  }
  if (failed) throw failed;
}
