import type uPlot from "uplot";
import { h } from "../dom";
import { chartSvg } from "../export/chart";
import { createChart, type Describe } from "./chart";
import { classColors } from "./theme";

/** Amounts that lie on one another over the steps of a run, the first at the bottom. */
export interface Bands {
  steps: readonly number[];
  names: readonly string[];
  columns: readonly (readonly number[])[];
}

/** Each band's upper edge: its amounts and those of all below it. */
export function stacked({ columns, steps }: Pick<Bands, "columns" | "steps">): number[][] {
  let below: readonly number[] = steps.map(() => 0);
  return columns.map((column) => {
    const edge = column.map((value, i) => value + below[i]!);
    below = edge;
    return edge;
  });
}

/** Amounts over steps as bands, told apart by their colours, their order and the lines between them. */
export function mountBands(host: HTMLElement, { title, group }: { title: string; group: string }) {
  const heading = h("h3", { "data-pictured": true }, title);
  const stage = h("div", { class: "chart", role: "img", "aria-label": title });
  const key = h("ul", { class: "band-key" });
  host.append(heading, stage, key);
  let bands: Bands = { steps: [], names: [], columns: [] };

  const describe: Describe = (colors, axis) => {
    const colour = (band: number) => colors.classes[band % colors.classes.length]!;
    const { names } = bands;
    return {
      cursor: { sync: { key: group }, drag: { x: false, y: false }, points: { show: false } },
      scales: { x: { time: false }, y: { range: (_, __, most) => [0, Math.max(0.1, most) * 1.05] } },
      axes: [
        { ...axis, size: 26, gap: 3 },
        { ...axis, size: 44, gap: 3 },
      ],
      series: [
        {},
        { label: "0", width: 0, points: { show: false } },
        ...names.map((label, i): uPlot.Series => ({
          label,
          stroke: colour(i),
          width: 1,
          points: { show: false },
        })),
      ],
      bands: names.map((_, i) => ({ series: [i + 2, i + 1] as uPlot.Band.Bounds, fill: `${colour(i)}99` })),
    };
  };
  const data = () =>
    [bands.steps, bands.steps.map(() => 0), ...stacked(bands)] as unknown as uPlot.AlignedData;
  const chart = createChart(stage, describe, data);

  return {
    /** `values` are what is said of each band, from the bottom. */
    update(next: Bands, values: readonly string[], label: string) {
      const other = next.names.join() !== bands.names.join();
      bands = next;
      stage.setAttribute("aria-label", label);
      key.replaceChildren(
        ...values.map((value, i) => {
          const swatch = h("span", { class: "swatch" });
          swatch.style.setProperty("--swatch", `var(--class-${i % classColors})`);
          return h("li", {}, swatch, value);
        }),
      );
      if (other) chart.remake();
      else chart.renew();
    },
    svg: () => chartSvg(chart.plot!, title),
    destroy() {
      chart.destroy();
      heading.remove();
      stage.remove();
      key.remove();
    },
  };
}
