/** What the page and the worker that models and measures points say to each other. */
import type {
  ClassMixture,
  Comparison,
  Component,
  Covariance,
  Detection,
  FittedMixture,
  ForegroundOptions,
  Histogram,
  Hole,
  InformationResult,
  InstrumentFailure,
  LogisticModel,
  Mixture,
  MixtureOptions,
  Principal,
  TrackedFrame,
  Tracker,
  TrackerOptions,
} from "./wire";

export type * from "./wire";

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

/** A classifier of points. */
export type Method =
  | { kind: "neighbours"; k: number }
  /** Weight of the data against the penalty on the coefficients, as in scikit-learn. */
  | { kind: "logistic"; c: number }
  /** A mixture a class, of so many components. */
  | { kind: "mixture"; components: number; covariance: Covariance; seed: number };

/** What points were taken for. */
export interface Classified {
  /** The class of each point. */
  classes: Int32Array;
  /** How sure it is of that class, between 0 and 1. */
  confidence: Float32Array;
}

/** What a still camera sees when nothing moves, `[height, width, channels]` both. */
export interface Background {
  mean: Float32Array;
  /** Standard deviation of each value; above 0. */
  noise: Float32Array;
  width: number;
  channels: number;
}

/** What of a frame is not its background. */
export interface Foreground {
  /** How far each pixel is from the background, in units of its noise, `[height, width]`. */
  residual: Float32Array;
  /** 1 where a pixel is of the foreground, `[height, width]`. */
  mask: Uint8Array;
  /** Its parts that hang together. */
  components: Component[];
}

/** A column that is known of each point: classes, or numbers. */
export type Factor = { name: string } & (
  { classes: number; values: Int32Array } | { classes?: undefined; values: Float32Array }
);

/** Each command, what it takes and what it gives. */
export interface Commands {
  principal: { args: { points: PointSet }; result: Principal };
  /** What options are left out are the module's. A `start` is followed in place of starts drawn by chance. */
  fitMixture: {
    args: { points: PointSet; options: Partial<MixtureOptions>; start?: Mixture };
    result: FittedMixture;
  };
  /** One fit for each number of components from 1 on. */
  chooseMixture: {
    args: { points: PointSet; options: Omit<Partial<MixtureOptions>, "components">; most: number };
    result: FittedMixture[];
  };
  classMixture: { args: { points: Labelled; covariance: Covariance }; result: ClassMixture };
  /** Each point's log density in nats. */
  logDensity: { args: { points: PointSet; mixture: Mixture }; result: Float32Array };
  /** Each component's share in each point, `components` values a point. */
  responsibilities: { args: { points: PointSet; mixture: Mixture }; result: Float32Array };
  /**
   * Of a mixture that was fitted to posteriors' means, the mixture of the posteriors: each component is wider by the mean
   * variance of its points' posteriors.
   */
  aggregate: { args: { mixture: Mixture; means: PointSet; variances: PointSet }; result: Mixture };
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
  fitLogistic: { args: { train: Labelled; c: number }; result: LogisticModel };
  predictLogistic: { args: { model: LogisticModel; queries: PointSet }; result: Classified };
  /** A few labels spread over a graph of neighbours. */
  spreadLabels: { args: { points: Labelled; k: number }; result: Classified };
  /** How near made points (`b`) are to real ones (`a`), of each at most a thousand. */
  compare: { args: { a: PointSet; b: PointSet; seed: number }; result: Comparison };
  /** How much each dimension tells of each factor, as a part of what there is to tell; and each factor's gap (MIG). */
  information: { args: { points: PointSet; factors: Factor[] }; result: InformationResult };
  /** Of each dimension, over [-extent, extent]. */
  histograms: { args: { points: PointSet; bins: number; extent: number }; result: Histogram[] };
  /** Smoothed density on a grid over [-extent, extent] of two coordinates, top row first, and its holes. */
  density: {
    /** `centre` is where the prior's mean falls in these coordinates; 0, 0 unless told. */
    args: { points: PointSet; size: number; extent: number; centre?: [number, number] };
    result: {
      density: Float32Array;
      /** How much denser the points are than the prior; minus infinity where none are. */
      logRatio: Float32Array;
      /** Standard deviation of the smoothing. */
      bandwidth: number;
      holes: Hole[];
    };
  };
  /**
   * Pairs of near points, each once, `from, to` after the other, and their distances. Where they lie in several parts,
   * the last `parts - 1` edges are bridges between these.
   */
  graph: {
    args: { points: PointSet; k: number };
    result: { edges: Uint32Array; lengths: Float32Array; parts: number };
  };
  /** The shortest way over edges of these lengths. */
  path: {
    args: {
      points: number;
      edges: Uint32Array;
      lengths: Float32Array;
      parts?: number;
      from: number;
      to: number;
    };
    result: { path: Uint32Array; length: number; bridges: number };
  };
  /** Features of images by a small classifier that was trained beforehand. */
  features: {
    args: { pixels: Float32Array; shape: [number, number, number, number] };
    result: PointSet;
  };
  /**
   * Things followed over frames (SORT), from where `tracker` is, which is left out for a video's first. The tracker that
   * it gives takes the frames that follow; frame by frame is the same as all at once.
   */
  track: {
    args: { frames: Detection[][]; options?: Partial<TrackerOptions>; tracker?: Tracker };
    result: { tracker: Tracker; frames: TrackedFrame[] };
  };
  /** A clip's own background, by medians over its frames, `[frames, height, width, channels]`. */
  background: {
    args: {
      pixels: Float32Array;
      shape: [frames: number, height: number, width: number, channels: number];
      /** Stands where a pixel hardly ever changes; for values in [0, 1] of 8 bits some 0.01. */
      leastNoise: number;
    };
    result: Background;
  };
  foreground: {
    args: { frame: Float32Array; background: Background; options?: Partial<ForegroundOptions> };
    result: Foreground;
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
