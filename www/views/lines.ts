import type uPlot from "uplot";
import { h } from "../dom";
import { rough } from "../text/format";
import { createChart, type Describe } from "./chart";
import { classColors } from "./theme";

/** Values of some quantities over the steps of a run, or of one over the epochs of some. */
export interface Lines {
  steps: readonly number[];
  names: readonly string[];
  /** Null where a line has no point. */
  columns: readonly (readonly (number | null)[])[];
}

/** Beside their colours, how lines are told apart: on the canvas, and in the key. */
const styles = [
  { dash: [], key: "" },
  { dash: [6, 3], key: "broken" },
  { dash: [2, 3], key: "dotted" },
];
const styleOf = (line: number) => styles[line % styles.length]!;
/** Room for the vertical axis' numbers, in CSS pixels. */
const axisWidth = 56;

/** Lines over steps, with a key that says the latest value of each. */
export function mountLines(host: HTMLElement, { title, group }: { title: string; group: string }) {
  const heading = h("h3", { "data-pictured": true }, title);
  const stage = h("div", { class: "chart", role: "img", "aria-label": title });
  const key = h("ul", { class: "band-key" });
  host.append(heading, stage, key);
  let lines: Lines = { steps: [], names: [], columns: [] };

  const describe: Describe = (colors, axis) => ({
    cursor: { sync: { key: group }, drag: { x: false, y: false }, points: { size: 5 } },
    scales: { x: { time: false } },
    axes: [
      { ...axis, size: 26, gap: 3 },
      { ...axis, size: axisWidth, gap: 3, values: (_, ticks) => ticks.map(rough) },
    ],
    series: [
      {},
      ...lines.names.map((label, i): uPlot.Series => ({
        label,
        stroke: colors.classes[i % classColors]!,
        dash: styleOf(i).dash,
        width: 1.5,
        spanGaps: true,
        points: { show: (self) => self.data[0].length < 3, size: 5 },
      })),
    ],
  });
  const data = () => [lines.steps, ...lines.columns] as unknown as uPlot.AlignedData;
  const chart = createChart(stage, describe, data);

  return {
    /** `values` are what is said of each line. */
    update(next: Lines, values: readonly string[], label: string) {
      const other = next.names.join() !== lines.names.join();
      lines = next;
      stage.setAttribute("aria-label", label);
      key.replaceChildren(
        ...values.map((value, i) => {
          const sample = h("span", { class: `line-key ${styleOf(i).key}` });
          sample.style.setProperty("--swatch", `var(--class-${i % classColors})`);
          return h("li", {}, sample, value);
        }),
      );
      if (other) chart.remake();
      else chart.renew();
    },
    destroy() {
      chart.destroy();
      heading.remove();
      stage.remove();
      key.remove();
    },
  };
}
