import { beforeEach, expect, test, vi } from "vitest";
import { defaults } from "../../engine/limits";
import type { InstrumentClient } from "../../instrument/client";
import type { Session } from "../../run/session";
import { createStore } from "../../run/store";
import { createDrawing } from "./drawing";
import type { Source } from "./source";

beforeEach(() => void vi.stubGlobal("requestAnimationFrame", () => 1));

function setUp() {
  const options = { model: { ...defaults.model, latent: 2 }, training: defaults.training, seed: 1 };
  const store = createStore({ options });
  let model = 1;
  const session = {
    vae: {},
    async ask(question: () => Promise<unknown>) {
      const asked = model;
      const answer = await question();
      return asked === model ? answer : undefined;
    },
  } as unknown as Session;
  let fails = false;
  const call = vi.fn<(command: string, args: { seed: number }) => Promise<unknown>>(async (_, { seed }) => {
    if (fails) throw new Error("Refused.");
    return { values: Float32Array.of(seed, model) };
  });
  let seed = 1;
  const source: Source = { kind: "prior" };
  const read = () => ({ source, temperature: 1, count: 1, seed });
  const drawing = createDrawing(
    { store, session, instrument: { call } as unknown as InstrumentClient },
    read,
  );
  return {
    store,
    call,
    ...drawing,
    follow: () => drawing.follow(source),
    reset: () => {
      model += 1;
      store.reset(["generation"]);
    },
    fail: () => (fails = true),
    setSeed: (next: number) => (seed = next),
    drawn: () =>
      store.state.drawn && "z" in store.state.drawn ? [...store.state.drawn.z] : store.state.drawn,
  };
}

test("nothing is drawn again until it would be another draw, and a new model is drawn from", async () => {
  const { call, follow, drawn, reset } = setUp();
  follow();
  follow();
  await vi.waitFor(() => expect(drawn()).toEqual([1, 1]));
  follow();
  expect(call).toHaveBeenCalledTimes(1);
  reset();
  follow();
  await vi.waitFor(() => expect(drawn()).toEqual([1, 2]));
});

test("a model that goes while it is drawn from is followed by a draw from the next", async () => {
  const { follow, drawn, reset, call } = setUp();
  follow();
  reset();
  await vi.waitFor(() => expect(drawn()).toEqual([1, 2]));
  expect(call).toHaveBeenCalledTimes(2);
});

test("the latest of two draws counts, and a failure is said once", async () => {
  const { draw, follow, drawn, setSeed, fail, call } = setUp();
  draw();
  setSeed(2);
  draw();
  await vi.waitFor(() => expect(drawn()).toEqual([2, 1]));
  fail();
  draw();
  await vi.waitFor(() => expect(drawn()).toEqual({ problem: "Refused." }));
  follow();
  expect(call).toHaveBeenCalledTimes(3);
});
