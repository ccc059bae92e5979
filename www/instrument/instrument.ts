import { InstrumentClient, type WorkOptions } from "./client";
import type {
  Background,
  Classified,
  Comparison,
  Detection,
  Factor,
  FittedMixture,
  Foreground,
  ForegroundOptions,
  InformationResult,
  Labelled,
  Method,
  Mixture,
  MixtureOptions,
  PointSet,
  Principal,
  TrackedFrame,
  Tracker,
  TrackerOptions,
} from "./protocol";

/** How samples of a mixture are drawn. */
export interface SampleOptions {
  /** Standard deviations are multiplied by it; 1 unless told. */
  temperature?: number;
  /** The same seed gives the same draws; 0 unless told. */
  seed?: number;
  /** Draws from this component alone. */
  component?: number;
}

/**
 * Models, classifies and measures points, such as the codes of images that `Vae.embed` gives, in a worker of its own that
 * starts with the first question. Each question takes a `signal` that ends it and tells its progress.
 */
export class Instrument {
  /** @internal */
  readonly client = new InstrumentClient();

  /** Directions in which the points vary most, in falling order. */
  principal(points: PointSet, work?: WorkOptions): Promise<Principal> {
    return this.client.call("principal", { points }, work);
  }

  /** A Gaussian mixture fitted to the points by expectation maximisation. */
  mixture(
    points: PointSet,
    options: Partial<MixtureOptions> = {},
    work?: WorkOptions,
  ): Promise<FittedMixture> {
    return this.client.call("fitMixture", { points, options }, work);
  }

  /** A mixture for each number of components from 1 to `most`; the one with the lowest `bic` is the one to take. */
  mixtures(
    points: PointSet,
    most: number,
    options: Omit<Partial<MixtureOptions>, "components"> = {},
    work?: WorkOptions,
  ): Promise<FittedMixture[]> {
    return this.client.call("chooseMixture", { points, options, most }, work);
  }

  /** Each point's log density in nats under a mixture. */
  logDensity(points: PointSet, mixture: Mixture, work?: WorkOptions): Promise<Float32Array> {
    return this.client.call("logDensity", { points, mixture }, work);
  }

  /** Each component's share in each point: as many values a point as there are components. */
  responsibilities(points: PointSet, mixture: Mixture, work?: WorkOptions): Promise<Float32Array> {
    return this.client.call("responsibilities", { points, mixture }, work);
  }

  /**
   * Of a mixture that was fitted to posteriors' means, the mixture of the posteriors (the aggregate posterior), which is
   * the one to draw codes from: each component is wider by the mean variance of its points' posteriors.
   */
  aggregate(mixture: Mixture, means: PointSet, variances: PointSet, work?: WorkOptions): Promise<Mixture> {
    return this.client.call("aggregate", { mixture, means, variances }, work);
  }

  /** `count` draws of a mixture, and the component that each is of. */
  sample(
    mixture: Mixture,
    count: number,
    { temperature = 1, seed = 0, component }: SampleOptions = {},
    work?: WorkOptions,
  ): Promise<{ values: Float32Array; components: Int32Array }> {
    const args = { mixture, count, temperature, seed, ...(component !== undefined && { component }) };
    return this.client.call("sampleMixture", args, work);
  }

  /** The `k` nearest of the points to each query, nearest first. */
  neighbours(
    points: PointSet,
    queries: PointSet,
    k: number,
    work?: WorkOptions,
  ): Promise<{ indices: Uint32Array; distances: Float32Array }> {
    return this.client.call("neighbours", { points, queries, k }, work);
  }

  /** Learns from labelled points, and says the class of others, and how sure it is. */
  classify(train: Labelled, queries: PointSet, method: Method, work?: WorkOptions): Promise<Classified> {
    return this.client.call("classify", { train, queries, method }, work);
  }

  /** How near made points are to real ones: MMD, Frechet distance, precision and recall. */
  compare(real: PointSet, made: PointSet, { seed = 0 } = {}, work?: WorkOptions): Promise<Comparison> {
    return this.client.call("compare", { a: real, b: made, seed }, work);
  }

  /** How much each dimension tells of each factor, and each factor's gap (MIG). */
  information(points: PointSet, factors: Factor[], work?: WorkOptions): Promise<InformationResult> {
    return this.client.call("information", { points, factors }, work);
  }

  /**
   * Things followed over the frames of a video (SORT): what was found in each frame gets the id of its track. The tracker
   * that comes back takes the frames that follow.
   */
  track(
    frames: Detection[][],
    { tracker, ...options }: Partial<TrackerOptions> & { tracker?: Tracker } = {},
    work?: WorkOptions,
  ): Promise<{ tracker: Tracker; frames: TrackedFrame[] }> {
    return this.client.call("track", { frames, options, ...(tracker && { tracker }) }, work);
  }

  /** What a still camera sees when nothing moves: medians over the frames, `[frames, height, width, channels]`. */
  background(
    pixels: Float32Array,
    shape: [frames: number, height: number, width: number, channels: number],
    { leastNoise = 0.01 } = {},
    work?: WorkOptions,
  ): Promise<Background> {
    return this.client.call("background", { pixels, shape, leastNoise }, work);
  }

  /** What of a frame, `[height, width, channels]`, is not its background. */
  foreground(
    frame: Float32Array,
    background: Background,
    options: Partial<ForegroundOptions> = {},
    work?: WorkOptions,
  ): Promise<Foreground> {
    return this.client.call("foreground", { frame, background, options }, work);
  }

  /** Ends the worker and frees what it held; what is under way is rejected. */
  destroy(): void {
    this.client.close();
  }
}
