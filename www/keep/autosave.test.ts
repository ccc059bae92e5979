import { beforeEach, expect, test, vi } from "vitest";
import type { Moment } from "../run/moment";
import type { Session } from "../run/session";
import { createStore } from "../run/store";
import { defaults } from "../engine/limits";
import { Autosave } from "./autosave";
import type { Shelf } from "./shelf";

const momentAt = (step: number) => ({ step, checkpoint: new Blob(), dataset: { name: "Some" } }) as Moment;

function setUp() {
  const written: number[] = [];
  const stays: string[] = [];
  let end: { resolve(): void; reject(error: Error): void } | undefined;
  const shelf = {
    put: ({ step, session }: { step: number; session: string }) => {
      written.push(step);
      stays.push(session);
      return new Promise<void>((resolve, reject) => (end = { resolve, reject }));
    },
  } as unknown as Shelf;
  const store = createStore({ options: defaults });
  const reach = (step: number) => store.set({ moment: momentAt(step) });
  const onFail = vi.fn<(error: Error) => void>();
  const onKept = vi.fn<(stay: string) => void>();
  const autosave = new Autosave({
    store,
    session: {
      pause: async () => {},
      moments: { take: async () => reach(store.state.moment!.step + 1) },
    } as unknown as Session,
    shelf,
    scope: "site",
    given: true,
    onKept,
    onFail,
  });
  const ended = async (error?: Error) => {
    if (error) end!.reject(error);
    else end!.resolve();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { store, autosave, written, stays, onFail, onKept, ended, reach };
}

beforeEach(() => {
  vi.stubGlobal("requestAnimationFrame", () => 1);
  vi.stubGlobal("document", new EventTarget());
});

test("one is written at a time, then the latest, and none twice", async () => {
  const { written, ended, reach, store, onKept, autosave } = setUp();
  reach(1);
  reach(2);
  reach(3);
  expect(written).toEqual([1]);
  await ended();
  expect(written).toEqual([1, 3]);
  await ended();
  store.set({ moment: null });
  store.set({ moment: momentAt(4) });
  await ended();
  expect(written).toEqual([1, 3, 4]);
  expect(onKept).toHaveBeenLastCalledWith(autosave.stay);
  const kept = momentAt(5);
  autosave.skip(kept);
  store.set({ moment: kept });
  expect(written).toEqual([1, 3, 4]);
});

test("a lack of room is told once, and tried again later, not at once", async () => {
  const { written, ended, reach, onFail, autosave } = setUp();
  const now = vi.spyOn(performance, "now").mockReturnValue(0);
  reach(1);
  await ended(new DOMException("No room.", "QuotaExceededError"));
  reach(2);
  expect(written).toEqual([1]);
  now.mockReturnValue(60_000);
  reach(3);
  await ended(new DOMException("No room.", "QuotaExceededError"));
  expect(onFail).toHaveBeenCalledTimes(1);
  expect(autosave.failed).toMatchObject({ name: "QuotaExceededError" });
  now.mockReturnValue(120_000);
  reach(4);
  await ended();
  expect(written).toEqual([1, 3, 4]);
  expect(autosave.failed).toBeNull();
  now.mockRestore();
});

test("a model that another one takes the place of is written before, under its own stay", async () => {
  const { written, stays, ended, reach, autosave } = setUp();
  const own = autosave.stay;
  reach(1);
  let put!: (worked: boolean) => void;
  const changed = autosave.change("other", () => new Promise((resolve) => (put = resolve)));
  await ended();
  await ended();
  expect(written).toEqual([1, 2]);
  // The one that comes is not written before it is known whose it is.
  reach(30);
  expect(written).toEqual([1, 2]);
  put(true);
  expect(await changed).toBe(true);
  await ended();
  expect(written).toEqual([1, 2, 30]);
  expect(stays).toEqual([own, own, "other"]);

  const failed = autosave.change("third", () => Promise.resolve(false));
  await vi.waitFor(() => expect(written.at(-1)).toBe(31));
  await ended();
  expect(await failed).toBe(false);
  expect(autosave.stay).toBe("other");
});
