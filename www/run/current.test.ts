import { expect, test } from "vitest";
import type { Vae } from "../engine/vae";
import { Current } from "./current";

function setUp() {
  const ended: string[] = [];
  const model = (name: string) => ({ name, destroy: () => ended.push(name) }) as unknown as Vae;
  const current = new Current();
  current.replace(model("first"));
  return { current, model, ended };
}

/** A question whose answer comes when it is told. */
function question() {
  let answer!: (value: string) => void;
  let fail!: (error: Error) => void;
  const coming = new Promise<string>((resolve, reject) => {
    answer = resolve;
    fail = reject;
  });
  return { ask: () => coming, answer, fail };
}

test("an answer counts while the model stays", async () => {
  const { current } = setUp();
  const { ask, answer } = question();
  const asked = current.ask(ask);
  answer("z");
  expect(await asked).toBe("z");
  await expect(current.ask(() => Promise.reject(new Error("no such row")))).rejects.toThrow("no such row");
});

test("what comes after another start, other data or another model is dropped, failures too", async () => {
  const { current, model, ended } = setUp();
  const [one, other] = [question(), question()];
  const asked = [current.ask(one.ask), current.ask(other.ask)];
  current.renew();
  one.answer("old");
  other.fail(new Error("that row is gone"));
  expect(await Promise.all(asked)).toEqual([undefined, undefined]);
  const late = question();
  const askedLate = current.ask(late.ask);
  current.replace(model("second"));
  expect(ended).toEqual(["first"]);
  late.answer("old");
  expect(await askedLate).toBeUndefined();
  current.replace(null);
  expect(await current.ask(() => Promise.resolve("none"))).toBeUndefined();
});
