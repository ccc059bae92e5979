import { createDataset, type Dataset } from "../../data/dataset";
import { readHeader } from "../../data/safetensors";
import type { ImageData, Losses, SessionOptions } from "../../engine/protocol";
import { text } from "../../text/later";
import { telling } from "../axes";
import type { HistoryRecord } from "../history";
import type { State } from "../store";
import { momentBeside, mostRuns, type KeptRun } from "./kept-run";

const words = text.runs.file;

/** Most bytes of the header: names, settings and curves. */
const mostHeader = 2 ** 24;
/** Most values of all images, as of a file of images. */
const mostValues = 2 ** 26;

/** A run as Python writes it (notebook/src/vae_playground/sweep/result.py). */
interface WrittenRun {
  name: string;
  options: SessionOptions;
  epochs: number;
  step: number;
  /** Epoch, then reconstruction and KL of training images and of test images. */
  history: (number | null)[][];
  train: Losses;
  test: Losses | null;
  activeUnits: number;
  seconds: number;
}

/** Runs on the same images, of a file; checkpoints stay in it until one is opened. */
export interface SweepFile {
  dataset: Dataset;
  /** The runs as the page keeps them, once `state` has the images; where those are, the data set is `state`'s own. */
  runs(state: Readonly<State>): KeptRun[];
  count: number;
  /** What the first one was trained with. */
  first: Pick<State, "options" | "target">;
}

interface Entry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

function must(holds: unknown): asserts holds {
  if (!holds) throw new Error(words.damaged);
}

const widths: Record<string, number> = { U8: 1, U32: 4, F32: 4 };

/** The tensors of a file that is read where it is asked for. */
class Tensors {
  constructor(
    private readonly file: Blob,
    private readonly header: Record<string, unknown>,
    private readonly start: number,
  ) {}

  has(name: string): boolean {
    return name in this.header;
  }

  entry(name: string): Entry {
    const entry = this.header[name] as Entry | undefined;
    must(entry && Array.isArray(entry.shape) && Array.isArray(entry.data_offsets));
    const [begin, end] = entry.data_offsets;
    const values = entry.shape.reduce((product, size) => product * size, 1);
    must(begin >= 0 && end - begin === values * (widths[entry.dtype] ?? NaN));
    must(this.start + end <= this.file.size);
    return entry;
  }

  blob(name: string): Blob {
    const [begin, end] = this.entry(name).data_offsets;
    return this.file.slice(this.start + begin, this.start + end);
  }

  async bytes(name: string, dtype: string): Promise<ArrayBuffer> {
    must(this.entry(name).dtype === dtype);
    return this.blob(name).arrayBuffer();
  }
}

async function readImages(tensors: Tensors): Promise<ImageData> {
  const { dtype, shape } = tensors.entry("images");
  must(shape.length === 4 && shape.every((size) => size > 0));
  if (shape.reduce((product, size) => product * size, 1) > mostValues) throw new Error(words.largeImages);
  const bytes = await tensors.bytes("images", dtype);
  const pixels =
    dtype === "U8"
      ? Float32Array.from(new Uint8Array(bytes), (value) => value / 255)
      : new Float32Array(bytes);
  return {
    pixels,
    shape: shape as ImageData["shape"],
    testRows: new Uint32Array(await tensors.bytes("testRows", "U32")),
    ...(tensors.has("labels") && { labels: new Uint32Array(await tensors.bytes("labels", "U32")) }),
  };
}

/** What the page would have recorded. */
function recordOf({ history, epochs }: WrittenRun): HistoryRecord {
  const column = (at: number) => history.map((row) => row[at] ?? null);
  const at = column(0) as number[];
  return {
    history: { reconstruction: [at, column(1), column(3)], kl: [[...at], column(2), column(4)] },
    share: 0,
    sums: { reconstruction: 0, kl: 0, loss: 0 },
    lastEpoch: epochs,
  };
}

async function readRun(tensors: Tensors, rows: Uint32Array, run: WrittenRun, at: number) {
  const { name, options, epochs, step, history, train, test, activeUnits, seconds } = run;
  const { latent } = options.model;
  must(typeof name === "string" && Array.isArray(history) && step > 0 && epochs > 0);
  const [mean, logVariance] = await Promise.all(
    ["mean", "logVariance"].map(async (of) => new Float32Array(await tensors.bytes(`${at}.${of}`, "F32"))),
  );
  must(mean!.length === rows.length * latent && logVariance!.length === mean!.length);
  const latents = { rows, latent, step, mean: mean!, logVariance: logVariance! };
  const dimensions: [number, number] = latent > 1 ? telling(latents, latent) : [0, 0];
  const losses = test ?? train;
  must(Number.isFinite(losses.reconstruction) && Number.isFinite(losses.kl));
  const results = { losses, activeUnits, secondsPerEpoch: seconds / epochs };
  const own = { step, epoch: epochs, options, target: epochs, train, test };
  const kept = { record: recordOf(run), checkpoint: tensors.blob(`${at}.checkpoint`), dimensions };
  return (state: Readonly<State>): KeptRun => ({
    id: crypto.randomUUID(),
    name,
    moment: momentBeside(state, own, kept),
    results,
    latents,
    dimensions,
  });
}

const equal = (one: ArrayLike<number>, other: ArrayLike<number>) =>
  one.length === other.length && Array.prototype.every.call(one, (value, i) => value === other[i]);

/** Whether a model of the one goes on with the other. */
const sameContent = (one: ImageData, other: ImageData) =>
  !other.stored &&
  equal(one.shape, other.shape) &&
  equal(one.testRows ?? [], other.testRows ?? []) &&
  equal(one.pixels, other.pixels);

/** Reads the file of a sweep that was made in Python (docs/sweeps.md). Throws a plain error where it is none. */
export async function readSweep(file: File, present: Dataset | null): Promise<SweepFile> {
  try {
    const length = Number(new DataView(await file.slice(0, 8).arrayBuffer()).getBigUint64(0, true));
    must(length <= mostHeader);
    const { header, end } = readHeader(await file.slice(0, 8 + length).arrayBuffer());
    const { format, version, sweep } = (header["__metadata__"] ?? {}) as Record<string, string>;
    if (format !== "vae-playground-sweep") throw new Error(words.none);
    if (version !== "1") throw new Error(words.version);
    const tensors = new Tensors(file, header, end);
    const about = JSON.parse(sweep!) as { name: string; classNames: string[]; runs: WrittenRun[] };
    must(Array.isArray(about.runs) && about.runs.length > 0);
    if (about.runs.length > mostRuns) throw new Error(words.many(about.runs.length, mostRuns));
    const images = await readImages(tensors);
    const rows = new Uint32Array(await tensors.bytes("rows", "U32"));
    must(rows.every((row) => row < images.shape[0]));
    const same = present && sameContent(images, present.images);
    const { name, classNames } = about;
    const dataset = same ? present : createDataset({ name, classNames, images });
    const runs = await Promise.all(about.runs.map((run, at) => readRun(tensors, rows, run, at)));
    const { options, epochs } = about.runs[0]!;
    const first = { options, target: epochs };
    return { dataset, runs: (state) => runs.map((run) => run(state)), count: runs.length, first };
  } catch (error) {
    // What JSON or a buffer says of itself tells nobody anything.
    const said = error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;
    throw new Error(words.unusable(file.name, said ? words.damaged : (error as Error).message));
  }
}
