import { expect, test } from "vitest";
import { same } from "./same";

test("plain values are the same whatever the order of their members", () => {
  expect(same({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 })).toBe(true);
  for (const [one, other] of [
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { a: 1, b: undefined }],
    [
      { a: 1, b: undefined },
      { a: 1, c: undefined },
    ],
    [
      [1, 2],
      [2, 1],
    ],
    [null, {}],
    [1, "1"],
  ])
    expect(same(one, other)).toBe(false);
});
