import { expect, test } from "vitest";
import { csvLine } from "./csv";

test("what holds commas, quotes or line ends is quoted, and nothing else", () => {
  expect(csvLine(["row", -1.5, "hair, long", 'the "best"', "two\nlines"])).toBe(
    'row,-1.5,"hair, long","the ""best""","two\nlines"\n',
  );
});
