import { expect, test, vi } from "vitest";
import { createLatest } from "./latest";

function controlled(sparing?: () => boolean) {
  const under: { asked: string; signal: AbortSignal; done(): void; fail(error: Error): void }[] = [];
  const failed = vi.fn<(error: Error) => void>();
  const latest = createLatest<{ name: string }>(
    ({ name: asked }, signal) =>
      new Promise((done, fail) => {
        under.push({ asked, signal, done, fail });
      }),
    failed,
    sparing,
  );
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  return { under, failed, latest, settle };
}

test("of what is asked for meanwhile, only the latest is done", async () => {
  const { under, latest, settle } = controlled();
  for (const name of ["a", "b", "c"]) latest.ask({ name });
  under[0]!.done();
  await settle();
  under[1]!.done();
  await settle();
  expect(under.map(({ asked }) => asked)).toEqual(["a", "c"]);
  latest.ask({ name: "d" });
  expect(under).toHaveLength(3);
});

test("what is ended says nothing of its failure, and nothing that waited is done", async () => {
  const { under, failed, latest, settle } = controlled();
  latest.ask({ name: "a" });
  latest.ask({ name: "b" });
  latest.end();
  expect(under[0]!.signal.aborted).toBe(true);
  under[0]!.fail(new Error("ended"));
  await settle();
  expect(under).toHaveLength(1);
  expect(failed).not.toHaveBeenCalled();
  latest.ask({ name: "c" });
  under[1]!.fail(new Error("wrong"));
  await settle();
  expect(failed.mock.calls).toEqual([[new Error("wrong")]]);
});

test("sparing, it waits three times as long as the work took", async () => {
  vi.useFakeTimers();
  const { under, latest } = controlled(() => true);
  latest.ask({ name: "a" });
  await vi.advanceTimersByTimeAsync(100);
  under[0]!.done();
  latest.ask({ name: "b" });
  await vi.advanceTimersByTimeAsync(295);
  expect(under).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(10);
  expect(under).toHaveLength(2);
  vi.useRealTimers();
});
