import type uPlot from "uplot";
import { h, setText } from "../dom";
import { text } from "../text";
import { fixed } from "../text/format";
import { createChart, type Describe, type Level } from "./chart";
import type { Colors } from "./theme";

/** Columns of equal length: epochs, then the training and the test curve; null where a curve has no point. */
export type Curves = [epochs: number[], train: (number | null)[], test: (number | null)[]];

export interface LossChartOptions {
  title: string;
  /** Charts of one group show the same epoch under the cursor. */
  group: string;
}

const format = (value: number | null | undefined) => (value == null ? "–" : fixed(value, 2));
const lastOf = (column: (number | null)[]) => column.findLast((value) => value !== null);

/** Room for an axis' numbers, in CSS pixels. */
const widest = (texts: string[] | null) => 14 + 6 * Math.max(4, ...(texts ?? []).map(({ length }) => length));

/** Leaves the steep first epochs out of the scale once a run is long enough to make them a small part of it. */
function range([epochs, ...columns]: Curves, marks: Level[]): [number, number] {
  const last = epochs.at(-1) ?? 0;
  const from = last > 10 ? Math.min(5, last * 0.04) : 0;
  let [low, high] = [Infinity, -Infinity];
  for (const column of columns) {
    for (let i = 0; i < column.length; i++) {
      const value = column[i];
      if (value == null || epochs[i]! < from) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  for (const { value } of marks) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (!(low <= high)) return [0, 1];
  const room = Math.max((high - low) * 0.08, 0.2);
  // Only densities go below 0.
  return [low < 0 ? low - room : Math.max(0, low - room), high + room];
}

/** One quantity over epochs, training and test told apart by line style as well as by colour. */
export function mountLossChart(host: HTMLElement, { title, group }: LossChartOptions) {
  const values = { train: h("output", {}, "–"), test: h("output", {}, "–") };
  const legend = h(
    "p",
    { class: "legend" },
    h("strong", { "data-pictured": true }, title),
    h("span", { class: "key train", "data-pictured": true }, `${text.views.train} `, values.train),
    h("span", { class: "key test", "data-pictured": true }, `${text.views.test} `, values.test),
  );
  const stage = h("div", { class: "chart", role: "img", "aria-label": title });
  host.append(legend, stage);
  let data: Curves = [[], [], []];
  let marks: Level[] = [];
  /** The epoch that is looked at. */
  let looked: number | null = null;

  /** At the cursor, else the latest; with its epoch where the other curve has gone on since. */
  function latest(column: (number | null)[]): string {
    const [epochs] = data;
    const last = column.findLastIndex((value) => value !== null);
    const value = format(column[last]);
    if (last < 0 || last >= epochs.length - 1) return value;
    return text.views.losses.atEpoch(value, Math.round(epochs[last]! * 10) / 10);
  }

  function showValues(): void {
    const index = chart.plot?.cursor.idx;
    const [, train, test] = data;
    setText(values.train, index == null ? latest(train) : format(train[index]));
    setText(values.test, index == null ? latest(test) : format(test[index]));
  }

  function drawMarks({ ctx, bbox, valToPos }: uPlot, { muted }: Colors): void {
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = muted;
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
    ctx.font = `${10.5 * devicePixelRatio}px system-ui, sans-serif`;
    ctx.textAlign = "right";
    ctx.textBaseline = "bottom";
    for (const { value, name } of marks) {
      const y = valToPos(value, "y", true);
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
      ctx.fillText(`${name} ${fixed(value, 2)}`, bbox.left + bbox.width - 4, y - 2);
    }
    ctx.restore();
  }

  function drawLooked({ ctx, bbox, valToPos }: uPlot, { accent }: Colors): void {
    if (looked === null) return;
    const x = valToPos(looked, "x", true);
    ctx.save();
    ctx.strokeStyle = accent;
    ctx.lineWidth = 2 * devicePixelRatio;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.restore();
  }

  const describe: Describe = (colors, axis) => {
    const line = (label: string, stroke: string, dash?: number[]): uPlot.Series => ({
      label,
      stroke,
      dash,
      width: 1.75,
      spanGaps: true,
      points: { show: (self) => (self.data[0].length < 3 ? true : false), size: 5 },
    });
    return {
      cursor: { sync: { key: group }, drag: { x: false, y: false }, points: { size: 6 } },
      scales: {
        x: { time: false, range: () => [0, Math.max(1, data[0].at(-1) ?? 1)] },
        y: { range: () => range(data, marks) },
      },
      axes: [
        { ...axis, size: 26, gap: 3 },
        { ...axis, size: (_, texts) => widest(texts), gap: 3 },
      ],
      series: [{}, line(text.views.train, colors.train), line(text.views.test, colors.test, [6, 4])],
      hooks: {
        setCursor: [showValues],
        draw: [(self) => drawMarks(self, colors), (self) => drawLooked(self, colors)],
      },
    };
  };

  const chart = createChart(stage, describe, () => data);

  return {
    /** With a line at an epoch that is looked at. */
    update(next: Curves, nextMarks: Level[] = [], at: number | null = null) {
      looked = at;
      data = next;
      marks = nextMarks;
      chart.renew();
      showValues();
      stage.setAttribute(
        "aria-label",
        text.views.losses.about(title, format(lastOf(data[1])), format(lastOf(data[2]))),
      );
    },
    /** As an SVG document. */
    svg: async () => (await import("../export/chart")).chartSvg(chart.plot!, title),
    destroy() {
      chart.destroy();
      legend.remove();
      stage.remove();
    },
  };
}
