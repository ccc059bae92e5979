import { h, setText } from "../../dom";
import { curvesOf, dimensionsOf, drawNoise, totalKl, type Dimension } from "../../inside/posterior";
import { Reading } from "../../inside/reading";
import { dimensionPlane, projectAll } from "../../plane/projection";
import type { State } from "../../run/store";
import { text } from "../../text/later";
import { fixed } from "../../text/format";
import { mountCodeMap } from "../../views/code-map";
import { mountDensityPlots } from "../../views/density-plots";
import { mountPosteriorBars } from "../../views/posterior-bars";
import { mountValueTable } from "../../views/value-table";
import { createChoice } from "../choice";
import { needsNumbers, type Panel } from "../panel";

const words = text.encoder.posterior;
/** Dimensions shown at once. */
const pageSize = 12;
type Order = keyof typeof words.orders;

/** What the encoder says of the image that is looked into: a distribution over latent vectors, and the one drawn. */
export const posterior: Panel<never> = {
  name: "posterior",
  kind: "posterior",
  title: () => words.title,
  caption: () => words.caption,
  needs: needsNumbers,
  traces: true,
  embeds: true,
  shows: ["traced", "latents", "dimensions", "insideNoise", "options", "phase"],
  mount(host, { store, tools }) {
    const released = new AbortController();
    const { signal } = released;
    let page = 0;
    let order: number[] = [];
    let latest: Readonly<State> | null = null;
    const again = () => latest && update(null, latest);
    const sorting = createChoice<Order>(words.order, words.orders, signal, () => {
      order = [];
      again();
    });
    tools.append(sorting.element);
    // Each step changes it: not to be read out by itself.
    const said = h("p", { class: "hint" });
    const draw = h("button", { type: "button", "aria-keyshortcuts": "R", title: words.drawKey }, words.draw);
    const take = h("button", { type: "button" }, words.take);
    const state = h("span", { role: "status" });
    const drawing = h("div", { class: "buttons posterior-draw" }, draw, take, state);
    const bars = h("div", { class: "posterior-bars" });
    const map = h("div", { class: "code-map" });
    const overview = h("div", { class: "posterior-overview" }, bars, map);
    const plots = h("div", {});
    const previous = h("button", { type: "button" }, text.encoder.previous);
    const next = h("button", { type: "button" }, text.encoder.next);
    const which = h("span", {});
    const pages = h("div", { class: "pages" }, previous, which, next);
    const content = h("div", { class: "posterior-content" }, drawing, overview, pages, plots);
    host.append(said, content);
    const barView = mountPosteriorBars(bars);
    const mapView = mountCodeMap(map);
    map.append(h("p", { class: "hint" }, words.map.caption));
    const plotView = mountDensityPlots(plots);
    const table = mountValueTable(content, words.table);

    function turn(by: number): void {
      page += by;
      again();
    }
    previous.addEventListener("click", () => turn(-1), { signal });
    next.addEventListener("click", () => turn(1), { signal });
    const drawAnew = () =>
      store.set({ insideNoise: drawNoise(store.state.options.model.latent), insideZ: null });
    draw.addEventListener("click", drawAnew, { signal });
    host.addEventListener(
      "keydown",
      ({ key, target, ctrlKey, metaKey, altKey }) => {
        if (key.toLowerCase() !== "r" || ctrlKey || metaKey || altKey) return;
        if (!(target instanceof HTMLSelectElement)) drawAnew();
      },
      { signal },
    );
    take.addEventListener("click", () => store.set({ insideNoise: null, insideZ: null }), { signal });

    /** While the model trains, dimensions stay where they are. */
    function arrange(all: readonly Dimension[], training: boolean): void {
      if (training && order.length === all.length) return;
      const byKl = sorting.select.value === "kl";
      order = all.toSorted((one, other) => (byKl ? other.kl - one.kl : 0)).map(({ dimension }) => dimension);
    }

    function showMap(
      all: readonly Dimension[],
      { latents, dimensions, traced, phase }: Readonly<State>,
    ): void {
      map.hidden = all.length < 2;
      if (map.hidden) return;
      const [x, y] = dimensions.map((dimension) => all[dimension] ?? all[0]!);
      const pair = (of: (dimension: Dimension) => number): [number, number] => [of(x!), of(y!)];
      // At rest, codes of another step would be where no image lies any more.
      const current =
        latents?.latent === all.length && (phase === "training" || latents.step === traced!.step);
      const plane = dimensionPlane(all.length, [x!.dimension, y!.dimension]);
      mapView.update({
        names: plane.names,
        mean: pair(({ mean }) => mean),
        sigma: pair(({ sigma }) => sigma),
        z: pair(({ z }) => z),
        others: current ? projectAll(plane, latents!.mean) : new Float32Array(),
      });
    }

    function update(_: null, now: Readonly<State>): void {
      latest = now;
      const { traced, phase } = now;
      content.hidden = !traced;
      if (!traced) return setText(said, words.none);
      const reading = new Reading(traced.structure.plan, traced.pixels, traced.trace);
      const all = dimensionsOf(reading.posterior(), traced.noise);
      arrange(all, phase === "training");
      const [sum, own] = [totalKl(all), reading.part("kl")![0]!];
      setText(said, words.total(fixed(sum, 4), fixed(own, 4), Math.abs(sum - own).toExponential(0)));
      setText(state, words.state(traced.noise.some((value) => value !== 0)));
      take.disabled = !now.insideNoise;
      page = Math.min(page, Math.ceil(all.length / pageSize) - 1);
      const first = page * pageSize;
      const shown = order.slice(first, first + pageSize).map((dimension) => all[dimension]!);
      pages.hidden = all.length <= pageSize;
      setText(which, text.encoder.page(first + 1, first + shown.length, all.length));
      previous.disabled = page === 0;
      next.disabled = first + pageSize >= all.length;
      barView.update(shown.map(({ dimension, ...rest }) => ({ ...rest, dimension: dimension + 1 })));
      plotView.update(
        shown.map((one) => ({ name: text.encoder.dimension(one.dimension + 1), ...one, ...curvesOf(one) })),
      );
      showMap(all, now);
      table.update(() => ({
        caption: words.tableOf,
        head: words.head,
        rows: order.map((dimension) => {
          const { mean, sigma, logVariance, noise, z, kl } = all[dimension]!;
          const numbers = [mean, sigma, logVariance, noise, z, kl].map((value) => fixed(value, 4));
          return [text.encoder.dimension(dimension + 1), ...numbers];
        }),
      }));
    }

    return {
      update,
      destroy() {
        released.abort();
        barView.destroy();
        mapView.destroy();
        plotView.destroy();
        table.destroy();
      },
    };
  },
};
