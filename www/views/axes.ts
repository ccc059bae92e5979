import { fixed } from "../text/format";
import type { Pen } from "./pen";
import type { Frame } from "./surface";

/** A square plot with the same scale on both axes, `extent` to each side of its middle. */
export interface Plot {
  left: number;
  top: number;
  size: number;
  /** The middle. */
  x: number;
  y: number;
  extent: number;
}

export const margin = { left: 34, right: 8, top: 8, bottom: 34 };

export function squarePlot({ width, height }: Pick<Frame, "width" | "height">, extent: number): Plot {
  const size = Math.max(1, Math.min(width - margin.left - margin.right, height - margin.top - margin.bottom));
  return { left: margin.left, top: margin.top, size, x: 0, y: 0, extent };
}

export const toX = ({ left, size, x, extent }: Plot, z: number) => left + ((z - x) / extent + 1) * (size / 2);
export const toY = ({ top, size, y, extent }: Plot, z: number) => top + ((y - z) / extent + 1) * (size / 2);

/** Latent coordinates of a place on the canvas. */
export function fromPixel(plot: Plot, x: number, y: number): [number, number] {
  return [
    plot.x + ((x - plot.left) / (plot.size / 2) - 1) * plot.extent,
    plot.y - ((y - plot.top) / (plot.size / 2) - 1) * plot.extent,
  ];
}

/** Round steps below 1: one, two or five of a decimal place. */
function stepOf(least: number): number {
  if (least > 0.5) return Math.max(1, Math.ceil(least));
  const place = 10 ** Math.floor(Math.log10(least));
  return place * [1, 2, 5, 10].find((times) => times * place >= least * (1 - 1e-9))!;
}

/** A place on an axis, and how its number is written. */
export interface Tick {
  at: number;
  label: string;
}

/** Round numbers around a middle within the extent, at most about nine of them. */
export function ticks(middle: number, extent: number): Tick[] {
  const step = stepOf(extent / 4.5);
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const first = Math.ceil((middle - extent) / step - 1e-9);
  const last = Math.floor((middle + extent) / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const at = (first + i) * step;
    return { at, label: at.toFixed(digits).replace("-", "\u2212") };
  });
}

/** Between ticks from 0 to a number: 1, 2 or 5 times a power of ten, at most five of them. */
function tickStep(most: number): number {
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((digit) => digit * power).find((step) => step >= rough)!;
}

/** Lines across a chart of bars with their numbers before them, between two values, of which one is 0 or they lie around it. */
export function drawHeights(
  { context, colors, width }: Frame,
  [left, right]: [number, number],
  [least, most]: [number, number],
  toY: (value: number) => number,
): void {
  const step = tickStep(Math.max(most, -least));
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  context.textAlign = "right";
  context.textBaseline = "middle";
  context.fillStyle = colors.muted;
  context.strokeStyle = colors.line;
  for (let tick = Math.ceil(least / step) * step; tick <= most; tick += step) {
    const y = Math.round(toY(tick)) + 0.5;
    context.beginPath();
    context.moveTo(left, y);
    context.lineTo(width - right, y);
    context.stroke();
    context.fillText(fixed(tick, digits), left - 6, y);
  }
}

/**
 * Ticks, grid lines and axis names; `yName` is null where the vertical axis has no numbers. `marks` are the ticks of both
 * axes where a place on them is not its number.
 */
export function drawAxes(
  { context, colors }: Frame,
  plot: Plot,
  xName: string,
  yName: string | null,
  grid: boolean,
  marks?: Tick[],
): void {
  const { left, top, size } = plot;
  const bottom = top + size;
  context.save();
  context.font = "11px system-ui, sans-serif";
  context.lineWidth = 1;
  context.strokeStyle = colors.line;
  context.fillStyle = colors.muted;
  context.textAlign = "center";
  context.textBaseline = "top";
  for (const { at, label } of marks ?? ticks(plot.x, plot.extent)) {
    const x = Math.round(toX(plot, at)) + 0.5;
    context.beginPath();
    context.moveTo(x, grid ? top : bottom);
    context.lineTo(x, bottom + 4);
    context.stroke();
    context.fillText(label, x, bottom + 6);
  }
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const { at, label } of yName === null ? [] : (marks ?? ticks(plot.y, plot.extent))) {
    const y = Math.round(toY(plot, at)) + 0.5;
    context.beginPath();
    context.moveTo(left - 4, y);
    context.lineTo(grid ? left + size : left, y);
    context.stroke();
    context.fillText(label, left - 7, y);
  }
  context.strokeRect(Math.round(left) + 0.5, Math.round(top) + 0.5, Math.round(size), Math.round(size));
  context.fillStyle = colors.text;
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.fillText(xName, left + size / 2, bottom + 31);
  if (yName !== null) {
    context.translate(left - 24, top + size / 2);
    context.rotate(-Math.PI / 2);
    context.fillText(yName, 0, 0);
  }
  context.restore();
}

/** The prior's standard deviations: circles for two dimensions, vertical lines for one, around its mean. */
export function drawPrior(
  { context, colors }: Frame,
  plot: Plot,
  dimensions: 1 | 2,
  [x, y]: [number, number],
): void {
  context.save();
  clipTo(context, plot);
  context.strokeStyle = colors.muted;
  context.fillStyle = colors.muted;
  context.font = "10px system-ui, sans-serif";
  context.textAlign = "center";
  for (const sigma of [1, 2, 3]) {
    context.globalAlpha = 0.55;
    context.setLineDash([2, 4]);
    context.beginPath();
    if (dimensions === 2) {
      context.arc(toX(plot, x), toY(plot, y), (sigma / (2 * plot.extent)) * plot.size, 0, 2 * Math.PI);
    } else {
      for (const z of [x - sigma, x + sigma]) {
        context.moveTo(toX(plot, z), plot.top);
        context.lineTo(toX(plot, z), plot.top + plot.size);
      }
    }
    context.stroke();
    context.globalAlpha = 0.9;
    const along = dimensions === 2 ? Math.SQRT1_2 : 1;
    const at = dimensions === 2 ? toY(plot, y + sigma * along) - 3 : plot.top + 12;
    context.fillText(`${sigma}σ`, toX(plot, x + sigma * along) + 9, at);
  }
  context.restore();
}

/** Nothing is drawn beyond the plot's frame, until `restore`. */
export function clipTo(context: Pen, { left, top, size }: Plot): void {
  context.beginPath();
  context.rect(left, top, size, size);
  context.clip();
}
