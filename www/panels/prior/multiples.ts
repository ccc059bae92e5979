import { h, setText } from "../../dom";
import { text } from "../../text/later";
import { fixed } from "../../text/format";
import { mountHistogram } from "../../views/histogram";

const words = text.prior.dimensions;

/** So many dimensions are shown at once. */
const pageSize = 16;

export interface DimensionReport {
  /** From 0. */
  dimension: number;
  kl: number;
  counts: readonly number[];
  /** Codes beyond the bins. */
  outside: number;
}

/** A histogram a dimension, those that say most first, a page at a time or all. */
export function mountMultiples(host: HTMLElement, extent: number, signal: AbortSignal) {
  const grid = h("div", { class: "histograms" });
  const note = h("p", { class: "help" });
  const where = h("span", {});
  const button = (label: string, press: () => void) => {
    const made = h("button", { type: "button" }, label);
    made.addEventListener(
      "click",
      () => {
        press();
        show();
      },
      { signal },
    );
    return made;
  };
  const previous = button(words.previous, () => (first -= pageSize));
  const next = button(words.next, () => (first += pageSize));
  const whole = button(words.all, () => ([all, first] = [!all, 0]));
  const pages = h("div", { class: "pages" }, previous, where, next, whole);
  host.append(note, grid, pages);

  const shown: ReturnType<typeof mountHistogram>[] = [];
  let sorted: DimensionReport[] = [];
  let first = 0;
  let all = false;

  function show(): void {
    if (first >= sorted.length) first = 0;
    const seen = all ? sorted : sorted.slice(first, first + pageSize);
    while (shown.length < seen.length) shown.push(mountHistogram(grid));
    for (const left of shown.splice(seen.length)) left.destroy();
    seen.forEach(({ dimension, kl, counts, outside }, i) => {
      const beyond = outside > 0 ? words.outside(outside) : "";
      const title = words.one(dimension + 1, fixed(kl, 2), beyond);
      shown[i]!.update({ title, counts, outside, extent });
    });
    setText(note, words.order(sorted.length));
    setText(where, words.page(first + 1, first + seen.length, sorted.length));
    pages.hidden = sorted.length <= pageSize;
    previous.disabled = first === 0;
    next.disabled = all || first + pageSize >= sorted.length;
    setText(whole, all ? words.fewer : words.all);
  }

  return {
    update(dimensions: DimensionReport[]) {
      sorted = dimensions.toSorted((one, other) => other.kl - one.kl);
      show();
    },
    destroy: () => shown.forEach((histogram) => histogram.destroy()),
  };
}
