import type uPlot from "uplot";
import { h } from "../dom";
import { rough } from "../text/format";
import { createChart, type Describe } from "./chart";
import type { Colors } from "./theme";

export interface Curve {
  /** Rising, and the height over each. */
  xs: readonly number[];
  ys: readonly number[];
  /** A place on it. */
  point: { x: number; y: number } | null;
  /** A height that it does not go below. */
  floor?: number;
  /** The area down to zero is shaded, in one colour above it and in another below. */
  shaded?: boolean;
  /** What is along the axis. */
  along: string;
  label: string;
}

/** While it is not on screen, it is drawn when what it shows has stayed for so long, in milliseconds. */
const lateMs = 400;
/** Room for the vertical axis' numbers, in CSS pixels. */
const axisWidth = 52;

/** A curve with a point on it. */
export function mountFunctionCurve(host: HTMLElement) {
  const stage = h("div", { class: "function-curve", role: "img" });
  host.append(stage);
  let curve: Curve = { xs: [0, 1], ys: [0, 0], point: null, along: "", label: "" };

  function mark({ ctx, valToPos, bbox }: uPlot, colors: Colors): void {
    const { point, floor } = curve;
    ctx.save();
    ctx.lineWidth = 2 * devicePixelRatio;
    if (floor !== undefined) {
      const y = valToPos(floor, "y", true);
      ctx.strokeStyle = colors.test;
      ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
    }
    if (point) {
      const [x, y] = [valToPos(point.x, "x", true), valToPos(point.y, "y", true)];
      ctx.setLineDash([]);
      ctx.beginPath();
      ctx.arc(x, y, 5 * devicePixelRatio, 0, 2 * Math.PI);
      ctx.fillStyle = colors.accent;
      ctx.fill();
      ctx.strokeStyle = colors.surface;
      ctx.stroke();
    }
    ctx.restore();
  }

  const describe: Describe = (colors, axis) => {
    const numbers: uPlot.Axis["values"] = (_, ticks) => ticks.map(rough);
    const area = (color: string): uPlot.Series => ({
      stroke: "transparent",
      fill: `${color}66`,
      points: { show: false },
    });
    return {
      cursor: { show: false },
      scales: { x: { time: false, range: () => [curve.xs[0]!, curve.xs.at(-1)!] } },
      axes: [
        {
          ...axis,
          size: 26,
          gap: 3,
          label: () => curve.along,
          labelSize: 18,
          labelFont: "11px system-ui, sans-serif",
          values: numbers,
        },
        { ...axis, size: axisWidth, gap: 3, values: numbers },
      ],
      series: [
        {},
        area(colors.positive),
        area(colors.negative),
        { stroke: colors.train, width: 1.75, pxAlign: 0, points: { show: false } },
      ],
      hooks: { draw: [(self) => mark(self, colors)] },
    };
  };
  const part = (wanted: (y: number) => boolean) =>
    curve.ys.map((y) => (curve.shaded ? (wanted(y) ? y : 0) : null));
  const data = (): uPlot.AlignedData => [
    [...curve.xs],
    part((y) => y > 0),
    part((y) => y < 0),
    [...curve.ys],
  ];
  /** Made when there is something to be said of it. */
  let chart: ReturnType<typeof createChart> | null = null;
  let seen = false;
  let late = 0;
  /** At once where it is seen; else once it stays, for whoever saves a picture of it. */
  function renew(): void {
    clearTimeout(late);
    if (seen) chart?.renew();
    else late = window.setTimeout(() => chart?.renew(), lateMs);
  }
  const sight = new IntersectionObserver((entries) => {
    seen = entries.at(-1)!.isIntersecting;
    if (seen) renew();
  });
  sight.observe(stage);

  return {
    update(next: Curve) {
      curve = next;
      stage.setAttribute("aria-label", next.label);
      chart ??= createChart(stage, describe, data);
      renew();
    },
    destroy() {
      clearTimeout(late);
      sight.disconnect();
      chart?.destroy();
      stage.remove();
    },
  };
}
