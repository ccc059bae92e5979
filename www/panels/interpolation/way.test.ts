import { expect, test, vi } from "vitest";
import type { Vae } from "../../engine/vae";
import type { InstrumentClient } from "../../instrument/client";
import type { Args } from "../../instrument/protocol";
import type { Session } from "../../run/session";
import { lineOf, linePlaces } from "../../walks/line";
import { lineVectors } from "../../walks/vectors";
import { findWay, type Stage } from "./way";

/** Images lie on half a circle from (-1, 0) by (0, 1) to (1, 0). */
const count = 21;
const codeOf = (row: number) => {
  const angle = Math.PI * (1 - row / (count - 1));
  return [Math.cos(angle), Math.sin(angle)];
};
/** What the decoder draws has a hill in the middle, which a straight way goes up and down. */
function draw(z: Float32Array): Float32Array {
  const images = new Float32Array((z.length / 2) * 3);
  for (let i = 0; i < z.length / 2; i++) {
    const [x, y] = [z[2 * i]!, z[2 * i + 1]!];
    images.set([x, y, 10 * Math.exp(-4 * (x * x + y * y))], 3 * i);
  }
  return images;
}
const vae = {
  embed: async (rows: Uint32Array) => ({ mean: Float32Array.from([...rows].flatMap(codeOf)) }),
  decode: async (z: Float32Array) => draw(z),
} as unknown as Vae;

/** Points within half a unit are neighbours; ways are found by trying all edges as often as there are points. */
const instrument = {
  async call(command: string, args: unknown, { signal }: { signal: AbortSignal }) {
    signal.throwIfAborted();
    if (command === "graph") {
      const { values } = (args as Args<"graph">).points;
      const nodes = [...Array(values.length / 2).keys()];
      const apart = (i: number, j: number) =>
        Math.hypot(values[2 * i]! - values[2 * j]!, values[2 * i + 1]! - values[2 * j + 1]!);
      const edges = nodes.flatMap((to) =>
        nodes.slice(0, to).flatMap((from) => (apart(from, to) < 0.5 ? [from, to] : [])),
      );
      return { edges: Uint32Array.from(edges), lengths: new Float32Array(edges.length / 2), parts: 1 };
    }
    const { points, edges, lengths, from, to } = args as Args<"path">;
    const [far, before] = [Array(points).fill(Infinity), Array(points).fill(-1)];
    far[from] = 0;
    for (let round = 0; round < points; round++)
      lengths.forEach((length, i) => {
        for (const [u, v] of [
          [edges[2 * i]!, edges[2 * i + 1]!],
          [edges[2 * i + 1]!, edges[2 * i]!],
        ] as const)
          if (far[u] + length < far[v]) [far[v], before[v]] = [far[u] + length, u];
      });
    const path = [to];
    while (path[0] !== from) path.unshift(before[path[0]!]);
    return { path: Uint32Array.from(path), length: far[to], bridges: 0 };
  },
} as unknown as InstrumentClient;

function search(change: { ask?: Session["ask"]; signal?: AbortSignal } = {}) {
  const { ask = (question) => question(vae), signal = new AbortController().signal } = change;
  const onStage = vi.fn<(stage: Stage, done: number) => void>();
  const session = { ask } as unknown as Session;
  return {
    onStage,
    way: findWay({ session, instrument, images: count, size: 3, a: 0, b: count - 1, signal, onStage }),
  };
}

test("the way along the data goes round what the decoder changes much in, and is shorter than the straight one", async () => {
  const { way, onStage } = search();
  const found = (await way)!;
  expect([found.rows[0], found.rows.at(-1)]).toEqual([0, count - 1]);
  expect(found.rows.length).toBeGreaterThan(4);
  const points = lineVectors(Float32Array.of(-1, 0), Float32Array.of(1, 0), linePlaces);
  const straight = lineOf(points, draw(points), 3);
  // Half a circle of radius 1, against a hill of 10 up and down.
  expect(found.total).toBeGreaterThan(Math.PI * 0.9);
  expect(found.total).toBeLessThan(Math.PI * 1.2);
  expect(straight.total).toBeGreaterThan(19);
  expect(found.nodes).toBe(count);
  expect([...new Set(onStage.mock.calls.map(([stage]) => stage))]).toEqual(["embed", "decode", "path"]);
});

test("it ends when a person cancels", async () => {
  const cancel = new AbortController();
  const { way } = search({ signal: cancel.signal });
  cancel.abort(new Error("enough"));
  await expect(way).rejects.toThrow("enough");
});

test("nothing comes of it where the model is another one by then", async () => {
  let asked = 0;
  const ask: Session["ask"] = async (question) => (++asked > 1 ? undefined : question(vae));
  expect(await search({ ask }).way).toBeUndefined();
});
