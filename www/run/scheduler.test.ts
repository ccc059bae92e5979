import { beforeEach, expect, test, vi } from "vitest";
import { defaults } from "../engine/limits";
import type { SessionOptions } from "../engine/protocol";
import type { Vae } from "../engine/vae";
import { Current } from "./current";
import { fairPart, Scheduler } from "./scheduler";
import { createStore } from "./store";

const options: SessionOptions = {
  model: { ...defaults.model, encoder: [4], decoder: [4], latent: 2 },
  training: { ...defaults.training, batchSize: 4 },
  seed: 1,
};

let now = 0;
beforeEach(() => {
  now = 0;
  vi.stubGlobal("requestAnimationFrame", () => 1);
  vi.spyOn(performance, "now").mockImplementation(() => now);
});

/** All that is asked without anything to wait for. */
const soon = () => new Promise((resolve) => setTimeout(resolve));

function setUp() {
  const store = createStore({ options });
  const current = new Current();
  current.replace({ destroy() {} } as unknown as Vae);
  const scheduler = new Scheduler(store, current);
  store.set({ phase: "idle" });
  /** A panel of which each answer takes so long; `keys` is what it asks for. */
  const panel = ({ takes = 0, seen = true, fails = false } = {}) => {
    const keys: unknown[] = ["first"];
    const seat = scheduler.add({
      question: () => ({
        key: [...keys],
        async ask() {
          panel.asked += 1;
          now += takes;
          if (fails) throw new Error("no such row");
          return panel.asked;
        },
      }),
      answered: (answer) => void panel.answers.push(answer),
    });
    const panel = { asked: 0, answers: [] as unknown[], seat, keys };
    if (seen) seat.see(true);
    return panel;
  };
  /** Trains for so long, in chunks of 40 ms, with a turn of the panels after each. */
  const train = async (ms: number) => {
    store.set({ phase: "training" });
    let trained = 0;
    for (const end = now + ms; now < end;) {
      now += 40;
      trained += 40;
      store.set({ step: store.state.step + 1 });
      await scheduler.turn();
    }
    return trained / ms;
  };
  return { store, current, scheduler, panel, train };
}

test("a slow panel slows no fast one, and training keeps three quarters of the time", async () => {
  const { panel, train } = setUp();
  const fast = panel({ takes: 2 });
  await soon();
  await train(8000);
  const alone = fast.asked;
  const slow = panel({ takes: 400 });
  await soon();
  const [fastBefore, slowBefore] = [fast.asked, slow.asked];
  const share = await train(80_000);
  expect(share).toBeGreaterThan(0.73);
  // Ten times as long as alone; what the slow one takes itself is lost to all.
  expect(fast.asked - fastBefore).toBeGreaterThan(7 * alone);
  expect(slow.asked - slowBefore).toBeGreaterThan(40);
});

test("of many fast panels each has its turns, however long a step takes", async () => {
  const { store, scheduler, panel } = setUp();
  const panels = Array.from({ length: 4 }, () => panel({ takes: 4 }));
  await soon();
  store.set({ phase: "training" });
  const before = panels.map(({ asked }) => asked);
  for (const end = now + 10_000; now < end;) {
    now += 120;
    store.set({ step: store.state.step + 1 });
    await scheduler.turn();
  }
  for (const [i, { asked }] of panels.entries()) expect(asked - before[i]!).toBeGreaterThan(10 * 3.5);
});

test("what three panels show has three parts of the time", async () => {
  const { panel, train } = setUp();
  const shared = panel({ takes: 60 });
  const alone = panel({ takes: 60 });
  shared.seat.see(3);
  await soon();
  await train(2000);
  const before = [shared.asked, alone.asked] as const;
  await train(40_000);
  const ratio = (shared.asked - before[0]) / (alone.asked - before[1]);
  expect(ratio).toBeGreaterThan(2.5);
  expect(ratio).toBeLessThan(3.5);
});

test("panels that are off screen ask nothing, and hold nothing up", async () => {
  const { store, panel, train } = setUp();
  const hidden = panel({ seen: false });
  expect(store.state.settled).toBe(false);
  hidden.seat.see(false);
  await soon();
  expect(store.state.settled).toBe(true);
  expect(await train(4000)).toBe(1);
  store.set({ phase: "idle" });
  await soon();
  expect(hidden.asked).toBe(0);
  // On screen it is asked at once, though nothing trains.
  hidden.seat.see(true);
  expect(store.state.settled).toBe(false);
  await soon();
  expect(hidden.answers).toEqual([1]);
  expect(store.state.settled).toBe(true);
});

test("the same question is asked once of a model that stays as it is", async () => {
  const { store, current, panel } = setUp();
  const one = panel();
  await soon();
  store.set({ z: [1, 2] });
  one.seat.see(false);
  one.seat.see(true);
  await soon();
  expect(one.asked).toBe(1);
  one.keys[0] = "second";
  store.set({ z: [] });
  await soon();
  expect(one.asked).toBe(2);
  store.set({ step: 1 });
  await soon();
  expect(one.asked).toBe(3);
  current.renew();
  store.set({ step: 0 });
  await soon();
  expect(one.asked).toBe(4);
});

test("a question that changes while training is asked in the next turn", async () => {
  const { panel, train } = setUp();
  const slow = panel({ takes: 1000 });
  await soon();
  await train(500);
  const before = slow.asked;
  slow.keys[0] = "picked";
  await train(40);
  expect(slow.asked).toBe(before + 1);
});

test("an answer to what is no longer asked is not handed over", async () => {
  const { panel } = setUp();
  const one = panel();
  // It is under way in the microtask after this one.
  await Promise.resolve();
  one.keys[0] = "second";
  await soon();
  expect(one.asked).toBe(2);
  expect(one.answers).toEqual([2]);
});

test("at rest all that is on screen is brought up to the last step", async () => {
  const { scheduler, store, panel, train } = setUp();
  const panels = [panel({ takes: 300 }), panel({ takes: 5 }), panel({ seen: false })];
  await soon();
  await train(2000);
  const before = panels.map(({ asked }) => asked);
  store.set({ step: store.state.step + 1 });
  await scheduler.rest();
  expect(panels.map(({ asked }, i) => asked - before[i]!)).toEqual([1, 1, 0]);
});

test("a failure is said once, and the others are asked", async () => {
  const { store, panel } = setUp();
  const failing = panel({ fails: true });
  const other = panel();
  await soon();
  expect(store.state.problem!.message).toBe("no such row");
  store.set({ problem: null, step: 1 });
  await soon();
  expect([failing.asked, other.asked]).toEqual([1, 2]);
  expect(store.state.problem).toBeNull();
  expect(store.state.settled).toBe(true);
});

test("a model that has diverged is asked nothing", async () => {
  const { store, panel } = setUp();
  store.set({ diverged: true });
  const one = panel();
  await soon();
  expect(one.asked).toBe(0);
});

test("what a panel does not use of its part is the others'", () => {
  expect(fairPart([0.1, 0.02], 0.25)).toBe(Infinity);
  expect(fairPart([1, 1], 0.25)).toBe(0.125);
  expect(fairPart([2, 0.05], 0.25)).toBeCloseTo(0.2, 12);
  expect(fairPart([3, 0.05, 2], 0.25)).toBeCloseTo(0.1, 12);
});
