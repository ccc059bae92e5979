import type uPlot from "uplot";

/** What uPlot has worked out for an axis: where its ticks are, and how they are written. */
type Ticked = uPlot.Axis & { _splits?: number[] | null; _values?: (string | number | null)[] | null };

/** What it has between curves, which its types leave out. */
type Banded = uPlot & { bands?: uPlot.Band[] };

/** What uPlot makes of a colour: a function of the chart. */
type Stroke = (plot: uPlot, series: number) => string;

/** A horizontal line with its name. */
export interface Level {
  value: number;
  name: string;
}

type Point = readonly [x: number, y: number];

/** A line from place to place of a chart. */
export interface Path {
  points: readonly Point[];
  stroke: string;
  width: number;
  opacity?: number;
  dash?: readonly number[];
}

/** Room for a line of the title or of curves' names, and for one name, in pixels. */
const [head, nameWidth] = [24, 90];
/** A style would be refused by the page's policy, in which the file is made. */
const font = { "font-family": "system-ui, sans-serif", "font-size": 11 };

/** A chart as an SVG document: the same axes, curves and levels that it shows, as lines and text. */
export function chartSvg(
  plot: uPlot,
  title: string,
  levels: readonly Level[] = [],
  paths: readonly Path[] = [],
): Blob {
  const document = plot.root.ownerDocument;
  const element = (name: string, attributes: Record<string, string | number>, text = "") => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
    made.textContent = text;
    return made;
  };
  const curves = plot.series
    .map((series, number) => ({ series, number }))
    .filter(({ series, number }) => number > 0 && series.show !== false && series.width !== 0);
  // Names that don't fit beside the title come in lines below it.
  const inLine = Math.max(1, Math.floor((plot.width - 150) / nameWidth));
  const lines = Math.max(1, Math.ceil(curves.length / inLine));
  const top = lines * head;
  const svg = element("svg", {
    width: plot.width,
    height: plot.height + top,
    viewBox: `0 ${-top} ${plot.width} ${plot.height + top}`,
    ...font,
  });
  const ratio = plot.ctx.canvas.width / plot.width;
  const [left, above, width, height] = [plot.bbox.left, plot.bbox.top, plot.bbox.width, plot.bbox.height].map(
    (value) => value / ratio,
  ) as [number, number, number, number];
  const round = (value: number) => Math.round(value * 100) / 100;
  const at = (value: number, scale: string) => round(plot.valToPos(value, scale, true) / ratio);
  const muted = String((plot.axes[0]!.stroke as unknown as Stroke)(plot, 0));

  // The steep beginning of a curve goes beyond the scale.
  const clip = element("clipPath", { id: "plot" });
  clip.append(element("rect", { x: left, y: above, width, height }));
  svg.append(clip);
  for (const { _splits, _values, scale } of plot.axes as Ticked[]) {
    (_splits ?? []).forEach((value, i) => {
      const label = _values?.[i];
      if (label === null || label === undefined || label === "") return;
      const place = at(value, scale!);
      const across = scale === "x";
      const line = across
        ? { x1: place, x2: place, y1: above, y2: above + height + 4 }
        : { x1: left - 4, x2: left + width, y1: place, y2: place };
      svg.append(element("line", { ...line, stroke: muted, "stroke-opacity": 0.3 }));
      const words = across
        ? { x: place, y: above + height + 16, "text-anchor": "middle" }
        : { x: left - 7, y: place + 4, "text-anchor": "end" };
      svg.append(element("text", { ...words, fill: muted }, String(label)));
    });
  }
  for (const { value, name } of levels) {
    const y = at(value, "y");
    svg.append(
      element("line", { x1: left, x2: left + width, y1: y, y2: y, stroke: muted, "stroke-dasharray": "2 3" }),
      element("text", { x: left + width - 4, y: y - 3, "text-anchor": "end", fill: muted }, name),
    );
  }
  svg.append(element("text", { x: left, y: 8 + head / 2 - top, "font-weight": 600, fill: muted }, title));
  const places = (points: Iterable<readonly [number, number]>, scale: string) =>
    Array.from(points, ([x, y]) => `${at(x, "x")},${at(y, scale)}`).join(" ");
  const pointsOf = (number: number) =>
    Array.from(plot.data[0]).flatMap((x, i) => {
      const y = plot.data[number]![i];
      return y === null || y === undefined ? [] : [[x, y] as const];
    });
  for (const { series, fill } of (plot as Banded).bands ?? []) {
    const [upper, lower] = series.map(pointsOf) as [Point[], Point[]];
    const shape = { points: places([...upper, ...lower.toReversed()], plot.series[series[0]]!.scale!) };
    const colour = (fill as unknown as Stroke)(plot, series[0]);
    svg.append(element("polygon", { ...shape, fill: colour, "clip-path": "url(#plot)" }));
  }
  for (const { points, stroke, width, opacity = 1, dash } of paths) {
    const drawn = { fill: "none", stroke, "stroke-width": width, "stroke-opacity": opacity };
    const dashes = { "stroke-dasharray": dash?.join(" ") ?? "none" };
    svg.append(
      element("polyline", { ...drawn, ...dashes, points: places(points, "y"), "clip-path": "url(#plot)" }),
    );
  }
  curves.forEach(({ series, number }, i) => {
    const stroke = (series.stroke as unknown as Stroke)(plot, number);
    const drawn = {
      fill: "none",
      stroke,
      "stroke-width": series.width ?? 1,
      "stroke-dasharray": series.dash?.join(" ") ?? "none",
    };
    const points = places(pointsOf(number), series.scale!);
    svg.append(element("polyline", { ...drawn, points, "clip-path": "url(#plot)" }));
    const line = Math.floor(i / inLine);
    const after = Math.min(curves.length - line * inLine, inLine) - 1 - (i % inLine);
    const right = left + width - nameWidth * after;
    const y = 4 + head / 2 + line * head - top;
    svg.append(
      element("line", { ...drawn, x1: right - 84, x2: right - 64, y1: y, y2: y }),
      element("text", { x: right - 58, y: y + 4, fill: stroke }, String(series.label ?? "")),
    );
  });
  return new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" });
}
