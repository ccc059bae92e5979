import { expect, it } from "vitest";
import { why } from "./why";

it("tells a fault of the reader from a lack of memory", () => {
  const panic = Object.assign(new Error("index out of bounds (png.rs:7:1)"), { name: "PanicError" });
  expect(why(panic)).toContain("a fault of the reader’s own: index out of bounds (png.rs:7:1)");
  const outside = new WebAssembly.RuntimeError("memory access out of bounds");
  expect(why(outside)).toContain("a fault of the reader’s own: memory access out of bounds");
  expect(why(new WebAssembly.RuntimeError("unreachable"))).toContain("more memory");
});

/** What the browser itself throws. */
function thrown(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

it("knows what the browser itself throws", () => {
  expect(why(thrown(() => new Float32Array(2 ** 53 - 1)))).toContain("more memory");
  const deep = (): number => deep() + 1;
  expect(why(thrown(deep))).toContain("a fault of the reader’s own");
});

it("leaves plain errors as they are", () => {
  expect(why(new Error("a.png is cut off."))).toBe("a.png is cut off.");
  expect(why("stopped")).toBe("stopped");
});
