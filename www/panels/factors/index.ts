import { labelledBy } from "../../data/dataset";
import { h, setText } from "../../dom";
import type { Latents } from "../../run/latents";
import type { State } from "../../run/store";
import { text } from "../../text/later";
import { mountHeatGrid } from "../../views/heat-grid";
import { split } from "../codes";
import { withAxis } from "../dimensions";
import { createLatest } from "../latest";
import { needsNumbers, type Panel } from "../panel";
import { columnName, factorsOf, lacking } from "./columns";
import { describe, heatOf, mostShown, sharesCsv, telling, type Measured } from "./shares";

const words = text.factors;

/** Which latent dimension follows which label column. */
export const factors: Panel<never> = {
  name: "factors",
  kind: "factors",
  title: () => words.title,
  caption: () => words.caption,
  needs: (state) => needsNumbers(state) ?? (state.dataset && lacking(state.dataset)),
  embeds: true,
  shows: ["latents", "dataset", "dimensions", "projection"],
  mount(host, { dataset, store, instrument }) {
    const { state } = store;
    const released = new AbortController();
    const said = h("p", { class: "help", role: "status" }, words.waiting);
    const scroller = h("div", { class: "heat" });
    const whole = h("button", { type: "button", hidden: true });
    const note = h("p", { class: "help" }, words.chanceHelp);
    host.append(said, scroller, note, whole);
    const grid = mountHeatGrid(scroller, "factor-shares", choose);
    let measured: Measured | null = null;
    let asked: Latents | null = null;
    let all = false;
    let shown: number[] = [];

    const measuring = createLatest(
      async (latents: Latents, signal) => {
        // Each image once.
        const { rows, points } = split(latents).train;
        const about = { names: dataset.columns.map(columnName), images: rows.length, step: latents.step };
        const factors = factorsOf(state.dataset!, rows);
        measured = { ...about, ...(await instrument.call("information", { points, factors }, { signal })) };
        show();
      },
      (error) => setText(said, words.failed(error.message)),
      () => state.phase === "training",
    );

    /** What the map shows across, and in which column's colours. */
    function chosen({ projection, dimensions, dataset }: Readonly<State>) {
      return projection || !dataset ? null : ([dimensions[0], dataset.column] as const);
    }

    function choose(row: number, column: number): void {
      const dimensions = withAxis(state.dimensions, 0, shown[row]!);
      const now = state.dataset!;
      store.set({
        ...(state.options.model.latent > 1 && {
          dimensions,
          dimensionsChosen: true,
          projection: null,
          components: false,
        }),
        ...(column !== now.column && { dataset: labelledBy(now, column) }),
      });
    }

    function show(): void {
      scroller.hidden = note.hidden = measured === null;
      const count = measured?.matrix[0]?.length ?? 0;
      whole.hidden = count <= mostShown;
      setText(whole, all ? words.fewer(mostShown) : words.more(count));
      if (!measured) return setText(said, words.waiting);
      shown = telling(measured, all ? count : mostShown);
      grid.update(heatOf(measured, shown, chosen(state)), words.grid);
      setText(said, describe(measured, dataset.images.shape[0]));
    }

    whole.addEventListener(
      "click",
      () => {
        all = !all;
        show();
      },
      { signal: released.signal },
    );

    return {
      update(_, { latents }) {
        if (!latents) {
          measuring.end();
          measured = asked = null;
        } else if (latents !== asked) {
          asked = latents;
          measuring.ask(latents);
        }
        show();
      },
      files: () => {
        const table = measured;
        return table ? [{ label: words.save, ending: "csv", make: () => sharesCsv(table) }] : [];
      },
      destroy() {
        released.abort();
        measuring.end();
        grid.destroy();
      },
    };
  },
};
