import { expect, test } from "vitest";
import { seeded } from "../../random";
import { labelSome, scoreOfRest } from "./spreading";

const truth = Int32Array.of(0, 0, 0, 1, 1, 2);

test("so many of each class are labelled, rightly, and fewer where there are fewer", () => {
  const given = labelSome(truth, 2, seeded(1));
  const count = (label: number) => given.filter((each) => each === label).length;
  expect([0, 1, 2].map(count)).toEqual([2, 2, 1]);
  given.forEach((label, i) => expect([-1, truth[i]]).toContain(label));
});

test("the same seed draws the same, another another", () => {
  const many = new Int32Array(100);
  const drawn = [1, 1, 2].map((seed) => labelSome(many, 5, seeded(seed)).join());
  expect(drawn[0]).toBe(drawn[1]);
  expect(drawn[0]).not.toBe(drawn[2]);
});

test("only what was given no label counts, and what got none is wrong", () => {
  const given = Int32Array.of(0, -1, -1, 1, -1, -1);
  const said = Int32Array.of(0, 0, 1, 1, 1, -1);
  expect(scoreOfRest(truth, given, said)).toEqual({ right: 2, of: 4 });
});
