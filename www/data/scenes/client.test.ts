import { beforeEach, expect, test, vi } from "vitest";
import { SceneComposer } from "./client";
import { pick } from "./pick";
import type { ComposedScenes, ObjectSet, SceneMessage } from "./protocol";

const { worker } = vi.hoisted(() => ({
  worker: { postMessage: vi.fn<(message: unknown) => void>(), terminate: vi.fn<() => void>() },
}));
vi.mock("#assets/page", () => ({ startLoader: () => worker }));

const answer = (data: SceneMessage) =>
  (worker as Partial<Worker>).onmessage!.call(worker as never, { data } as never);

const set: ObjectSet = {
  pixels: Float32Array.from({ length: 24 }, (_, at) => at),
  shape: [4, 1, 2, 3],
  labels: Uint32Array.of(5, 6, 7, 8),
};

const scenes = {
  pixels: new Float32Array(3),
  shape: [1, 1, 1, 3],
  masks: new Uint8Array(1),
  starts: Uint32Array.of(0, 2),
  boxes: new Float32Array(8),
  rows: Uint32Array.of(1, 0),
  visible: Float32Array.of(1, 1),
} satisfies ComposedScenes;

beforeEach(() => {
  vi.clearAllMocks();
});

test("rows are picked with their labels, as a copy", () => {
  const picked = pick(set, Uint32Array.of(2, 0));
  expect([...picked.pixels]).toEqual([12, 13, 14, 15, 16, 17, 0, 1, 2, 3, 4, 5]);
  expect(picked.shape).toEqual([2, 1, 2, 3]);
  expect(picked.labels).toEqual(Uint32Array.of(7, 5));
  expect(set.pixels).toHaveLength(24);
  expect(pick({ ...set, labels: undefined }, Uint32Array.of(1)).labels).toBeUndefined();
});

test("objects come as rows of the set that they were picked from", async () => {
  const composer = new SceneComposer(set, Uint32Array.of(3, 1));
  const first = composer.composeScenes({ count: 1 });
  const second = composer.streetFrames({}, 5, 1);
  expect(worker.postMessage.mock.calls.map(([message]) => message)).toMatchObject([
    { kind: "objects", objects: { shape: [2, 1, 2, 3] } },
    { kind: "composeScenes", id: 0, options: { count: 1 } },
    { kind: "streetFrames", id: 1, first: 5, count: 1 },
  ]);
  answer({ type: "failed", id: 1, message: "The traffic is 9; it must be 0.25 to 4." });
  answer({ type: "scenes", id: 0, scenes });
  await expect(first).resolves.toEqual({ ...scenes, rows: Uint32Array.of(1, 3) });
  await expect(second).rejects.toThrow("The traffic is 9");
});

test("a closed composer rejects what is pending and what comes later", async () => {
  const composer = new SceneComposer(set, Uint32Array.of(0));
  const pending = composer.composeScenes({});
  composer.close();
  await expect(pending).rejects.toThrow("cancelled");
  await expect(composer.composeScenes({})).rejects.toThrow("cancelled");
  expect(worker.terminate).toHaveBeenCalledOnce();
});
