import type { Vae } from "../../engine/vae";
import type { InstrumentClient } from "../../instrument/client";
import type { Session } from "../../run/session";
import { edgeDistances, stepDistances } from "../../walks/distances";
import { lineOf, linePlaces, type Line } from "../../walks/line";
import { nodeRows } from "../../walks/nodes";
import { wayVectors } from "../../walks/vectors";

/** Most images in the graph, and most values of all of them, decoded, in memory. */
const mostNodes = 3000;
const mostValues = 2 ** 24;
const neighbours = 10;

/** Images encoded or decoded at a time: whatever else the model is asked meanwhile waits no longer than for these. */
const partSize = 256;

export type Stage = "embed" | "graph" | "decode" | "path";

export interface Way extends Line {
  /** The images that it passes, both ends among them, and how many the graph had. */
  rows: Uint32Array;
  nodes: number;
  /** Edges of it that are no neighbours', but link parts of the data that lie apart. */
  bridges: number;
}

export interface WaySearch {
  session: Session;
  instrument: InstrumentClient;
  /** How many images there are, and how many values each has. */
  images: number;
  size: number;
  /** Two different ones. */
  a: number;
  b: number;
  signal: AbortSignal;
  onStage(stage: Stage, done: number): void;
}

/** Thrown where the model is another one before the way is found. */
class Gone extends Error {}

/**
 * The shortest way between two images over a graph of neighbours in latent space. An edge is as long as its two ends are
 * apart once they are decoded: a finite difference of the metric that the decoder pulls back (G. Arvanitidis, L. K. Hansen
 * and S. Hauberg, "Latent Space Oddity", ICLR 2018). Nothing where the model is another one by then.
 */
export async function findWay(search: WaySearch): Promise<Way | undefined> {
  try {
    return await find(search);
  } catch (error) {
    if (error instanceof Gone) return undefined;
    throw error;
  }
}

async function find({ session, instrument, images, size, a, b, signal, onStage }: WaySearch): Promise<Way> {
  async function ask<T>(question: (vae: Vae) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const answer = await session.ask(question);
    if (answer === undefined) throw new Gone();
    return answer;
  }
  /** Values of many, asked for part by part. */
  async function inParts(
    stage: Stage,
    count: number,
    part: (from: number, to: number) => Promise<Float32Array>,
  ): Promise<Float32Array> {
    const parts: Float32Array[] = [];
    for (let from = 0; from < count; from += partSize) {
      onStage(stage, from / count);
      parts.push(await part(from, Math.min(count, from + partSize)));
    }
    const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const values of parts) {
      all.set(values, at);
      at += values.length;
    }
    return all;
  }

  const rows = nodeRows(images, a, b, Math.min(mostNodes, Math.floor(mostValues / size)));
  const codes = await inParts("embed", rows.length, async (from, to) => {
    const { mean } = await ask((vae) => vae.embed(rows.slice(from, to)));
    return mean;
  });
  const latent = codes.length / rows.length;
  const k = Math.min(neighbours, rows.length - 1);
  const { edges, parts } = await instrument.call(
    "graph",
    { points: { values: codes, dimensions: latent }, k },
    { signal, onProgress: (done) => onStage("graph", done) },
  );
  const decoded = await inParts("decode", rows.length, (from, to) =>
    ask((vae) => vae.decode(codes.slice(from * latent, to * latent))),
  );
  onStage("path", 0);
  const lengths = edgeDistances(decoded, size, edges);
  const graph = { points: rows.length, edges, lengths, parts };
  const { path, bridges } = await instrument.call("path", { ...graph, from: 0, to: 1 }, { signal });
  const taken = (values: Float32Array, width: number) => {
    const some = new Float32Array(path.length * width);
    path.forEach((node, i) => some.set(values.subarray(node * width, (node + 1) * width), i * width));
    return some;
  };
  const changes = stepDistances(taken(decoded, size), size);
  const vectors = wayVectors(taken(codes, latent), latent, changes, linePlaces);
  const drawn = await ask((vae) => vae.decode(vectors));
  return {
    ...lineOf(vectors, drawn, size),
    rows: Uint32Array.from(path, (node) => rows[node]!),
    nodes: rows.length,
    bridges,
  };
}
