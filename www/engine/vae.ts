import { Client, type EngineError } from "./client";
import { defaults as written, range } from "./limits";
import { text } from "../text";
import { placesOf, type Spacing } from "../walks/places";
import { traversalVectors } from "../walks/vectors";
import { slerp } from "./slerp";
import type {
  BlockTensors,
  ClipBackground,
  ClipOptions,
  ClipSetup,
  ClipTrained,
  Detections,
  DetectOptions,
  DeviceChoice,
  DeviceInfo,
  Edit,
  Found,
  Given,
  ImageData,
  JobResult,
  JobStarted,
  Losses,
  ModelOptions,
  Opened,
  Picture,
  Place,
  Posterior,
  Progress,
  RecordedBlock,
  SaliencyOf,
  SceneOptions,
  SceneSetup,
  SceneTrained,
  SessionOptions,
  Setup,
  Split,
  Stage,
  Statistics,
  StepMeasures,
  StepRecord,
  Structure,
  Tiles,
  Trace,
  TrainingOptions,
  UnitStatistics,
} from "./protocol";

const { model, training, seed } = written;

/** The reference network and schedule for 8x8 digits: what the engine takes where it is told nothing. */
export const defaults: SessionOptions = { model, training, seed };

/** What `createVae` is told; the reference network for 8x8 digits where it is not. */
export interface VaeOptions {
  /**
   * `auto`, unless told, takes a GPU that is no software, else the CPU. It does not measure: a small model may be faster
   * on the CPU, which each one's `Progress.imagesPerSecond` tells.
   */
  device?: DeviceChoice;
  /** @internal `auto` begins on the CPU, and tells of the GPU that it may take later. */
  cpuFirst?: boolean;
  /** The network; what is left out is the default's. */
  model?: Given<ModelOptions>;
  /** How it is trained; what is left out is the default's. */
  training?: Given<TrainingOptions>;
  /** Fixes initial weights, batch order and noise; the default's unless told. */
  seed?: number;
  /** Ends the opening when it aborts; a model that has been opened is ended by `destroy`. */
  signal?: AbortSignal;
  /** Told what a long wait is for: downloading, opening the device, compiling kernels; null when it is over. */
  onStage?: (stage: Stage | null) => void;
  /** Told once if the worker dies; everything pending is rejected with the same error. */
  onFatal?: (error: EngineError) => void;
  /**
   * Told for how many seconds the worker has not answered, from 30 on, and null when it does again. It may be deep in a
   * long step, or hang: `wait` or `end` it.
   */
  onSilence?: (seconds: number | null) => void;
}

/** Which dimensions are walked along, and where. */
export interface TraverseOptions {
  /** Counted from 0; all of them unless told. */
  dimensions?: readonly number[];
  /** Images along each; 11 unless told. */
  steps?: number;
  /** Evenly from -3 to 3, unless told, or at equal shares of the prior's mass. */
  spacing?: Spacing;
}

/** Options for a new start. */
export type SessionChange = Pick<VaeOptions, "model" | "training" | "seed">;

/** How a checkpoint is taken. */
export interface LoadOptions {
  weightsOnly?: boolean;
  batchSize?: number;
  move?: boolean;
}

/** How long work is followed, and ended early. */
export interface JobOptions<T> {
  signal?: AbortSignal;
  /** Told what the parts that are done give, and how many there are in all. */
  onProgress?: (soFar: T, total: number) => void;
  /** Told how many parts are done, of how many, also where they give nothing yet. */
  onPart?: (done: number, total: number) => void;
}

/** How a search is followed. */
export interface DetectFollowing extends Omit<JobOptions<Detections>, "onPart"> {
  /** Told how many windows have been looked at, of how many, while all of them are; then the objects so far change. */
  onWindows?: (seen: number, all: number) => void;
}

/** How a picture is searched; what is left out is the engine's default. */
export type DetectChange = Omit<Given<DetectOptions>, "background"> & {
  /**
   * What is where no object is: one colour, something that changes slowly, or an image of it with the standard deviation
   * of each pixel's noise, one value a pixel.
   */
  background?:
    { kind: "constant" } | { kind: "smooth" } | { kind: "given"; pixels: Float32Array; noise: Float32Array };
};

/** Longest uninterrupted stretch of training, so that a command never waits much longer. */
const chunkMs = 40;

/** In one call; its time ends it before. */
const mostSteps = 2 ** 20;
const { asked } = text.engine;

/** Before so many vectors are made in the page. */
function checkSteps(steps: number): void {
  const [, most] = range("interpolate.steps");
  if (!Number.isInteger(steps) || steps < 1 || steps > most) {
    throw new RangeError(asked.wrongSteps(steps, most));
  }
}

/** What is in force, with what changes; the engine completes and checks it. */
export function merge(base: SessionOptions, change: SessionChange): Given<SessionOptions> {
  return {
    model: { ...base.model, ...change.model },
    training: { ...base.training, ...change.training },
    seed: change.seed ?? base.seed,
  };
}

/** Opens a worker with the module of the device that is taken, and a session in it. */
export async function createVae(options: VaeOptions = {}): Promise<Vae> {
  const { signal, onStage, onFatal, onSilence } = options;
  signal?.throwIfAborted();
  const client = new Client({ onStage, onFatal, onSilence });
  const abort = () => client.close();
  signal?.addEventListener("abort", abort);
  try {
    const { device = "auto", cpuFirst = false } = options;
    const opened = await client.call("open", { device, cpuFirst, options: merge(defaults, options) });
    return new Vae(client, opened);
  } catch (error) {
    client.close();
    throw error;
  } finally {
    signal?.removeEventListener("abort", abort);
  }
}

/** A model with its data and its optimiser, living in a worker. */
export class Vae {
  /** Trainable parameters; 0 before `setData`. */
  parameters = 0;
  /** Optimiser steps an epoch; 0 before `setData`. */
  stepsPerEpoch = 0;
  /** Bytes that training holds beside the data, an estimate; 0 before `setData`. */
  trainingBytes = 0;
  /** Whether a checkpoint of the model would be small enough to be read again. */
  savable = true;
  /** The device taken, and why that one. */
  readonly device: DeviceInfo;
  /** @internal The GPU's name where `auto` may take it, which is taken or not. */
  readonly gpu: string | null;
  /** @internal What its worker holds that no checkpoint does. */
  readonly besides = new Set<unknown>();
  /** Values of an image; 0 before `setData`. */
  private pixels = 0;
  private session: SessionOptions;

  /** @internal `createVae` makes them. */
  constructor(
    private readonly client: Client,
    { device, options, gpu }: Opened,
  ) {
    this.device = device;
    this.session = options;
    this.gpu = gpu;
  }

  private adopt({ options, ...size }: Setup): void {
    this.session = options;
    Object.assign(this, size);
  }

  /** The options in force, complete. */
  get options(): SessionOptions {
    return this.session;
  }

  /**
   * Other images, on which a model starts anew, with other options where given. The pixels are copied, or moved where
   * they are no longer needed here: a copy of many takes a while.
   */
  async setData(
    { pixels, shape, testRows, stored }: ImageData,
    { move = false, ...change }: SessionChange & { move?: boolean } = {},
  ): Promise<void> {
    const options = merge(this.session, change);
    if (stored) {
      this.adopt(await this.client.call("setStored", { ...stored, options }));
    } else {
      const data = { pixels, shape, ...(testRows && { testRows }), options };
      this.adopt(await this.client.call("setData", data, move ? [pixels.buffer] : []));
    }
    this.pixels = shape[1] * shape[2] * shape[3];
  }

  /** Trains for `epochs` more epochs, pausing for good when `signal` aborts; a progress at least every epoch. */
  async *train({ epochs, signal }: { epochs: number; signal?: AbortSignal }): AsyncGenerator<Progress> {
    if (typeof epochs !== "number" || !(epochs >= 0)) throw new RangeError(asked.wrongEpochs(epochs));
    let left = Math.round(epochs * this.stepsPerEpoch);
    while (left > 0 && !signal?.aborted) {
      const steps = Math.min(left, mostSteps);
      const progress = await this.client.call("train", { steps, budgetMs: chunkMs });
      left -= progress.steps;
      yield progress;
    }
  }

  /** At most `steps` steps, at most to the end of the epoch. */
  trainSteps(steps: number): Promise<Progress> {
    return this.client.call("train", { steps, budgetMs: Infinity });
  }

  /** New weights from the seed, with other options where given. Data stays. */
  async reset(change: SessionChange = {}): Promise<void> {
    this.adopt(await this.client.call("reset", merge(this.session, change)));
  }

  /** Learning rate, beta or batch size from the next step on. */
  async setTraining(change: Given<TrainingOptions>): Promise<void> {
    this.adopt(await this.client.call("setTraining", { ...this.session.training, ...change }));
  }

  /** Mean losses over a split; `null` where it is empty. */
  evaluate(split: Split): Promise<Losses | null> {
    return this.client.call("evaluate", { split });
  }

  /** @internal The pixels of rows of the data. */
  images(rows: Uint32Array): Promise<Float32Array> {
    return this.client.call("images", { rows });
  }

  /** Posteriors of rows of the data, of all of them where none are given. */
  embed(rows?: Uint32Array): Promise<Posterior> {
    return this.client.call("embed", rows ? { rows } : {});
  }

  /** Posteriors of images of the data's size, values in [0, 1]. */
  encode(pixels: Float32Array): Promise<Posterior> {
    return this.client.call("encode", { pixels });
  }

  /** The images of latent vectors, `latent` values each: pixel probabilities in [0, 1]. */
  decode(z: Float32Array): Promise<Float32Array> {
    return this.client.call("decode", { z });
  }

  /** The decoded posterior means of rows of the data. */
  reconstruct(rows: Uint32Array): Promise<Float32Array> {
    return this.client.call("reconstruct", { rows });
  }

  /**
   * `size * size` images over [-extent, extent] of two latent dimensions, top row first; one row where both
   * dimensions are the same.
   */
  manifold(args: { size: number; extent: number; dimensions: [number, number] }): Promise<Float32Array> {
    return this.client.call("manifold", args);
  }

  /**
   * `steps` decoded images between the posterior means of two rows, both ends included: on the straight line, or with
   * `slerp` on the great circle, which keeps the distance from the origin that most draws of the prior have.
   */
  async interpolate(
    from: number,
    to: number,
    { steps, kind = "linear" }: { steps: number; kind?: "linear" | "slerp" },
  ): Promise<Float32Array> {
    if (kind === "linear") return this.client.call("interpolate", { from, to, steps });
    checkSteps(steps);
    // A typed array would make a row of anything.
    const { mean } = await this.embed([from, to] as unknown as Uint32Array);
    const latent = mean.length / 2;
    return this.decode(slerp(mean.subarray(0, latent), mean.subarray(latent), steps));
  }

  /**
   * What each latent dimension does around a latent vector: images along one dimension after the other, all others as in
   * `z`, and the values at which they were decoded.
   */
  async traverse(
    z: Float32Array,
    { dimensions, steps = 11, spacing = "even" }: TraverseOptions = {},
  ): Promise<{ places: number[]; images: Float32Array }> {
    const { latent } = this.session.model;
    if (!(z instanceof Float32Array) || z.length !== latent) throw new RangeError(asked.wrongVector(latent));
    const along = dimensions ?? [...z.keys()];
    const unknown = along.find((dimension) => !(typeof dimension === "number" && dimension in z));
    if (unknown !== undefined) throw new RangeError(asked.noDimension(unknown, latent));
    checkSteps(steps);
    const places = placesOf(steps, spacing);
    const images = await this.decode(traversalVectors(z, along, places));
    return { places, images };
  }

  /**
   * Losses, active units, the bound of `samples` draws an image, and the aggregate posterior's moments, of the model
   * as it is now; `null` where there are no images. Ends early, with the images so far, when `signal` aborts.
   */
  async statistics(
    split: Split,
    samples = 1,
    following: JobOptions<Statistics> = {},
  ): Promise<Statistics | null> {
    const kind = "statistics";
    return this.follow(kind, this.client.call("startJob", { kind, split, samples }), following);
  }

  /**
   * How often each hidden unit is active over a split, and the images that excite it most, of the model as it is now.
   * Otherwise as `statistics`.
   */
  async unitStatistics(
    split: Split,
    following: JobOptions<UnitStatistics> = {},
  ): Promise<UnitStatistics | null> {
    return this.follow("units", this.client.call("startJob", { kind: "units", split }), following);
  }

  /**
   * Objects in a picture, found with the model as it is now: boxes, latents, decoded images, and which pixel is whose.
   * Grey pictures are repeated for a model of colour, colours become grey for one of grey. Ends early, with the objects
   * so far, when `signal` aborts; `null` where there are none yet, or the data went.
   */
  async detect(
    { pixels, shape }: Picture,
    { background = { kind: "smooth" }, ...rest }: DetectChange = {},
    { onWindows, ...following }: DetectFollowing = {},
  ): Promise<Detections | null> {
    const { kind } = background;
    const none = new Float32Array(0);
    const given = kind === "given" ? background : { pixels: none, noise: none };
    const options = { ...rest, background: { kind } };
    const started = this.client.call("startDetect", {
      pixels,
      shape,
      options,
      background: given.pixels,
      noise: given.noise,
    });
    // After the windows come as many looks as there may be objects, and one back at all of them.
    const looks = (rest.objects ?? written.detect.objects) + 1;
    const onPart = (done: number, total: number) => done <= total - looks && onWindows?.(done, total - looks);
    return this.follow("detections", started, { ...following, onPart });
  }

  /**
   * A picture as tiles of the model's image size, `stride` pixels apart, half a tile unless told: their posteriors and
   * errors, and what is decoded, put together again. Channels as in `detect`. `null` where the data went, or `signal`
   * aborted before the last tile.
   */
  tiles(
    { pixels, shape }: Picture,
    { stride }: { stride?: number } = {},
    following: JobOptions<Tiles> = {},
  ): Promise<Tiles | null> {
    const args = { pixels, shape, ...(stride !== undefined && { stride }) };
    return this.follow("tiles", this.client.call("startTiles", args), following);
  }

  private async follow<K extends JobResult["kind"]>(
    kind: K,
    started: Promise<JobStarted>,
    { signal, onProgress, onPart }: JobOptions<JobResult & { kind: K }>,
  ): Promise<(JobResult & { kind: K }) | null> {
    this.besides.add(started);
    try {
      const { id, total } = await started;
      let soFar: (JobResult & { kind: K }) | null = null;
      for (let done = 0; done < total;) {
        if (signal?.aborted) {
          await this.client.call("endJob", { id });
          break;
        }
        const state = await this.client.call("advanceJob", { id });
        if (state === null) return null;
        done = state.done;
        // A job's results are of its kind.
        if (state.result?.kind === kind) soFar = state.result as JobResult & { kind: K };
        onPart?.(done, total);
        if (soFar) onProgress?.(soFar, total);
      }
      return soFar;
    } finally {
      this.besides.delete(started);
    }
  }

  /** The blocks of a model of these settings, which need not be in force, for images of `shape` or of the data's. */
  structure(change: SessionChange = {}, shape?: [number, number, number]): Promise<Structure> {
    const options = merge(this.session, change);
    return this.client.call("structure", { options, ...(shape && { shape }) });
  }

  /**
   * Every value of images on their way from pixels to the loss, as in evaluation. `noise` has `latent` values an image,
   * with which each is drawn from its posterior; the posterior's mean unless told.
   */
  trace(
    pixels: Float32Array,
    { noise, edits = [] }: { noise?: Float32Array; edits?: Edit[] } = {},
  ): Promise<Trace> {
    return this.client.call("trace", { pixels, noise: noise ?? this.withoutNoise(pixels), edits });
  }

  /** Every value of latent vectors, `latent` values each, on their way to images. */
  decodeTrace(z: Float32Array, { edits = [] }: { edits?: Edit[] } = {}): Promise<Trace> {
    return this.client.call("decodeTrace", { z, edits });
  }

  /** Weight, bias and norm of a block: the encoder's, then the decoder's, counted from 0. */
  weights(block: number): Promise<BlockTensors> {
    return this.client.call("weights", { block });
  }

  /** How the image of one latent vector changes with each of its dimensions: `latent * pixels`. */
  jacobian(z: Float32Array): Promise<Float32Array> {
    return this.client.call("jacobian", { z });
  }

  /** The derivative of a number of each image by each of its pixels. */
  saliency(
    pixels: Float32Array,
    of: SaliencyOf,
    { noise }: { noise?: Float32Array } = {},
  ): Promise<Float32Array> {
    return this.client.call("saliency", { pixels, noise: noise ?? this.withoutNoise(pixels), of });
  }

  /**
   * What some units of a block of the encoder look for in one image: each one's derivative, before norm and activation,
   * by the pixels. `units * pixels` values.
   */
  templates(
    pixels: Float32Array,
    { block, units, place = 0 }: { block: number; units: readonly number[]; place?: number },
  ): Promise<Float32Array> {
    return this.client.call("templates", { pixels, block, units, place });
  }

  /** The rows of the data that the next step will learn from. */
  batchRows(): Promise<Uint32Array> {
    return this.client.call("batchRows", {});
  }

  /**
   * One step of training, with every value and gradient of the batch's first `images`. What it did to the parameters is
   * kept for `recordedParameters` until `endRecord`, or the next record.
   */
  recordStep(images: number): Promise<StepRecord> {
    return this.client.call("recordStep", { images });
  }

  /** What the recorded step did to a block's parameters; `null` where none is kept. */
  recordedParameters(block: number): Promise<RecordedBlock | null> {
    return this.client.call("recordedParameters", { block });
  }

  /** Frees what a record holds. */
  async endRecord(): Promise<void> {
    await this.client.call("endRecord", {});
  }

  /** Gradients and changes of the step that comes next, which is not taken. */
  measureStep(): Promise<StepMeasures> {
    return this.client.call("measureStep", {});
  }

  /**
   * Scenes of several objects, `[count, height, width, channels]` of sides that are multiples of 12, and a scene VAE
   * that begins on them beside the model. Where the model was trained, on images with as many channels, the scene VAE
   * first dreams of its samples.
   */
  setScenes(
    pixels: Float32Array,
    shape: [number, number, number, number],
    options: Given<SceneOptions> = {},
  ): Promise<SceneSetup> {
    this.besides.add("scene");
    return this.client.call("setScenes", { pixels, shape, options });
  }

  /** So many steps of the scene VAE. */
  trainScene(steps: number): Promise<SceneTrained> {
    return this.client.call("trainScene", { steps });
  }

  /** The objects of scenes of the size that the scene VAE learned. */
  detectScene(pixels: Float32Array): Promise<Found> {
    return this.client.call("detectScene", { pixels });
  }

  /** The scene VAE, its training and its settings in one safetensors file. */
  saveScene(): Promise<Uint8Array> {
    return this.client.call("saveScene", {});
  }

  /** Goes on where a scene VAE was saved, on the scenes that are here. */
  loadScene(bytes: Uint8Array): Promise<SceneSetup> {
    return this.client.call("loadScene", { bytes });
  }

  /** Frees the scenes and the scene VAE. */
  async endScene(): Promise<void> {
    await this.client.call("endScene", {});
    this.besides.delete("scene");
  }

  /**
   * Frames of a still camera, `[count, height, width, channels]`, and a background VAE that begins on them beside the
   * model: it learns what stays, the light on it and each value's noise, and not what passes.
   */
  setClip(
    pixels: Float32Array,
    shape: [number, number, number, number],
    options: Given<ClipOptions> = {},
  ): Promise<ClipSetup> {
    this.besides.add("clip");
    return this.client.call("setClip", { pixels, shape, options });
  }

  /** So many steps of the background VAE. */
  trainClip(steps: number): Promise<ClipTrained> {
    return this.client.call("trainClip", { steps });
  }

  /** What frames of the clip's size would be if nothing passed, in their light. */
  clipBackground(pixels: Float32Array): Promise<ClipBackground> {
    return this.client.call("clipBackground", { pixels });
  }

  /** Frees the clip and the background VAE. */
  async endClip(): Promise<void> {
    await this.client.call("endClip", {});
    this.besides.delete("clip");
  }

  /** So that each image's latent vector is its posterior's mean. */
  private withoutNoise(pixels: Float32Array): Float32Array {
    const images = Math.floor(pixels?.length / this.pixels);
    // The engine says what is wrong with what are no pixels.
    return new Float32Array(Number.isFinite(images) ? images * this.session.model.latent : 0);
  }

  /**
   * A checkpoint: weights, optimiser, settings and random state in one safetensors file. With `kept` it has the weights that
   * were kept last, as `goBack` takes them: those of a model whose numbers are no longer finite can't be saved.
   */
  save({ kept = false }: { kept?: boolean } = {}): Promise<Uint8Array> {
    return this.client.call("save", { kept });
  }

  /**
   * Goes on where a checkpoint stood, on the same data. With `weightsOnly` starts anew with its weights, on any data
   * of the same image size; with `batchSize` takes other batches than it was trained with. The bytes are copied, or
   * moved where they are no longer needed here.
   */
  async load(
    bytes: Uint8Array,
    { weightsOnly = false, batchSize, move = false }: LoadOptions = {},
  ): Promise<Place> {
    const args = { bytes, weightsOnly, ...(batchSize !== undefined && { batchSize }) };
    const { step, epoch, setup } = await this.client.call("load", args, move ? [bytes.buffer] : []);
    this.adopt(setup);
    return { step, epoch };
  }

  /**
   * Where `goBack` would lead; null where nothing was kept yet. While it trains, the model keeps its weights and its
   * optimiser every few seconds, and before other training settings, as long as all their numbers are finite.
   */
  kept(): Promise<Place | null> {
    return this.client.call("kept", {});
  }

  /**
   * Goes on from what was kept last, with the training settings of then: what is left to do when a loss is no number any
   * more.
   */
  async goBack(): Promise<Place | null> {
    const loaded = await this.client.call("goBack", {});
    if (loaded === null) return null;
    const { step, epoch, setup } = loaded;
    this.adopt(setup);
    return { step, epoch };
  }

  /** `count` images decoded from draws of the prior, new ones at each call. */
  sample(count: number): Promise<Float32Array> {
    return this.client.call("sample", { count });
  }

  /** Waits on for one that has been said to be silent; it is said again after as long a time. */
  wait(): void {
    this.client.wait();
  }

  /** Ends one that has been said to be silent, as if it had died. */
  end(): void {
    this.client.die({ kind: "silent", why: "" });
  }

  /** Ends the worker and frees what it held; anything pending is rejected. */
  destroy(): void {
    this.client.close();
  }
}
