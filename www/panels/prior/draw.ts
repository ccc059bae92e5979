import type { InstrumentClient } from "../../instrument/client";
import { prior } from "../../instrument/prior";
import type { PointSet } from "../../instrument/protocol";
import type { Codes } from "../codes";

type Instrument = Pick<InstrumentClient, "call">;

/** The most that the instrument draws at a time (`crates/instrument/src/limits.rs`). */
const mostAtOnce = 65_536;

/** Draws of the prior, the same ones for the same seed. */
export async function drawPrior(
  instrument: Instrument,
  { count, dimensions, seed }: { count: number; dimensions: number; seed: number },
  signal: AbortSignal,
): Promise<PointSet> {
  const values = new Float32Array(count * dimensions);
  for (let done = 0, part = 0; done < count; done += mostAtOnce, part++) {
    const args = { mixture: prior(dimensions), count: Math.min(mostAtOnce, count - done), temperature: 1 };
    const drawn = await instrument.call("sampleMixture", { ...args, seed: seed + part }, { signal });
    values.set(drawn.values, done * dimensions);
  }
  return { values, dimensions };
}

/** One draw of each image's posterior N(mean, sigma²): together, of the aggregate posterior. */
export async function drawCodes(
  instrument: Instrument,
  { rows, points: { values: means, dimensions }, logVariance }: Codes,
  seed: number,
  signal: AbortSignal,
): Promise<PointSet> {
  const { values: noise } = await drawPrior(instrument, { count: rows.length, dimensions, seed }, signal);
  const values = noise.map((value, i) => means[i]! + Math.exp(logVariance[i]! / 2) * value);
  return { values, dimensions };
}
