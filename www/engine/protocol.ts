/**
 * What the page and the worker say to each other. The client is the only sender, the worker the only receiver. What
 * crosses to the engine as it is has its types from there, in `wire.ts`.
 */
import type {
  ClipOptions,
  ClipSetup,
  ClipTrained,
  DetectOptions,
  Edit,
  EngineFailure,
  Given,
  JobRequest,
  JobStarted,
  JobState,
  Loaded,
  Losses,
  Place,
  SaliencyOf,
  SceneOptions,
  SceneSetup,
  SceneTrained,
  SessionOptions,
  Setup,
  Split,
  StepMeasures,
  Structure,
  TensorPlan,
  TracePart,
  Trained,
  TrainingOptions,
} from "./wire";

export type * from "./wire";

/** Which device a person asks for; `auto` leaves it open, and a GPU that is software is not taken then. */
export type DeviceChoice = "auto" | "cpu" | "webgpu";
/** Where a session runs. */
export type DeviceKind = "cpu" | "webgpu";

/** The device that a session runs on, and why that one. */
export interface DeviceInfo {
  kind: DeviceKind;
  /** The GPU's name as the browser gives it, or what the CPU module uses. */
  adapter: string;
  /** One sentence for a person: why this device was taken. */
  reason: string;
}

/** Why there is no WebGPU, which `www/text` has words for. */
export type WithoutGpu =
  /** The browser has none, or no adapter for it; this is one file, which has no module for it or was not asked; or this build has none yet. */
  { kind: "noWebGpu" | "noAdapter" | "noModule" | "notAsked" | "notBuilt" } | { kind: "failed"; why: string };

/** Images, with classes and a held-out part where there are such. */
export interface ImageData {
  /** Values in [0, 1], row-major, `count * height * width * channels` of them. */
  pixels: Float32Array;
  /** `[count, height, width, channels]` */
  shape: [number, number, number, number];
  /** One class a row, where there are classes. */
  labels?: Uint8Array | Uint32Array;
  /** Rows held out of training; the others are trained on. */
  testRows?: Uint32Array;
  /** @internal Where these are the first rows of more, which stay in a file. */
  stored?: StoredImages;
}

/** Images that stay in a file, of which those are read that are needed: a byte a value, of which 255 is white. */
export interface StoredImages {
  file: Blob;
  /** Of a copy in the site's own storage, which is read faster. */
  copy?: string;
  /** Bytes before the file's first image. */
  offset: number;
  /** `[count, height, width, channels]` */
  shape: [number, number, number, number];
  /** Of each row, which of the file's images it is. */
  order: Uint32Array;
  /** Rows held out of training; the others are trained on. */
  testRows?: Uint32Array;
}

/** How far training is. */
export interface Progress {
  /** Optimiser steps since the last progress. */
  steps: number;
  /** Optimiser steps since the last reset. */
  step: number;
  /** Epochs completed, a fraction while inside one. */
  epoch: number;
  /** Training images seen a second over the latest chunk of steps, evaluation left out. */
  imagesPerSecond: number;
  /** Mean over the training batches since the last progress. */
  train: Losses;
  /** The whole test set, present when an epoch has just ended and there is a test set. */
  test: Losses | null;
}

/** Posterior parameters, `rows * latent` values each, row-major. */
export interface Posterior {
  mean: Float32Array;
  logVariance: Float32Array;
}

/** A picture of any size: values in [0, 1], row by row, the channels last. */
export interface Picture {
  pixels: Float32Array;
  /** `[height, width, channels]` */
  shape: [number, number, number];
}

/** All values of images, or of latent vectors, on their way through the model. */
export interface Trace {
  /** Where each stage's values stand in each image's. */
  parts: TracePart[];
  /** `images * values`, row-major. */
  values: Float32Array;
}

/** What a block computes with: the values of its tensors one after another, row-major each. */
export interface BlockTensors {
  /** Weight, bias, the norm's gamma and beta, a batch norm's running mean and variance: those that it has. */
  tensors: TensorPlan[];
  values: Float32Array;
}

/** A training step that was taken while it was looked at. */
export interface StepRecord {
  /** As of any other step. */
  trained: Trained;
  /** Of the whole batch. */
  measures: StepMeasures;
  /** The batch's rows in the data. */
  rows: Uint32Array;
  /** Where each stage's values stand in each image's. */
  parts: TracePart[];
  /** Of the batch's first images, `images * values`: as in training, batch norms by the batch's own moments. */
  values: Float32Array;
  /** The loss's gradient by these values, `images * values` of those parts that are stages, which come first. */
  gradients: Float32Array;
  /** Of the same images, `images * latent`. */
  noise: Float32Array;
}

/** What a recorded step did to a block's parameters: the values of its tensors, one after another, three times. */
export interface RecordedBlock {
  tensors: TensorPlan[];
  before: Float32Array;
  /** The loss's, before any clipping. */
  gradient: Float32Array;
  after: Float32Array;
}

/** What a scene VAE found in some scenes, one after another. */
export interface Found {
  /** How probably each cell has an object: `scenes * cells`. */
  presence: Float32Array;
  /** Left, top, width and height of each cell's object, in pixels: `scenes * cells * 4`. */
  boxes: Float32Array;
  /** Means of what each cell's object looks like: `scenes * cells * what`. */
  what: Float32Array;
  /** Means of place and depth: `scenes * cells * 5`. */
  place: Float32Array;
  /** Which cell's object each pixel is, counted from 1, and 0 for the background: `scenes * height * width`. */
  masks: Uint8Array;
  /** The scenes as the model sees them: `scenes * height * width * channels`. */
  reconstruction: Float32Array;
}

/** What a still camera's frames would be if nothing passed, in their own size. */
export interface ClipBackground {
  /** The frames as the background VAE sees them, with no more detail than it has: `frames * height * width * channels`. */
  seen: Float32Array;
  /** The same without what passes, in each frame's light. */
  mean: Float32Array;
  /** Standard deviation of each value's noise: `height * width * channels`. */
  noise: Float32Array;
}

/** What a long wait is for. */
export interface Stage {
  text: string;
  /** How many of what the text names there have been; how many there will be is not known. */
  count?: number;
}

/** A failure as it crosses the worker's border. The engine's own have a code and its values, for the page's words. */
export type Failure = { name: string; message: string } & (EngineFailure | { code?: undefined });

/** Each command, what it takes and what it gives. Those that the session has under the same name go to it as they are. */
export interface Commands {
  open: { args: { device: DeviceChoice; cpuFirst: boolean; options: Given<SessionOptions> }; result: Opened };
  /** A model begins on them anew, with other options where there are some. */
  setData: {
    args: Omit<ImageData, "labels" | "stored"> & { options?: Given<SessionOptions> };
    result: Setup;
  };
  /** The same of images that stay in a file. */
  setStored: { args: StoredImages & { options?: Given<SessionOptions> }; result: Setup };
  /** Trains for at most `steps` steps, at most to the end of the epoch, and for about `budgetMs`. */
  train: { args: { steps: number; budgetMs: number }; result: Progress };
  /** New weights from the seed; other options where given. Data stays. */
  reset: { args: Given<SessionOptions>; result: Setup };
  /** Takes effect on the next step; weights stay. */
  setTraining: { args: Given<TrainingOptions>; result: Setup };
  /** `null` where the split is empty. */
  evaluate: { args: { split: Split }; result: Losses | null };
  /** The pixels of rows of the data. */
  images: { args: { rows: Uint32Array }; result: Float32Array };
  /** Posteriors of the rows given, or of every row in order. */
  embed: { args: { rows?: Uint32Array }; result: Posterior };
  encode: { args: { pixels: Float32Array }; result: Posterior };
  /** `n * latent` values to `n` images: pixel probabilities in [0, 1]. */
  decode: { args: { z: Float32Array }; result: Float32Array };
  /** Decoded posterior means of the rows given. */
  reconstruct: { args: { rows: Uint32Array }; result: Float32Array };
  /**
   * `size * size` images over [-extent, extent] of two latent dimensions, top row first; one row where both
   * dimensions are the same.
   */
  manifold: { args: { size: number; extent: number; dimensions: [number, number] }; result: Float32Array };
  /** `steps` decoded images on the line between the posterior means of two rows, both ends included. */
  interpolate: { args: { from: number; to: number; steps: number }; result: Float32Array };
  /** `count` images decoded from draws of the prior. */
  sample: { args: { count: number }; result: Float32Array };
  /** The blocks of a model, known before it is made; for the data's images where no shape is named. */
  structure: {
    args: { options: Given<SessionOptions>; shape?: [number, number, number] };
    result: Structure;
  };
  /** Images on their way from pixels to the loss, as in evaluation, with some outputs edited. */
  trace: { args: { pixels: Float32Array; noise: Float32Array; edits?: Edit[] }; result: Trace };
  /** Latent vectors on their way to images. */
  decodeTrace: { args: { z: Float32Array; edits?: Edit[] }; result: Trace };
  /** Of the encoder's blocks, then the decoder's, counted from 0. */
  weights: { args: { block: number }; result: BlockTensors };
  /** How the image of one latent vector changes with each dimension: `latent * pixels`. */
  jacobian: { args: { z: Float32Array }; result: Float32Array };
  /** The derivative of a number of each image by its pixels: `images * pixels`. */
  saliency: {
    args: { pixels: Float32Array; noise: Float32Array; of: SaliencyOf };
    result: Float32Array;
  };
  /** What some units of a block of the encoder look for in one image: `units * pixels`. */
  templates: {
    args: { pixels: Float32Array; block: number; units: readonly number[]; place: number };
    result: Float32Array;
  };
  /** The rows of the data that the next step learns from. */
  batchRows: { args: Record<never, never>; result: Uint32Array };
  /** One step of training, and all values of the batch's first images in it. */
  recordStep: { args: { images: number }; result: StepRecord };
  /** Of the last recorded step; `null` where none is kept. */
  recordedParameters: { args: { block: number }; result: RecordedBlock | null };
  endRecord: { args: Record<never, never>; result: null };
  /** Gradients and changes of the step that comes next, which is not taken. */
  measureStep: { args: Record<never, never>; result: StepMeasures };
  /** Begins to cut a picture into tiles; half a tile is the stride unless told. */
  startTiles: { args: Picture & { stride?: number }; result: JobStarted };
  /** Begins to search a picture; `background` and `noise` are empty unless the options say that it is given. */
  startDetect: {
    args: Picture & { options: Given<DetectOptions>; background: Float32Array; noise: Float32Array };
    result: JobStarted;
  };
  /** Begins long work on the model as it is now, which goes on in parts while training does. */
  startJob: { args: JobRequest; result: JobStarted };
  /** The next part; `null` when the job has ended, or its data are gone. */
  advanceJob: { args: { id: number }; result: JobState | null };
  endJob: { args: { id: number }; result: null };
  /** Scenes of several objects, and a scene VAE that begins on them, beside the model. */
  setScenes: {
    args: { pixels: Float32Array; shape: [number, number, number, number]; options?: Given<SceneOptions> };
    result: SceneSetup;
  };
  trainScene: { args: { steps: number }; result: SceneTrained };
  /** Scenes of the size learned. */
  detectScene: { args: { pixels: Float32Array }; result: Found };
  /** The scene VAE as a file of its own, and back; the scenes stay. */
  saveScene: { args: Record<never, never>; result: Uint8Array };
  loadScene: { args: { bytes: Uint8Array }; result: SceneSetup };
  endScene: { args: Record<never, never>; result: null };
  /** Frames of a still camera's clip, and a background VAE that begins on them, beside the model. */
  setClip: {
    args: { pixels: Float32Array; shape: [number, number, number, number]; options?: Given<ClipOptions> };
    result: ClipSetup;
  };
  trainClip: { args: { steps: number }; result: ClipTrained };
  /** Frames of the clip's size. */
  clipBackground: { args: { pixels: Float32Array }; result: ClipBackground };
  endClip: { args: Record<never, never>; result: null };
  /** A checkpoint: one safetensors file (docs/checkpoint.md). */
  save: { args: { kept?: boolean }; result: Uint8Array };
  /** Goes on where a checkpoint stood, on the same data; or starts anew with its weights, on other data. */
  load: { args: { bytes: Uint8Array; weightsOnly?: boolean; batchSize?: number }; result: Loaded };
  /** Where `goBack` would lead; null where nothing was kept. The worker keeps by itself, while it trains. */
  kept: { args: Record<never, never>; result: Place | null };
  /** Back to the last weights that were kept while all of them were finite numbers, with the training settings of then. */
  goBack: { args: Record<never, never>; result: Loaded | null };
}

/** A session that was opened: where, and the options in force, complete. */
export interface Opened {
  device: DeviceInfo;
  options: SessionOptions;
  /** The GPU's name where `auto` may take it, which is taken or not. */
  gpu: string | null;
}

export type CommandName = keyof Commands;
export type Args<C extends CommandName> = Commands[C]["args"];
export type Result<C extends CommandName> = Commands[C]["result"];

/** Page to worker. */
export type Request = { [C in CommandName]: { id: number; command: C; args: Args<C> } }[CommandName];

/**
 * What the page says beside commands, which is heard at once where the worker is not deep in one: under which name the
 * worker shows that it lives, and whether it hears.
 */
export type Signal = { signal: "live"; lock: string } | { signal: "ping" };

/** How a worker ended: what it stands for in `www/text`. */
export type EndKind =
  /** The GPU's device is gone. */
  | "deviceLost"
  /** The module was refused memory. */
  | "memory"
  /** The module stopped at a mistake of its own. */
  | "trap"
  /** A script failed. */
  | "script"
  /** Its script could not be loaded. */
  | "noScript"
  /** An answer could not be read. */
  | "unreadable"
  /** The browser ended it. */
  | "gone"
  /** A person ended it, who had waited long enough. */
  | "silent";

/** Why a worker can't go on; `why` in the words of what stopped it, where it has some. */
export interface Ending {
  kind: EndKind;
  why: string;
}

/** Worker to page. `stage` is null when the wait is over, before the result; `fatal` is the worker's last word. */
export type Response =
  | { type: "result"; id: number; value: unknown }
  | { type: "failure"; id: number; failure: Failure }
  | { type: "stage"; stage: Stage | null }
  | { type: "pong" }
  /** The lock of the name told is held, as long as the worker lives. */
  | { type: "live" }
  | { type: "fatal"; ending: Ending };
