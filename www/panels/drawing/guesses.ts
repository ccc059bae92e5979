import type { Dataset } from "../../data/dataset";
import type { InstrumentClient } from "../../instrument/client";
import type { Labelled, LogisticModel, PointSet } from "../../instrument/protocol";
import type { Latents } from "../../run/latents";
import { classCount, labelsOf, mostRows } from "../classification/points";
import { gather } from "../rows";
import { createLatest } from "../latest";

/** A class, and how sure of it a classifier is, between 0 and 1. */
export interface Guess {
  label: number;
  confidence: number;
}

/** What is said of a point of latent space; classes are null where there are none, or not yet. */
export interface Guesses {
  neighbours: Guess | null;
  logistic: Guess | null;
  /** All images that are learned from are of one class: there is nothing to regress. */
  oneClass: boolean;
  /** The training images with the nearest codes, nearest first. */
  nearest: Uint32Array;
}

const oneClass = (labels: Int32Array) => labels.every((label) => label === labels[0]);

/** Neighbours that vote, and are shown. */
export const neighbours = 5;

/** Classifiers of latents that are taught once and asked often. */
export class Guesser {
  private taught: { points: PointSet; labelled: Labelled | null; rows: Uint32Array } | null = null;
  private logistic: LogisticModel | null = null;
  private readonly fitting: { ask(train: Labelled): void; end(): void };

  constructor(
    private readonly instrument: InstrumentClient,
    options: { onFitted(): void; onFailed(error: Error): void },
  ) {
    this.fitting = createLatest<Labelled>(async (train, signal) => {
      this.logistic = await instrument.call("fitLogistic", { train, c: 1 }, { signal });
      options.onFitted();
    }, options.onFailed);
  }

  /** Takes latents and labels in place of those before; what takes a fit is only there when it is done, and only where `fits`. */
  teach({ rows, mean, latent }: Latents, dataset: Dataset, fits: boolean): void {
    const tests = new Set(dataset.images.testRows);
    const at = [...rows.keys()].filter((i) => !tests.has(rows[i]!)).slice(0, mostRows);
    const learned = Uint32Array.from(at, (i) => rows[i]!);
    const points = gather(mean, latent, at);
    const classes = classCount(dataset);
    const labels = labelsOf(dataset, learned);
    const labelled = dataset.images.labels ? { ...points, labels, classes } : null;
    this.taught = { points, labelled, rows: learned };
    this.fitting.end();
    this.logistic = null;
    if (fits && labelled && !oneClass(labels)) this.fitting.ask(labelled);
  }

  /** Null where nothing has been taught, or latents of another size. */
  async guess(code: Float32Array, signal: AbortSignal): Promise<Guesses | null> {
    const { taught, logistic, instrument } = this;
    if (!taught || taught.points.dimensions !== code.length) return null;
    const { points, labelled, rows } = taught;
    const k = Math.min(neighbours, rows.length);
    const queries = { values: code, dimensions: code.length };
    const [near, voted, fitted] = await Promise.all([
      instrument.call("neighbours", { points, queries, k }, { signal }),
      labelled &&
        instrument.call(
          "classify",
          { train: labelled, queries, method: { kind: "neighbours", k } },
          { signal },
        ),
      logistic && instrument.call("predictLogistic", { model: logistic, queries }, { signal }),
    ]);
    const first = (found: typeof voted) =>
      found && { label: found.classes[0]!, confidence: found.confidence[0]! };
    return {
      neighbours: first(voted),
      logistic: first(fitted),
      oneClass: labelled !== null && oneClass(labelled.labels),
      nearest: near.indices.map((index) => rows[index]!),
    };
  }

  destroy(): void {
    this.fitting.end();
  }
}
