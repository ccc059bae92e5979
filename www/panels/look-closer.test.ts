import { beforeEach, expect, test, vi } from "vitest";
import type { Vae } from "../engine/vae";
import type { Asker } from "../run/scheduler";
import type { Session } from "../run/session";
import type { Store } from "../run/store";
import type { Target } from "../views/map";
import { createCloserLook } from "./look-closer";

const vae = {
  reconstruct: async (rows: Uint32Array) => Float32Array.of(rows[0]!),
  decode: async (z: Float32Array) => z,
} as unknown as Vae;

let asker: Asker;
let seen: boolean[];
/** The host's place on the page, or that it has none. */
let place: (visible: boolean) => void;
let phase: string;
const shown = vi.fn<(target: Target, images: Float32Array) => void>();

beforeEach(() => {
  shown.mockClear();
  [seen, phase] = [[], "idle"];
  vi.stubGlobal(
    "ResizeObserver",
    class {
      constructor(tell: (entries: { borderBoxSize: ResizeObserverSize[] }[]) => void) {
        place = (visible) => tell([{ borderBoxSize: [{ inlineSize: visible ? 9 : 0, blockSize: 0 }] }]);
      }
      observe() {
        place(true);
      }
      disconnect() {}
    },
  );
});

function create() {
  const add = (one: Asker) => {
    asker = one;
    return { see: (now: boolean) => seen.push(now), leave: vi.fn<() => void>() };
  };
  const state = {
    get phase() {
      return phase;
    },
  };
  return createCloserLook(
    {} as HTMLElement,
    { state } as unknown as Store,
    { views: { add } } as unknown as Session,
    (place) => Float32Array.of(...place, 9),
    shown,
  );
}

test("an image is reconstructed, a place is decoded where it lies in latent space", async () => {
  const closer = create();
  expect(asker.question()).toBeNull();
  closer.at({ row: 7 });
  // An answer, or it would be asked for without end.
  expect(await asker.question()!.ask(vae)).toEqual(Float32Array.of(7));
  closer.at({ place: [1, 2] });
  expect(await asker.question()!.ask(vae)).toEqual(Float32Array.of(1, 2, 9));
  expect(shown.mock.calls).toEqual([
    [{ row: 7 }, Float32Array.of(7)],
    [{ place: [1, 2] }, Float32Array.of(1, 2, 9)],
  ]);
  closer.at(null);
  expect(asker.question()).toBeNull();
  expect(seen).toEqual([false, true, true, false]);
});

test("what is hidden or has ended asks and shows nothing", async () => {
  const closer = create();
  closer.at({ row: 7 });
  const { ask } = asker.question()!;
  place(false);
  expect(asker.question()).toBeNull();
  closer.destroy();
  await ask(vae);
  expect(shown).not.toHaveBeenCalled();
});

test("while training it leaves others their turns, and at rest it waits for no one", async () => {
  vi.useFakeTimers();
  const closer = create();
  closer.at({ row: 1 });
  await asker.question()!.ask(vae);
  phase = "training";
  expect(asker.question()).toBeNull();
  vi.advanceTimersByTime(150);
  expect(asker.question()).not.toBeNull();
  await asker.question()!.ask(vae);
  phase = "idle";
  expect(asker.question()).not.toBeNull();
  vi.useRealTimers();
});
