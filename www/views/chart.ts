import uPlot from "uplot";
import { onThemeChange, readColors, type Colors } from "./theme";

/** What a chart is made of in these colours, but for its size; `axis` is how every axis looks. */
export type Describe = (colors: Colors, axis: uPlot.Axis) => Omit<uPlot.Options, "width" | "height">;

/** A chart that fills its stage, made anew where the theme changes. */
export function createChart(stage: HTMLElement, describe: Describe, data: () => uPlot.AlignedData) {
  let plot: uPlot | null = null;
  // As it was last laid out: a host may hide everything while it changes its theme.
  let size = { width: 80, height: 80 };

  function create(): void {
    plot?.destroy();
    const colors = readColors(stage);
    const axis: uPlot.Axis = {
      stroke: colors.muted,
      font: "11px system-ui, sans-serif",
      grid: { stroke: colors.line, width: 1 },
      ticks: { stroke: colors.line, width: 1, size: 4 },
    };
    plot = new uPlot({ legend: { show: false }, ...size, ...describe(colors, axis) }, data(), stage);
  }

  const resize = new ResizeObserver(() => {
    size = { width: Math.max(80, stage.clientWidth), height: Math.max(80, stage.clientHeight) };
    if (plot) plot.setSize(size);
    else create();
  });
  resize.observe(stage);
  const offTheme = onThemeChange(stage, () => {
    if (plot) create();
  });

  return {
    /** Null before it was laid out. */
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
      resize.disconnect();
      offTheme();
      plot?.destroy();
    },
  };
}
