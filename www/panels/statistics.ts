import { h, setText } from "../dom";
import { counted } from "../data/dataset";
import type { Split, Statistics } from "../engine/protocol";
import { mountKlBars } from "../views/kl-bars";
import { createFieldEditors } from "../settings/kit/field-editors";
import { describeMoments } from "./aggregate";
import type { Session } from "../run/session";
import type { Store } from "../run/store";

const nats = (value: number) => value.toFixed(2).replace("-", "−");

type Order = "index" | "size";

/** Measures the model when a person asks for it, and shows what came out. */
export function mountStatistics(host: HTMLElement, page: Store, session: Session) {
  const store = page.part();
  const released = new AbortController();
  const { signal } = released;
  const { number, choice } = createFieldEditors(signal);
  const split = choice<Split>(
    { label: "Images", help: "Test images show how well the model does on what it has not been trained on." },
    { test: "Test", train: "Training" },
  );
  const samples = number({
    label: "Samples an image",
    help:
      "How many latents are drawn for each image. More bring the importance-weighted bound nearer to the likelihood, " +
      "and take that many times as long.",
    initial: 64,
    range: [1, 5000],
    whole: true,
  });
  const order = choice<Order>(
    { label: "Order of bars", help: "By number, or the dimension that says most about an image first." },
    { index: "By number", size: "Largest first" },
  );
  const measure = h("button", { type: "submit" }, "Measure");
  const stop = h("button", { type: "button" }, "Stop");
  const form = h(
    "form",
    { class: "measure", "aria-label": "Statistics" },
    split.element,
    samples.element,
    measure,
    stop,
  );
  const bar = h("progress", { "aria-label": "Measuring" });
  const said = h("p", { class: "help", role: "status" });
  const [elbo, reconstruction, kl, units, bound] = [h("dd"), h("dd"), h("dd"), h("dd"), h("dd")];
  const boundName = h("dt");
  const fact = (name: string | HTMLElement, value: HTMLElement) =>
    h("div", {}, typeof name === "string" ? h("dt", {}, name) : name, value);
  const moments = h("p", { class: "moments" });
  const bars = h("div", { class: "bars" });
  const results = h(
    "div",
    { class: "results" },
    h(
      "dl",
      { class: "facts" },
      fact("−ELBO", elbo),
      fact("Reconstruction", reconstruction),
      fact("KL", kl),
      fact(boundName, bound),
      fact("Active units", units),
    ),
    order.element,
    bars,
    moments,
  );
  host.append(form, bar, said, results);
  const chart = mountKlBars(bars);

  function draw(): void {
    const result = store.state.statistics?.result;
    if (!result) return;
    const all = result.klPerDimension.map((value, i) => ({
      dimension: i + 1,
      kl: value,
      // As the engine counts active units.
      active: result.meanVariances[i]! > 0.01,
    }));
    chart.update(order.select.value === "size" ? all.sort((a, b) => b.kl - a.kl) : all);
  }

  function show(result: Statistics): void {
    setText(elbo, nats(result.negativeElbo));
    setText(reconstruction, nats(result.reconstruction));
    setText(kl, nats(result.kl));
    setText(boundName, `Bound of ${counted(result.samples, "sample")}`);
    setText(bound, nats(result.importanceWeightedBound));
    setText(units, `${result.activeUnits} of ${result.klPerDimension.length}`);
    setText(moments, describeMoments(result));
    draw();
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

  store.watch(["measuring", "statistics", "phase", "busy", "dataset"], (now) => {
    const { measuring, statistics, phase, busy, dataset } = now;
    measure.disabled = measuring !== null || busy || phase === "opening" || phase === "dead";
    bar.hidden = stop.hidden = measuring === null;
    if (measuring?.images) Object.assign(bar, { max: measuring.images, value: measuring.done });
    else bar.removeAttribute("value");
    const { shape, testRows } = dataset!.images;
    const tests = testRows?.length ?? 0;
    const measured = statistics?.result;
    results.hidden = !measured;
    if (measured) show(measured);
    const all = (which: Split) => (which === "test" ? tests : shape[0] - tests);
    const images = (which: Split, measured: number) =>
      (measured < all(which) ? `${measured.toLocaleString("en")} of ` : "") +
      counted(all(which), `${which} image`);
    setText(
      said,
      measuring
        ? `Drawing ${counted(measuring.samples, "sample")} an image: ${measuring.done.toLocaleString("en")} of ` +
            `${counted(measuring.images, "image")} done.`
        : !statistics
          ? "Not measured yet."
          : measured
            ? `${images(statistics.split, measured.images)}, after ${counted(statistics.step, "step")}. In nats per image, lower is better.`
            : `There are no ${statistics.split} images.`,
    );
  });

  return {
    destroy() {
      store.destroy();
      released.abort();
      chart.destroy();
      host.replaceChildren();
    },
  };
}
