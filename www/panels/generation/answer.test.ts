import { expect, test, vi } from "vitest";
import { createAnswer } from "./answer";

test("what it is about is asked once, and an answer to what it was about before is dropped", async () => {
  const told = vi.fn<() => void>();
  const latest = createAnswer<string>(told);
  const answers: ((answer: string) => void)[] = [];
  const ask = vi.fn<() => Promise<string>>(() => new Promise((resolve) => answers.push(resolve)));
  latest.about([1], ask);
  latest.about([1], ask);
  latest.about([2], ask);
  expect(ask).toHaveBeenCalledTimes(2);
  answers[0]!("old");
  answers[1]!("new");
  await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(1));
  expect(latest.answer).toBe("new");
  latest.clear();
  expect(latest.answer).toBeNull();
});

test("why there is no answer is kept, until it is about something else", async () => {
  const latest = createAnswer<string>(() => {});
  latest.about([1], () => Promise.reject(new Error("Too few.")));
  await vi.waitFor(() => expect(latest.problem).toBe("Too few."));
  latest.about([2], async () => "there");
  expect(latest.problem).toBeNull();
  await vi.waitFor(() => expect(latest.answer).toBe("there"));
});
