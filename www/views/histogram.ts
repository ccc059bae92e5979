import { h, setText } from "../dom";
import { createSurface } from "./surface";

export interface HistogramData {
  title: string;
  /** In equally wide bins from -extent to extent, and beyond. */
  counts: readonly number[];
  outside: number;
  extent: number;
}

const [side, top, bottom] = [6, 6, 16];

const normal = (x: number) => Math.exp(-(x * x) / 2) / Math.sqrt(2 * Math.PI);

/** How values are distributed, over the standard normal density; the caption says what is seen. */
export function mountHistogram(host: HTMLElement) {
  const stage = h("div", { class: "histogram-stage" });
  const caption = h("figcaption", {});
  const figure = h("figure", { class: "histogram" }, stage, caption);
  host.append(figure);
  let data: HistogramData = { title: "", counts: [], outside: 0, extent: 1 };

  const surface = createSurface(stage, null, ({ context, colors, width, height }) => {
    const { counts, outside, extent } = data;
    const total = counts.reduce((sum, count) => sum + count, outside);
    if (total === 0) return;
    const [w, tall] = [width - 2 * side, height - top - bottom];
    const bin = (2 * extent) / counts.length;
    const densities = counts.map((count) => count / (total * bin));
    const most = Math.max(normal(0), ...densities) * 1.05;
    const toX = (x: number) => side + ((x + extent) / (2 * extent)) * w;
    const toY = (density: number) => top + tall * (1 - density / most);
    context.fillStyle = colors.train;
    context.globalAlpha = 0.55;
    densities.forEach((density, i) => {
      const x = toX(-extent + i * bin);
      context.fillRect(x, toY(density), Math.max(0.5, w / counts.length - 0.5), top + tall - toY(density));
    });
    context.globalAlpha = 1;
    context.strokeStyle = colors.text;
    context.lineWidth = 1.5;
    context.beginPath();
    for (let x = -extent; x <= extent; x += extent / 50) context.lineTo(toX(x), toY(normal(x)));
    context.stroke();
    context.strokeStyle = colors.line;
    context.fillStyle = colors.muted;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(side, top + tall + 0.5);
    context.lineTo(width - side, top + tall + 0.5);
    context.stroke();
    context.font = "10px system-ui, sans-serif";
    context.textAlign = "center";
    context.textBaseline = "top";
    for (const x of [-extent / 2, 0, extent / 2])
      context.fillText(String(x).replace("-", "−"), toX(x), top + tall + 3);
  });

  return {
    update(next: HistogramData) {
      data = next;
      setText(caption, next.title);
      surface.redraw();
    },
    destroy() {
      surface.destroy();
      figure.remove();
    },
  };
}
