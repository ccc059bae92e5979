import type { Frame } from "./surface";

/** A square plot with the same scale on both axes, `extent` to each side of the origin. */
export interface Plot {
  left: number;
  top: number;
  size: number;
  extent: number;
}

export const margin = { left: 34, right: 8, top: 8, bottom: 34 };

export function squarePlot({ width, height }: Pick<Frame, "width" | "height">, extent: number): Plot {
  const size = Math.max(1, Math.min(width - margin.left - margin.right, height - margin.top - margin.bottom));
  return { left: margin.left, top: margin.top, size, extent };
}

export const toX = (plot: Plot, z: number) => plot.left + ((z + plot.extent) / (2 * plot.extent)) * plot.size;
export const toY = (plot: Plot, z: number) => plot.top + ((plot.extent - z) / (2 * plot.extent)) * plot.size;

/** Latent coordinates of a place on the canvas. */
export function fromPixel(plot: Plot, x: number, y: number): [number, number] {
  return [
    ((x - plot.left) / plot.size) * 2 * plot.extent - plot.extent,
    plot.extent - ((y - plot.top) / plot.size) * 2 * plot.extent,
  ];
}

/** Whole numbers within the extent, at most about nine of them. */
export function ticks(extent: number): number[] {
  const step = Math.max(1, Math.ceil(extent / 4.5));
  const last = Math.floor(extent / step + 1e-9);
  return Array.from({ length: 2 * last + 1 }, (_, i) => (i - last) * step);
}

const minus = (value: number) => String(value).replace("-", "\u2212");

/** Ticks, grid lines and axis names; `yName` is null where the vertical axis has no numbers. */
export function drawAxes(
  { context, colors }: Frame,
  plot: Plot,
  xName: string,
  yName: string | null,
  grid: boolean,
): void {
  const { left, top, size } = plot;
  const bottom = top + size;
  context.save();
  context.font = "11px system-ui, sans-serif";
  context.lineWidth = 1;
  context.strokeStyle = colors.line;
  context.fillStyle = colors.muted;
  for (const tick of ticks(plot.extent)) {
    const x = Math.round(toX(plot, tick)) + 0.5;
    const y = Math.round(toY(plot, tick)) + 0.5;
    context.beginPath();
    context.moveTo(x, grid ? top : bottom);
    context.lineTo(x, bottom + 4);
    if (yName !== null) {
      context.moveTo(left - 4, y);
      context.lineTo(grid ? left + size : left, y);
    }
    context.stroke();
    context.textAlign = "center";
    context.textBaseline = "top";
    context.fillText(minus(tick), x, bottom + 6);
    if (yName !== null) {
      context.textAlign = "right";
      context.textBaseline = "middle";
      context.fillText(minus(tick), left - 7, y);
    }
  }
  context.strokeRect(Math.round(left) + 0.5, Math.round(top) + 0.5, Math.round(size), Math.round(size));
  context.fillStyle = colors.text;
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.fillText(xName, left + size / 2, bottom + 31);
  if (yName !== null) {
    context.translate(10, top + size / 2);
    context.rotate(-Math.PI / 2);
    context.fillText(yName, 0, 0);
  }
  context.restore();
}

/** The prior's standard deviations: circles for two dimensions, vertical lines for one. */
export function drawPrior({ context, colors }: Frame, plot: Plot, dimensions: 1 | 2): void {
  context.save();
  context.beginPath();
  context.rect(plot.left, plot.top, plot.size, plot.size);
  context.clip();
  context.strokeStyle = colors.muted;
  context.fillStyle = colors.muted;
  context.font = "10px system-ui, sans-serif";
  context.textAlign = "center";
  for (const sigma of [1, 2, 3]) {
    context.globalAlpha = 0.55;
    context.setLineDash([2, 4]);
    context.beginPath();
    if (dimensions === 2) {
      context.arc(toX(plot, 0), toY(plot, 0), (sigma / (2 * plot.extent)) * plot.size, 0, 2 * Math.PI);
    } else {
      for (const z of [-sigma, sigma]) {
        context.moveTo(toX(plot, z), plot.top);
        context.lineTo(toX(plot, z), plot.top + plot.size);
      }
    }
    context.stroke();
    context.globalAlpha = 0.9;
    const along = dimensions === 2 ? Math.SQRT1_2 : 1;
    const y = dimensions === 2 ? toY(plot, sigma * along) - 3 : plot.top + 12;
    context.fillText(`${sigma}σ`, toX(plot, sigma * along) + 9, y);
  }
  context.restore();
}
