import uPlot from "uplot";
import { h } from "../dom";
import { text } from "../text/later";
import { createChart, type Describe } from "./chart";

/** Percent right, by how many labels were given. */
export type CurvePoint = [labels: number, percent: number];

/** Two lines over the number of labels: what a person's own gave, and what labels drawn by chance give. */
export function mountLabelCurve(host: HTMLElement) {
  const words = text.classify.fewLabels.curve;
  const legend = h(
    "p",
    { class: "legend" },
    h("span", { class: "key train" }, words.own),
    h("span", { class: "key test" }, words.random),
  );
  const title = h("p", { class: "help" }, words.title);
  const stage = h("div", { class: "chart", role: "img", "aria-label": words.title });
  host.append(legend, title, stage);
  let curves: [CurvePoint[], CurvePoint[]] = [[], []];

  const dataOf = () => uPlot.join(curves.map((curve) => [curve.map(([x]) => x), curve.map(([, y]) => y)]));

  const describe: Describe = (colors, axis) => {
    const line = (stroke: string, dash?: number[]): uPlot.Series => ({
      stroke,
      dash,
      width: 1.75,
      spanGaps: true,
      points: { show: true, size: 6 },
    });
    return {
      cursor: { drag: { x: false, y: false }, points: { size: 6 } },
      scales: {
        x: { time: false, range: (_, __, most) => [0, Math.max(10, most)] },
        y: { range: () => [0, 100] },
      },
      axes: [
        { ...axis, size: 26, gap: 3 },
        { ...axis, size: 40, gap: 3 },
      ],
      series: [{}, line(colors.train), line(colors.test, [6, 4])],
    };
  };

  const chart = createChart(stage, describe, dataOf);

  return {
    update(own: CurvePoint[], random: CurvePoint[]) {
      curves = [own, random].map((curve) => curve.toSorted(([a], [b]) => a - b)) as typeof curves;
      chart.renew();
      stage.setAttribute("aria-label", words.about(...curves));
    },
    destroy() {
      chart.destroy();
      for (const each of [legend, title, stage]) each.remove();
    },
  };
}
