/** What the page and the worker that models and measures points say to each other. */
import type { InstrumentFailure } from "./wire";

/** Points in a space, one after the other: `dimensions` values each. */
export interface PointSet {
  values: Float32Array;
  dimensions: number;
}

/** Points whose classes are known; -1 where one is not. */
export interface Labelled extends PointSet {
  labels: Int32Array;
  classes: number;
}

/** Directions in which points vary most, in falling order. */
export interface Principal {
  mean: number[];
  /** A direction of length 1 after the other, `dimensions` values each. */
  components: number[];
  /** The points' variance along each, and its share of all variance. */
  variances: number[];
  ratios: number[];
}

export type CovarianceKind = "full" | "diagonal";

export interface MixtureOptions {
  components: number;
  covariance: CovarianceKind;
  restarts: number;
  seed: number;
}

/** A Gaussian mixture. */
export interface Mixture {
  dimensions: number;
  covariance: CovarianceKind;
  /** One a component; they add up to 1. */
  weights: number[];
  /** `dimensions` values a component. */
  means: number[];
  /** A matrix a component, row after row; of a diagonal one, the diagonal alone. */
  covariances: number[];
}

export interface FittedMixture {
  mixture: Mixture;
  /** Mean over the points it was fitted on, in nats. */
  logLikelihood: number;
  bic: number;
  iterations: number;
  converged: boolean;
}

/** A classifier of points. */
export type Method =
  | { kind: "neighbours"; k: number }
  /** Weight of the data against the penalty on the coefficients, as in scikit-learn. */
  | { kind: "logistic"; c: number }
  /** A mixture a class, of so many components. */
  | { kind: "mixture"; components: number; covariance: CovarianceKind; seed: number };

/** A fitted logistic regression, which the worker is given back to classify more points. */
export interface Logistic {
  /** Of each dimension, of the points it was fitted to; and one by the standard deviation. */
  mean: number[];
  scale: number[];
  classes: number;
  /** The classes that some point has, in the order of what follows. */
  present: number[];
  coefficients: number[][];
  intercepts: number[];
  iterations: number;
  converged: boolean;
}

export interface Classified {
  /** The class of each point. */
  classes: Int32Array;
  /** How sure it is of that class, between 0 and 1. */
  confidence: Float32Array;
}

/** A value, and the interval that 95% of resampled values lie in. */
export interface Interval {
  value: number;
  low: number;
  high: number;
}

/** How near two sets of points are. */
export interface Comparison {
  /** Squared maximum mean discrepancy, unbiased. */
  discrepancy: Interval;
  /** Frechet distance of the Gaussians fitted to both. */
  frechet: Interval;
  /** Share of `b` within `a`'s balls, and of `a` within `b`'s. */
  precision: number;
  recall: number;
}

/** A column that is known of each point: classes, or numbers. */
export type Factor = { name: string } & (
  { classes: number; values: Int32Array } | { classes?: undefined; values: Float32Array }
);

/** Each command, what it takes and what it gives. */
export interface Commands {
  principal: { args: { points: PointSet }; result: Principal };
  fitMixture: { args: { points: PointSet; options: MixtureOptions }; result: FittedMixture };
  /** One fit for each number of components from 1 on. */
  chooseMixture: {
    args: { points: PointSet; options: Omit<MixtureOptions, "components">; most: number };
    result: FittedMixture[];
  };
  /** A Gaussian for each class, weighted by how many points it has; a class without points has none. */
  classMixture: {
    args: { points: Labelled; covariance: CovarianceKind };
    result: { mixture: Mixture; classes: number[] };
  };
  /** Each point's log density in nats. */
  logDensity: { args: { points: PointSet; mixture: Mixture }; result: Float32Array };
  /** Each component's share in each point, `components` values a point. */
  responsibilities: { args: { points: PointSet; mixture: Mixture }; result: Float32Array };
  /** Draws, standard deviations multiplied by `temperature`; from one component where it is named. */
  sampleMixture: {
    args: { mixture: Mixture; count: number; temperature: number; seed: number; component?: number };
    result: { values: Float32Array; components: Int32Array };
  };
  /** The `k` nearest of `points` to each query, nearest first. */
  neighbours: {
    args: { points: PointSet; queries: PointSet; k: number; leaveOut?: boolean };
    result: { indices: Uint32Array; distances: Float32Array };
  };
  /**
   * Learns from labelled points, then says the class of others. With `leaveOut`, which is for neighbours alone, the
   * queries are the points learned from, and none is its own neighbour.
   */
  classify: {
    args: { train: Labelled; queries: PointSet; method: Method; leaveOut?: boolean };
    result: Classified;
  };
  /** What `classify` learns of a logistic regression, once for many questions. */
  fitLogistic: { args: { train: Labelled; c: number }; result: Logistic };
  predictLogistic: { args: { model: Logistic; queries: PointSet }; result: Classified };
  /** A few labels spread over a graph of neighbours. */
  spreadLabels: { args: { points: Labelled; k: number }; result: Classified };
  compare: {
    args: { a: PointSet; b: PointSet; seed: number };
    result: Comparison;
  };
  /** How much each dimension tells of each factor, as a part of what there is to tell; and each factor's gap (MIG). */
  information: {
    args: { points: PointSet; factors: Factor[] };
    result: { matrix: number[][]; gaps: number[]; mig: number };
  };
  /** Counts of each dimension's values in `bins` equal parts of [-extent, extent]; those outside at the ends. */
  histograms: {
    args: { points: PointSet; bins: number; extent: number };
    result: { counts: number[][] };
  };
  /** Smoothed density on a grid over [-extent, extent] of two coordinates, top row first, and its holes. */
  density: {
    args: { points: PointSet; size: number; extent: number };
    result: {
      density: Float32Array;
      bandwidth: number;
      /** Where the prior is dense and the points are not, worst first. */
      holes: { at: [number, number]; prior: number; density: number }[];
    };
  };
  /** Pairs of near points, each once, `from, to` after the other, and their distances. */
  graph: { args: { points: PointSet; k: number }; result: { edges: Uint32Array; lengths: Float32Array } };
  /** The shortest way over edges of these lengths. */
  path: {
    args: { points: number; edges: Uint32Array; lengths: Float32Array; from: number; to: number };
    result: { path: Uint32Array; length: number };
  };
  /** Features of images by a small classifier that was trained beforehand. */
  features: {
    args: { pixels: Float32Array; shape: [number, number, number, number] };
    result: PointSet;
  };
}

export type CommandName = keyof Commands;
export type Args<C extends CommandName> = Commands[C]["args"];
export type Result<C extends CommandName> = Commands[C]["result"];

/** A question, by a number of its own. */
export type Call = { [C in CommandName]: { id: number; command: C; args: Args<C> } }[CommandName];

/** Page to worker. */
export type InstrumentRequest = Call | { cancel: number };

/** A failure as it crosses the worker's border. */
export type InstrumentFailed = { name: string; message: string } & (InstrumentFailure | { code?: undefined });

/** Worker to page; `fatal` is its last word. */
export type InstrumentResponse =
  | { type: "result"; id: number; value: unknown }
  | { type: "progress"; id: number; done: number }
  | { type: "failure"; id: number; failure: InstrumentFailed }
  | { type: "fatal"; message: string };
