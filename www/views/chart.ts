import type uPlot from "uplot";
import { onThemeChange, readColors, type Colors } from "./theme";

/** What a chart is made of in these colours, but for its size; `axis` is how every axis looks. */
export type Describe = (colors: Colors, axis: uPlot.Axis) => Omit<uPlot.Options, "width" | "height">;

/** A horizontal line with its name. */
export interface Level {
  value: number;
  name: string;
}

const plots = new WeakMap<HTMLCanvasElement, uPlot>();

/** The chart on a canvas, where it is one's. */
export const plotOn = (canvas: HTMLCanvasElement): uPlot | undefined => plots.get(canvas);

/** A chart that fills its stage, made anew where the theme changes. What draws it comes after the page has begun. */
export function createChart(stage: HTMLElement, describe: Describe, data: () => uPlot.AlignedData) {
  let Plot: typeof uPlot | null = null;
  let plot: uPlot | null = null;
  // As it was last laid out: a host may hide everything while it changes its theme.
  let size: { width: number; height: number } | null = null;

  function create(): void {
    if (!Plot || !size) return;
    plot?.destroy();
    const colors = readColors(stage);
    const axis: uPlot.Axis = {
      stroke: colors.muted,
      font: "11px system-ui, sans-serif",
      grid: { stroke: colors.line, width: 1 },
      ticks: { stroke: colors.line, width: 1, size: 4 },
    };
    plot = new Plot({ legend: { show: false }, ...size, ...describe(colors, axis) }, data(), stage);
    plots.set(plot.ctx.canvas, plot);
  }

  const resize = new ResizeObserver(() => {
    size = { width: Math.max(80, stage.clientWidth), height: Math.max(80, stage.clientHeight) };
    if (plot) plot.setSize(size);
    else create();
  });
  resize.observe(stage);
  void import("uplot").then((library) => {
    Plot = library.default;
    create();
  });
  const offTheme = onThemeChange(stage, () => {
    if (plot) create();
  });

  return {
    /** Null before it is drawn. */
    get plot(): uPlot | null {
      return plot;
    },
    /** The data are others. */
    renew(): void {
      plot?.setData(data());
    },
    /** What it is made of is other. */
    remake(): void {
      if (plot) create();
    },
    destroy(): void {
      size = null;
      resize.disconnect();
      offTheme();
      plot?.destroy();
    },
  };
}
