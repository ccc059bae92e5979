import { expect, it } from "vitest";
import { inert } from "./inert";

it("takes the marks out of every text, and leaves the rest", () => {
  const labels = Uint32Array.of(1, 2);
  const set = {
    columns: [{ name: "\u202Ename", classNames: ["exe.\u2066gnp\u2069", "猫", "قط", "<b>"], labels }],
    note: undefined,
    share: 0.5,
    none: null,
  };
  const plain = inert(set);
  expect(plain).toEqual({
    ...set,
    columns: [{ name: "name", classNames: ["exe.gnp", "猫", "قط", "<b>"], labels }],
  });
  expect(plain.columns[0]!.labels).toBe(labels);
});
