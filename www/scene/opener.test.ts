import { expect, test } from "vitest";
import type { Moving, MovingListener } from "./moving";
import { createOpener, type Opening } from "./opener";
import type { Scene } from "./scene";

const scene = (name: string): Scene => ({
  name,
  pixels: new Float32Array(1),
  shape: [1, 1, 1],
  display: "brightness",
  seconds: null,
});

/** What moves, and tells whether it was ended. */
function moving(name: string) {
  const made = { ended: false, listener: null as MovingListener | null };
  const opening: Opening = async (listener) => {
    made.listener = listener;
    listener.onFrame(scene(`${name} 0`));
    const nothing = () => {};
    const source: Moving = {
      name,
      duration: 1,
      seconds: 0,
      playing: false,
      play: nothing,
      pause: nothing,
      seek: nothing,
      destroy: () => void (made.ended = true),
    };
    return source;
  };
  return Object.assign(made, { opening });
}

function begin() {
  const told: string[] = [];
  const opener = createOpener({
    onScene: ({ name }) => told.push(name),
    onChange: () => {},
    onProblem: (why) => why && told.push(`! ${why}`),
  });
  return { told, opener };
}

test("another source ends the one before, whose late frames are dropped", async () => {
  const { told, opener } = begin();
  const first = moving("first");
  await opener.open(first.opening);
  first.listener!.onFrame(scene("first 1"));
  await opener.open(async () => scene("picture"));
  first.listener!.onFrame(scene("first 2"));
  first.listener!.onEnd("gone");
  expect(first.ended).toBe(true);
  expect(opener.moving).toBeNull();
  expect(told).toEqual(["first 0", "first 1", "picture"]);
});

test("what can't be opened leaves the source before as it is", async () => {
  const { told, opener } = begin();
  const first = moving("first");
  await opener.open(first.opening);
  await opener.open(() => Promise.reject(new Error("no picture")));
  expect(first.ended).toBe(false);
  expect(opener.moving!.name).toBe("first");
  expect(opener.opening).toBe(false);
  first.listener!.onFrame(scene("first 1"));
  expect(told).toEqual(["first 0", "! no picture", "first 1"]);
});

test("what is opened too late is ended, and says nothing", async () => {
  const { told, opener } = begin();
  const slow = moving("slow");
  let go = () => {};
  const waiting = new Promise<void>((resolve) => (go = resolve));
  const under = opener.open(async (...args) => {
    await waiting;
    return slow.opening(...args);
  });
  await opener.open(async () => scene("picture"));
  go();
  await under;
  expect(slow.ended).toBe(true);
  expect(told).toEqual(["picture"]);
});

test("a source that ends by itself says why, and is gone", async () => {
  const { told, opener } = begin();
  const camera = moving("camera");
  await opener.open(camera.opening);
  camera.listener!.onEnd("unplugged");
  expect(camera.ended).toBe(true);
  expect(opener.moving).toBeNull();
  expect(told).toEqual(["camera 0", "! unplugged"]);
});
