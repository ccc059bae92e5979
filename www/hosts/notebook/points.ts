import type { Dataset } from "../../data/dataset";
import type { Vae } from "../../engine/vae";
import type { Instrument } from "../../instrument/instrument";
import type { PointSet } from "../../instrument/protocol";
import type { Answer } from "./calls";
import type { PointCall } from "./model";

/** Images embedded at a time, so that training and the widget's views have their turn. */
const partSize = 2048;

/** What a call about points is answered with. */
export interface Asked {
  vae: Vae;
  instrument: Instrument;
  dataset: Dataset;
  signal: AbortSignal;
}

/** Posterior means of rows of the data, and their variances. */
async function posteriorsOf(vae: Vae, rows: Uint32Array, signal: AbortSignal) {
  const dimensions = vae.options.model.latent;
  const points = (): PointSet => ({ values: new Float32Array(rows.length * dimensions), dimensions });
  const [means, variances] = [points(), points()];
  for (let from = 0; from < rows.length; from += partSize) {
    signal.throwIfAborted();
    const { mean, logVariance } = await vae.embed(rows.slice(from, from + partSize));
    means.values.set(mean, from * dimensions);
    variances.values.set(logVariance.map(Math.exp), from * dimensions);
  }
  return { means, variances };
}

/** Rows to train on, and those that are held out. */
function rowsOf({ images: { shape, testRows = new Uint32Array() } }: Dataset) {
  const held = new Set(testRows);
  const all = Array.from({ length: shape[0] }, (_, row) => row);
  return { train: Uint32Array.from(all.filter((row) => !held.has(row))), test: testRows };
}

const meanOf = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** A mixture, or classes, of images by their codes under the model as it is now. */
export async function answerOfPoints(
  call: PointCall,
  pixels: Float32Array,
  { vae, instrument, dataset, signal }: Asked,
): Promise<Answer> {
  const rows = rowsOf(dataset);
  const { means: train, variances } = await posteriorsOf(vae, rows.train, signal);
  if (call.method === "mixture") {
    const { mixture, ...fitted } = await instrument.mixture(train, call.args, { signal });
    const { weights, means, covariances, ...about } = mixture;
    const aggregate = await instrument.aggregate(mixture, train, variances, { signal });
    const { means: test } = await posteriorsOf(vae, rows.test, signal);
    const testLogLikelihood =
      rows.test.length > 0 ? meanOf(await instrument.logDensity(test, mixture, { signal })) : null;
    return {
      arrays: [weights, means, covariances, aggregate.covariances].map((values) => Float64Array.from(values)),
      ...about,
      ...fitted,
      testLogLikelihood,
    };
  }
  const { labels = [] } = dataset.images;
  const known = {
    labels: Int32Array.from(rows.train, (row) => labels[row]!),
    classes: dataset.classNames.length,
  };
  const queries =
    pixels.length > 0
      ? { values: (await vae.encode(pixels)).mean, dimensions: train.dimensions }
      : (await posteriorsOf(vae, rows.test, signal)).means;
  const { classes, confidence } = await instrument.classify(
    { ...train, ...known },
    queries,
    call.args.method,
    {
      signal,
    },
  );
  return { arrays: [classes, confidence] };
}
