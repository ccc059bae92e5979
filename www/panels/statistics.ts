import { h, setText } from "../dom";
import type { Unlabelled } from "../data/dataset";
import { splitCounts } from "../data/split-counts";
import { activeVariance, bounds } from "../engine/limits";
import type { Split, Statistics } from "../engine/protocol";
import type { State } from "../run/store";
import { createFieldEditors } from "../settings/kit/field-editors";
import { text } from "../text/later";
import { fixed } from "../text/format";
import { mountKlBars } from "../views/kl-bars";
import { describeMoments } from "./aggregate";
import { needsNumbers, type Panel } from "./panel";

const words = text.statistics;

type Order = "index" | "size";

/** What came out of a measurement. */
function createResults(order: HTMLElement) {
  const values = { elbo: h("dd"), reconstruction: h("dd"), kl: h("dd"), bound: h("dd"), units: h("dd") };
  const boundName = h("dt");
  const fact = (name: string | HTMLElement, value: HTMLElement) =>
    h("div", {}, typeof name === "string" ? h("dt", {}, name) : name, value);
  const facts = h(
    "dl",
    { class: "facts" },
    fact(words.negativeElbo, values.elbo),
    fact(words.reconstruction, values.reconstruction),
    fact(words.kl, values.kl),
    fact(boundName, values.bound),
    fact(words.units, values.units),
  );
  const bars = h("div", { class: "bars" });
  const moments = h("p", { class: "moments" });
  const element = h("div", { class: "results" }, facts, order, bars, moments);
  return {
    element,
    bars,
    show(result: Statistics) {
      setText(values.elbo, fixed(result.negativeElbo, 2));
      setText(values.reconstruction, fixed(result.reconstruction, 2));
      setText(values.kl, fixed(result.kl, 2));
      setText(boundName, words.bound(result.samples));
      setText(values.bound, fixed(result.importanceWeightedBound, 2));
      setText(values.units, words.unitsOf(result.activeUnits, result.klPerDimension.length));
      setText(moments, describeMoments(result));
    },
  };
}

/** How far it is, or what the results belong to. */
function describe(
  { measuring, statistics }: Pick<State, "measuring" | "statistics">,
  { images }: Unlabelled,
): string {
  if (measuring) {
    const { samples, done, images: all } = measuring;
    return words.drawing(samples, done, all);
  }
  if (!statistics) return words.notMeasured;
  const { split, step, result } = statistics;
  if (!result) return words.none(split);
  return words.measured(split, result.images, splitCounts(images)[split], step);
}

/** Measures the model when a person asks for it, and shows what came out. */
export const statistics: Panel<never> = {
  name: "statistics",
  kind: "statistics",
  title: () => words.title,
  caption: () => words.caption,
  needs: needsNumbers,
  shows: ["measuring", "statistics", "phase", "busy"],
  mount(host, { dataset, session, store }) {
    const released = new AbortController();
    const { signal } = released;
    const editors = createFieldEditors(signal);
    const split = editors.choice<Split>({ label: words.images, help: words.imagesHelp }, words.splits);
    const samples = editors.number({
      label: words.samples,
      help: words.samplesHelp,
      ...bounds("statistics.samples"),
    });
    const order = editors.choice<Order>({ label: words.order, help: words.orderHelp }, words.orders);
    const measure = h("button", { type: "submit" }, words.measure);
    const stop = h("button", { type: "button" }, words.stop);
    const form = h(
      "form",
      { class: "measure", "aria-label": words.title },
      split.element,
      samples.element,
      measure,
      stop,
    );
    const bar = h("progress", { "aria-label": words.measuring });
    const said = h("p", { class: "help", role: "status" });
    const results = createResults(order.element);
    host.append(form, bar, said, results.element);
    const chart = mountKlBars(results.bars);

    function draw(): void {
      const result = store.state.statistics?.result;
      if (!result) return;
      const all = result.klPerDimension.map((kl, i) => ({
        dimension: i + 1,
        kl,
        active: result.meanVariances[i]! > activeVariance,
      }));
      chart.update(order.select.value === "size" ? all.sort((a, b) => b.kl - a.kl) : all);
    }

    form.addEventListener(
      "submit",
      (event) => {
        event.preventDefault();
        const wanted = samples.read();
        if ("wrong" in wanted) return wanted.wrong.control.focus();
        void session.measure(split.select.value as Split, wanted.value);
      },
      { signal },
    );
    stop.addEventListener("click", () => session.stopMeasuring(), { signal });
    form.addEventListener("change", () => samples.read(), { signal });
    order.select.addEventListener("change", draw, { signal });

    return {
      update(_, now) {
        const { measuring, phase, busy } = now;
        measure.disabled = measuring !== null || busy || phase === "opening" || phase === "dead";
        bar.hidden = stop.hidden = measuring === null;
        if (measuring?.images) Object.assign(bar, { max: measuring.images, value: measuring.done });
        else bar.removeAttribute("value");
        const result = now.statistics?.result;
        results.element.hidden = !result;
        if (result) {
          results.show(result);
          draw();
        }
        setText(said, describe(now, dataset));
      },
      destroy() {
        released.abort();
        chart.destroy();
      },
    };
  },
};
