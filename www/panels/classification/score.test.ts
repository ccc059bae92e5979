import { expect, test } from "vitest";
import { confusionOf, scoreOf, wilson } from "./score";

const truth = [0, 0, 1, 1, 2];
const said = [0, 1, 1, 1, 0];

test("counts stand in the row of the true class and the column of the one said", () => {
  expect([...confusionOf(truth, said, 3).counts]).toEqual([1, 1, 0, 0, 2, 0, 1, 0, 0]);
  expect(scoreOf(truth, said)).toEqual({ right: 3, of: 5 });
});

test("Wilson's interval is that of statsmodels", () => {
  // statsmodels.stats.proportion.proportion_confint(count, nobs, method="wilson")
  const cases: [number, number, number, number][] = [
    [3, 5, 0.230724, 0.882379],
    [342, 360, 0.922356, 0.968142],
    [10, 10, 0.722467, 1],
    [0, 10, 0, 0.277533],
  ];
  for (const [right, of, low, high] of cases) {
    const found = wilson({ right, of });
    expect(found[0]).toBeCloseTo(low, 5);
    expect(found[1]).toBeCloseTo(high, 5);
  }
  expect(wilson({ right: 0, of: 0 })).toEqual([0, 1]);
});
