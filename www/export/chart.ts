import type uPlot from "uplot";

/** What uPlot has worked out for an axis: where its ticks are, and how they are written. */
type Ticked = uPlot.Axis & { _splits?: number[] | null; _values?: (string | number | null)[] | null };

/** What uPlot makes of a series' colour: a function of the chart. */
type Stroke = (plot: uPlot, series: number) => string;

/** A horizontal line with its name. */
export interface Level {
  value: number;
  name: string;
}

/** Room for the title and the names of the curves, in pixels. */
const head = 24;
const font = "11px system-ui, sans-serif";

/** A chart as an SVG document: the same axes, curves and levels that it shows, as lines and text. */
export function chartSvg(plot: uPlot, title: string, levels: readonly Level[] = []): Blob {
  const document = plot.root.ownerDocument;
  const element = (name: string, attributes: Record<string, string | number>, text = "") => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
    made.textContent = text;
    return made;
  };
  const svg = element("svg", {
    width: plot.width,
    height: plot.height + head,
    viewBox: `0 ${-head} ${plot.width} ${plot.height + head}`,
    style: `font: ${font}`,
  });
  const ratio = plot.ctx.canvas.width / plot.width;
  const [left, top, width, height] = [plot.bbox.left, plot.bbox.top, plot.bbox.width, plot.bbox.height].map(
    (value) => value / ratio,
  ) as [number, number, number, number];
  const round = (value: number) => Math.round(value * 100) / 100;
  const at = (value: number, scale: string) => round(plot.valToPos(value, scale, true) / ratio);
  const muted = String((plot.axes[0]!.stroke as unknown as Stroke)(plot, 0));

  // The steep beginning of a curve goes beyond the scale.
  const clip = element("clipPath", { id: "plot" });
  clip.append(element("rect", { x: left, y: top, width, height }));
  svg.append(clip);
  for (const { _splits, _values, scale } of plot.axes as Ticked[]) {
    (_splits ?? []).forEach((value, i) => {
      const label = _values?.[i];
      if (label === null || label === undefined || label === "") return;
      const place = at(value, scale!);
      const across = scale === "x";
      const line = across
        ? { x1: place, x2: place, y1: top, y2: top + height + 4 }
        : { x1: left - 4, x2: left + width, y1: place, y2: place };
      svg.append(element("line", { ...line, stroke: muted, "stroke-opacity": 0.3 }));
      const words = across
        ? { x: place, y: top + height + 16, "text-anchor": "middle" }
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
  svg.append(element("text", { x: left, y: 8 - head / 2, "font-weight": 600, fill: muted }, title));
  plot.series.forEach((series, number) => {
    if (number === 0 || series.show === false) return;
    const stroke = (series.stroke as unknown as Stroke)(plot, number);
    const points = Array.from(plot.data[0]).flatMap((x, i) => {
      const y = plot.data[number]![i];
      return y === null || y === undefined ? [] : [`${at(x, "x")},${at(y, series.scale!)}`];
    });
    const drawn = {
      fill: "none",
      stroke,
      "stroke-width": series.width ?? 1,
      "stroke-dasharray": series.dash?.join(" ") ?? "none",
    };
    svg.append(element("polyline", { ...drawn, points: points.join(" "), "clip-path": "url(#plot)" }));
    const right = left + width - 90 * (plot.series.length - 1 - number);
    svg.append(
      element("line", { ...drawn, x1: right - 84, x2: right - 64, y1: 4 - head / 2, y2: 4 - head / 2 }),
      element("text", { x: right - 58, y: 8 - head / 2, fill: stroke }, String(series.label ?? "")),
    );
  });
  return new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml" });
}
