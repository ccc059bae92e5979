import { expect, test, vi } from "vitest";
import { InstrumentClient } from "./client";

const { worker } = vi.hoisted(() => ({
  worker: { postMessage: () => {}, terminate: () => {} } as Partial<Worker>,
}));
vi.mock("#assets/page", () => ({ startInstrument: () => worker }));

test("a failure is said in the page's words, with its code and its values", async () => {
  const client = new InstrumentClient();
  const points = { values: new Float32Array(1), dimensions: 1 };
  const asked = client.call("principal", { points });
  const values = { what: "a logistic regression", classes: 1 };
  const failure = { name: "Error", code: "tooFewClasses", values, message: "As the module says it." };
  worker.onmessage!.call(worker as Worker, { data: { type: "failure", id: 0, failure } } as MessageEvent);
  await expect(asked).rejects.toMatchObject({
    message: "The points with a label are of 1 class; a logistic regression needs at least 2.",
    code: "tooFewClasses",
    values,
  });
});
