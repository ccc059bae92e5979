import { h } from "../dom";
import { clipTo, drawAxes, drawPrior, fromPixel, squarePlot, toX, toY, type Plot } from "./axes";
import { createSurface, type Frame } from "./surface";

export interface RatioData {
  /** On a grid of `size * size` cells, top row first: of points, and the logarithm of how much denser than N(0, I). */
  density: Float32Array;
  logRatio: Float32Array;
  size: number;
  /** How far the grid reaches to each side of 0. */
  extent: number;
  /** Where the mean of N(0, I) lies. */
  centre: readonly [number, number];
  names: readonly [string, string];
  /** Numbered from 1 on. */
  marks: readonly (readonly [number, number])[];
  label: string;
}

/** A factor of so many doublings, either way, has the full colour. */
const doublings = 3;
/** Beyond so many standard deviations there is something to compare only where this part of the points' peak is. */
const [reach, present] = [3, 0.02];
const radius = 9;

function drawCells({ context, colors, ratio }: Frame, plot: Plot, data: RatioData): void {
  const { density, logRatio, size, extent, centre } = data;
  const highest = density.reduce((most, value) => Math.max(most, value), 0);
  const step = plot.size / size;
  const unit = (2 * extent) / size;
  // Whole pixels of the screen, so that there are no seams between cells.
  const edge = (from: number, i: number) => Math.round((from + i * step) * ratio) / ratio;
  logRatio.forEach((log, cell) => {
    const [column, row] = [cell % size, Math.floor(cell / size)];
    const [x, y] = [(column + 0.5) * unit - extent - centre[0], extent - (row + 0.5) * unit - centre[1]];
    if (Math.hypot(x, y) > reach && density[cell]! < present * highest) return;
    context.globalAlpha = 0.85 * Math.min(1, Math.abs(log) / (doublings * Math.LN2));
    context.fillStyle = log > 0 ? colors.train : colors.test;
    const [left, top] = [edge(plot.left, column), edge(plot.top, row)];
    context.fillRect(left, top, edge(plot.left, column + 1) - left, edge(plot.top, row + 1) - top);
  });
  context.globalAlpha = 1;
}

/** Where one density is above another and where below, in two colours. */
export function mountRatioPlot(host: HTMLElement, name: string, onMark: (place: [number, number]) => void) {
  const stage = h("div", { class: "square ratio-stage" });
  host.append(stage);
  const released = new AbortController();
  let data: RatioData | null = null;
  let cursor: readonly [number, number] | null = null;

  const surface = createSurface(stage, name, (frame) => {
    if (!data) return;
    const plot = squarePlot(frame, data.extent);
    const { context, colors } = frame;
    drawCells(frame, plot, data);
    drawAxes(frame, plot, ...data.names, false);
    drawPrior(frame, plot, 2, [...data.centre]);
    context.save();
    clipTo(context, plot);
    context.font = "700 11px system-ui, sans-serif";
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineWidth = 1.5;
    data.marks.forEach(([x, y], i) => {
      context.beginPath();
      context.arc(toX(plot, x), toY(plot, y), radius, 0, 2 * Math.PI);
      context.fillStyle = colors.surface;
      context.strokeStyle = colors.test;
      context.fill();
      context.stroke();
      context.fillStyle = colors.text;
      context.fillText(String(i + 1), toX(plot, x), toY(plot, y) + 0.5);
    });
    if (cursor) {
      const [x, y] = [toX(plot, cursor[0]), toY(plot, cursor[1])];
      context.strokeStyle = colors.text;
      context.strokeRect(x - radius - 3, y - radius - 3, 2 * radius + 6, 2 * radius + 6);
    }
    context.restore();
  });
  surface.canvas.addEventListener(
    "click",
    ({ offsetX, offsetY }) => {
      if (!data) return;
      const plot = squarePlot({ width: stage.clientWidth, height: stage.clientHeight }, data.extent);
      onMark(fromPixel(plot, offsetX, offsetY));
    },
    { signal: released.signal },
  );

  return {
    update(next: RatioData) {
      data = next;
      surface.canvas.setAttribute("aria-label", next.label);
      surface.redraw();
    },
    /** The place that is marked; null where none is. */
    setCursor(place: readonly [number, number] | null) {
      cursor = place;
      surface.redraw();
    },
    destroy() {
      released.abort();
      surface.destroy();
      stage.remove();
    },
  };
}
