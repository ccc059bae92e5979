import { expect, test } from "vitest";
import { text } from ".";
import { isolated, isolating } from "./isolate";
import { text as later } from "./later";

test("only what has letters from right to left is isolated", () => {
  for (const name of ["", "7", "trouser", "手写数字", "naïve (2)"]) expect(isolated(name)).toBe(name);
  for (const name of ["חתול 3", "3 قطط", "vet וטרינר", "𐤀"])
    expect(isolated(name)).toBe(`\u2068${name}\u2069`);
});

test("sentences isolate the names that they are given, alone or in a list", () => {
  const words = isolating({
    plain: "cat",
    deep: { of: (name: string, count: number) => `${name}: ${count}` },
    list: [(names: readonly string[]) => names.join(" | ")],
  });
  expect(words.plain).toBe("cat");
  expect(words.deep.of("חתול (א)", 3)).toBe("\u2068חתול (א)\u2069: 3");
  expect(words.deep.of("cat", 3)).toBe("cat: 3");
  expect(words.list[0]!(["كلب", "cat"])).toBe("\u2068كلب\u2069 | cat");
});

test("so do those of the page, of its panels and of links", async () => {
  expect(text.panels.className("חתול")).toContain("\u2068חתול\u2069");
  expect(later.runs.kept("ריצה 2")).toContain("\u2068ריצה 2\u2069");
});
