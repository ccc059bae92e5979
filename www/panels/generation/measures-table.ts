import { h } from "../../dom";
import type { Comparison, Estimate } from "../../instrument/protocol";
import type { Compared, ComparedSet } from "../../run/store";
import { text } from "../../text/later";
import { fixed } from "../../text/format";

const words = text.generate.measures;

const order = ["prior", "mixture", "reconstructions", "floor"] as const satisfies ComparedSet[];

const percent = (value: number) => `${fixed(100 * value, 0)}%`;

/** Each measure, and how its values are written. */
const measures: Record<keyof Comparison, (value: number) => string> = {
  discrepancy: (value) => fixed(value, 4),
  frechet: (value) => fixed(value, 2),
  precision: percent,
  recall: percent,
};

function cell(estimate: Estimate | undefined, write: (value: number) => string): HTMLElement {
  if (!estimate) return h("td", {}, words.absent);
  const { value, low, high } = estimate;
  return h("td", {}, write(value), h("small", {}, words.interval(write(low), write(high))));
}

/** A measure a row, a set of images a column. */
export function measuresTable({ sets, floor }: Compared): HTMLElement {
  const names = { ...words.sets, floor: words.sets.floor[floor] };
  const head = order.map((set) => h("th", { scope: "col" }, names[set]));
  const rows = Object.entries(measures).map(([measure, write]) => {
    const of = measure as keyof Comparison;
    const cells = order.map((set) => cell(sets[set]?.[of], write));
    return h("tr", {}, h("th", { scope: "row" }, words.measures[of]), ...cells);
  });
  return h(
    "table",
    { class: "measures" },
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, words.measureOf), ...head)),
    h("tbody", {}, ...rows),
  );
}

/** Which of prior and mixture is nearer to the training images, as far as the intervals tell. */
export function nearer({ sets: { prior, mixture } }: Compared): string | null {
  if (!prior || !mixture) return null;
  const said = (ofPrior: Estimate, ofMixture: Estimate) => {
    if (ofMixture.high < ofPrior.low) return words.nearer.mixture;
    return ofPrior.high < ofMixture.low ? words.nearer.prior : words.nearer.neither;
  };
  const discrepancy = said(prior.discrepancy, mixture.discrepancy);
  const frechet = said(prior.frechet, mixture.frechet);
  return discrepancy === frechet ? words.nearer.both(frechet) : words.nearer.each(discrepancy, frechet);
}
