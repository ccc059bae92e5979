import { expect, test } from "vitest";
import type { Args } from "../../instrument/protocol";
import type { Found } from "../../scene/found";
import { Following } from "./following";

/** A frame in which these are found, by their names. */
const found = (seconds: number, names: (string | null)[], clip = "clip"): Found => ({
  scene: {
    name: clip,
    pixels: new Float32Array(1),
    shape: [1, 1, 1],
    display: "brightness",
    seconds,
  },
  objects: names.map((name, at) => ({
    box: { x: at, y: 0, width: 1, height: 1 },
    score: 1,
    mask: { values: new Float32Array(1), height: 1, width: 1 },
    latent: Float32Array.of(seconds, at),
    image: new Float32Array(1),
    name,
    color: name === "b" ? 1 : 0,
    identity: null,
    trail: [],
  })),
  ms: 1,
  step: 1,
});

/** Takes each object for the one that stood at its place before, and counts its trackers' frames. */
function instrument() {
  const asked: Args<"track">[] = [];
  const call = async (_: string, args: Args<"track">) => {
    asked.push(args);
    const frames = (args.tracker?.frames ?? 0) + 1;
    const [detections] = args.frames;
    const tracks = detections!.map(({ box, class: taken }, at) => ({
      id: at + 1,
      box,
      class: taken ?? null,
      missed: 0,
      trail: Array.from({ length: frames }, (_, frame) => [frame, at]),
    }));
    return {
      tracker: { frames, born: tracks.length, tracks },
      frames: [{ tracks, ids: tracks.map(({ id }) => id) }],
    };
  };
  return { asked, call: call as never };
}

const { signal } = new AbortController();

test("objects keep who they are from frame to frame, with trails and histories", async () => {
  const following = new Following(instrument());
  await following.take(found(0, ["a", null]), {}, signal);
  const second = await following.take(found(0.1, ["a", "b"]), {}, signal);
  expect(second.map(({ identity, trail }) => [identity, trail])).toEqual([
    [1, [0, 0, 1, 0]],
    [2, [0, 1, 1, 1]],
  ]);
  await following.take(found(0.2, ["a"]), {}, signal);
  const { histories, seconds, counts } = following.followed;
  expect(histories).toMatchObject([
    { id: 1, name: "a", color: 0, first: 0, last: 0.2, frames: 3 },
    { id: 2, name: "b", color: 1, first: 0, last: 0.1, frames: 2 },
  ]);
  expect(histories[1]!.codes.map((code) => code[1])).toEqual([1, 1]);
  expect([seconds, counts]).toEqual([
    [0, 0.1, 0.2],
    [2, 2, 1],
  ]);
});

test("another clip, an earlier time and a leap begin anew", async () => {
  const { asked, call } = instrument();
  const following = new Following({ call });
  const frames = async (...all: Found[]) => {
    for (const frame of all) await following.take(frame, {}, signal);
    return asked.map(({ tracker }) => tracker !== undefined);
  };
  await frames(found(1, ["a"]), found(1.1, ["a"]), found(0.5, ["a"]), found(9, ["a"]));
  const began = await frames(found(9.1, ["a"]), found(9.2, ["a"], "other"));
  expect(began).toEqual([false, true, false, false, true, false]);
  expect(following.followed.seconds).toEqual([9.2]);
});
