import type uPlot from "uplot";
import type { Pen } from "../views/pen";
import { createSvgPen } from "./svg-pen";

/** What uPlot makes of a colour: a function of the chart. */
type Stroke = (plot: uPlot, series: number) => string;

/** What uPlot has worked out for an axis, in pixels of the page but for its fonts; its types leave it out. */
interface Axis {
  side: 2 | 3;
  scale: string;
  stroke: Stroke;
  /** For the canvas's pixels. */
  font: [css: string];
  gap: number;
  /** Where its line is, and where its label. */
  _pos: number;
  _lpos: number;
  /** Where its ticks are, and how they are written. */
  _splits?: number[] | null;
  _values?: (string | number | null)[] | null;
  grid: { stroke: Stroke; width: number };
  ticks: { stroke: Stroke; width: number; size: number };
  label?: string | (() => string);
  labelFont: [css: string];
  labelGap: number;
}

/** What it has of a curve. */
interface Series extends Pick<uPlot.Series, "show" | "label"> {
  stroke: Stroke;
  fill: (...of: Parameters<Stroke>) => string | null | undefined;
  width: number;
  dash?: number[];
  spanGaps?: boolean;
  scale: string;
  points: { show: (plot: uPlot, series: number, from: number, to: number) => boolean; size: number };
}

/** What it has between curves. */
type Banded = uPlot & { bands?: uPlot.Band[] };

type Point = readonly [x: number, y: number];

function line(pen: Pen, points: readonly Point[]): void {
  pen.beginPath();
  for (const [x, y] of points) pen.lineTo(x, y);
}

/** A curve's points in pixels, in runs between gaps. */
function runsOf(plot: uPlot, number: number): Point[][] {
  const { scale, spanGaps } = plot.series[number] as unknown as Series;
  const runs: Point[][] = [[]];
  plot.data[0].forEach((x, i) => {
    const y = plot.data[number]![i];
    if (y !== null && y !== undefined) {
      runs.at(-1)!.push([plot.valToPos(x, "x", true), plot.valToPos(y, scale, true)]);
    } else if (!spanGaps && runs.at(-1)!.length > 0) runs.push([]);
  });
  return runs.filter((run) => run.length > 0);
}

/** Numbers, grid lines, ticks and name of an axis, at the bottom or on the left. */
function drawAxis(pen: Pen, plot: uPlot, axis: Axis, number: number, ratio: number): void {
  const { left, top, width, height } = plot.bbox;
  const across = axis.side === 2;
  const away = across ? 1 : -1;
  const base = axis._pos * ratio;
  const tick = axis.ticks.size * ratio;
  pen.fillStyle = axis.stroke(plot, number);
  if (axis.label !== undefined) {
    pen.save();
    pen.font = axis.labelFont[0];
    pen.textAlign = "center";
    pen.textBaseline = across ? "top" : "bottom";
    const at = (axis._lpos + axis.labelGap * away) * ratio;
    pen.translate(across ? left + width / 2 : at, across ? at : top + height / 2);
    if (!across) pen.rotate(-Math.PI / 2);
    pen.fillText(typeof axis.label === "string" ? axis.label : axis.label(), 0, 0);
    pen.restore();
  }
  pen.font = axis.font[0];
  pen.textAlign = across ? "center" : "right";
  pen.textBaseline = across ? "top" : "middle";
  const places = (axis._splits ?? []).map((split) => Math.round(plot.valToPos(split, axis.scale, true)));
  places.forEach((place, i) => {
    const said = axis._values?.[i];
    const beside = base + (tick + axis.gap * ratio) * away;
    if (said !== null && said !== undefined && said !== "")
      pen.fillText(String(said), across ? place : beside, across ? beside : place);
  });
  const grid = across ? [top, top + height] : [left, left + width];
  for (const [{ stroke, width }, ends] of [
    [axis.grid, grid],
    [axis.ticks, [base, base + tick * away]],
  ] as const) {
    pen.strokeStyle = stroke(plot, number);
    pen.lineWidth = width * ratio;
    // A line of an odd width fills whole pixels.
    const aside = (pen.lineWidth % 2) / 2;
    pen.beginPath();
    for (const at of places.map((place) => place + aside)) {
      const [from, to] = ends.map((end): Point => (across ? [at, end] : [end, at])) as [Point, Point];
      pen.moveTo(...from);
      pen.lineTo(...to);
    }
    pen.stroke();
  }
}

/** A curve, with the area below it where that is filled, and its points where they are shown. */
function drawCurve(pen: Pen, plot: uPlot, number: number, ratio: number): void {
  const series = plot.series[number] as unknown as Series;
  const { stroke, fill, width, dash = [], points } = series;
  const runs = runsOf(plot, number);
  const area = fill(plot, number);
  if (area) {
    const ground = plot.valToPos(0, series.scale, true);
    pen.fillStyle = area;
    for (const run of runs) {
      line(pen, [[run[0]![0], ground], ...run, [run.at(-1)![0], ground]]);
      pen.fill();
    }
  }
  pen.strokeStyle = stroke(plot, number);
  if (width > 0) {
    pen.lineWidth = width * ratio;
    pen.setLineDash(dash.map((part) => part * ratio));
    for (const run of runs) {
      line(pen, run);
      pen.stroke();
    }
  }
  if (!points.show(plot, number, 0, plot.data[0].length - 1)) return;
  const ring = 0.2 * points.size * ratio;
  pen.fillStyle = "#ffffff";
  pen.lineWidth = ring;
  pen.setLineDash([]);
  for (const [x, y] of runs.flat()) {
    pen.beginPath();
    pen.arc(x, y, (points.size * ratio - ring) / 2, 0, 2 * Math.PI);
    pen.fill();
    pen.stroke();
  }
}

function drawCurves(pen: Pen, plot: Banded, ratio: number): void {
  const { left, top, width, height } = plot.bbox;
  pen.save();
  // The steep beginning of a curve goes beyond the scale.
  pen.beginPath();
  pen.rect(left, top, width, height);
  pen.clip();
  pen.lineJoin = "round";
  for (const { series, fill } of plot.bands ?? []) {
    const [upper, lower] = series.map((number) => runsOf(plot, number).flat()) as [Point[], Point[]];
    pen.fillStyle = (fill as unknown as Stroke)(plot, series[0]);
    line(pen, [...upper, ...lower.toReversed()]);
    pen.fill();
  }
  plot.series.forEach(({ show }, number) => {
    if (number > 0 && show !== false) drawCurve(pen, plot, number, ratio);
  });
  pen.restore();
}

/** Draws a chart as uPlot does on its canvas, and what its view adds to it. */
export function drawChart(pen: Pen, plot: uPlot): void {
  const ratio = plot.ctx.canvas.width / plot.width;
  pen.save();
  pen.scale(1 / ratio, 1 / ratio);
  (plot.axes as unknown as Axis[]).forEach((axis, i) => drawAxis(pen, plot, axis, i, ratio));
  drawCurves(pen, plot, ratio);
  const drawn: uPlot = Object.create(plot, { ctx: { value: pen } });
  for (const add of plot.hooks.draw ?? []) add?.(drawn);
  pen.restore();
}

/** Room for a line of the title or of curves' names, and for one name, in pixels. */
const [head, nameWidth] = [24, 90];

/** A chart as an SVG document, with its title, and beside it the names of its curves. */
export function chartSvg(plot: uPlot, title: string): Blob {
  const curves = plot.series
    .map((series, number) => ({ series: series as unknown as Series, number }))
    .filter(({ series, number }) => number > 0 && series.show !== false && series.width !== 0);
  // Names that don't fit beside the title come in lines below it.
  const inLine = Math.max(1, Math.floor((plot.width - 150) / nameWidth));
  const top = Math.max(1, Math.ceil(curves.length / inLine)) * head;
  const { pen, svg } = createSvgPen(plot.width, plot.height + top);
  const ratio = plot.ctx.canvas.width / plot.width;
  const [left, right] = [plot.bbox.left / ratio, (plot.bbox.left + plot.bbox.width) / ratio];
  pen.textBaseline = "middle";
  pen.font = "600 11px system-ui, sans-serif";
  pen.fillStyle = (plot.axes[0]!.stroke as unknown as Stroke)(plot, 0);
  pen.fillText(title, left, head / 2);
  pen.font = "11px system-ui, sans-serif";
  curves.forEach(({ series, number }, i) => {
    const row = Math.floor(i / inLine);
    const after = Math.min(curves.length - row * inLine, inLine) - 1 - (i % inLine);
    const [x, y] = [right - nameWidth * after, (row + 0.5) * head];
    pen.strokeStyle = pen.fillStyle = series.stroke(plot, number);
    pen.lineWidth = series.width;
    pen.setLineDash(series.dash ?? []);
    line(pen, [
      [x - 84, y],
      [x - 64, y],
    ]);
    pen.stroke();
    pen.fillText(String(series.label ?? ""), x - 58, y);
  });
  pen.setLineDash([]);
  pen.translate(0, top);
  drawChart(pen, plot);
  return svg();
}
