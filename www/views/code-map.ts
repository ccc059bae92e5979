import { h } from "../dom";
import { text } from "../text/later";
import { fixed } from "../text/format";
import { clipTo, drawAxes, drawPrior, squarePlot, toX, toY } from "./axes";
import { createSurface } from "./surface";

type Pair = readonly [x: number, y: number];

/** An image's posterior in two dimensions, among the codes of others. */
export interface CodeMap {
  names: readonly [string, string];
  mean: Pair;
  sigma: Pair;
  z: Pair;
  /** Means of other images: x, y of each. */
  others: Float32Array;
}

const words = text.encoder.posterior.map;

/** Where an image lies, how sure the encoder is of it, at one and two standard deviations, and the place drawn. */
export function mountCodeMap(host: HTMLElement) {
  const stage = h("div", { class: "code-map-stage" });
  host.append(stage);
  let map: CodeMap | null = null;
  const surface = createSurface(stage, words.caption, (frame) => {
    if (!map) return;
    const { names, mean, sigma, z, others } = map;
    const reach = [3];
    for (const axis of [0, 1]) reach.push(Math.abs(mean[axis]!) + 2 * sigma[axis]!, Math.abs(z[axis]!));
    const plot = squarePlot(frame, 1.08 * Math.max(...reach));
    const { context, colors } = frame;
    drawAxes(frame, plot, names[0], names[1], false);
    drawPrior(frame, plot, 2, [0, 0]);
    context.save();
    clipTo(context, plot);
    context.fillStyle = colors.muted;
    context.globalAlpha = 0.35;
    for (let i = 0; i < others.length; i += 2) {
      context.fillRect(toX(plot, others[i]!) - 1, toY(plot, others[i + 1]!) - 1, 2, 2);
    }
    context.globalAlpha = 1;
    context.strokeStyle = colors.text;
    const perUnit = plot.size / (2 * plot.extent);
    const [x, y] = [toX(plot, mean[0]), toY(plot, mean[1])];
    for (const [times, line] of [
      [1, 2],
      [2, 1],
    ] as const) {
      context.lineWidth = line;
      context.beginPath();
      context.ellipse(x, y, times * sigma[0] * perUnit, times * sigma[1] * perUnit, 0, 0, 2 * Math.PI);
      context.stroke();
    }
    context.fillStyle = colors.text;
    context.fillRect(x - 2, y - 2, 4, 4);
    context.fillStyle = colors.accent;
    context.strokeStyle = colors.surface;
    context.lineWidth = 2;
    context.beginPath();
    context.arc(toX(plot, z[0]), toY(plot, z[1]), 5, 0, 2 * Math.PI);
    context.stroke();
    context.fill();
    context.restore();
  });
  return {
    update(next: CodeMap) {
      map = next;
      const pair = ([x, y]: Pair) => `(${fixed(x, 2)}, ${fixed(y, 2)})`;
      const { names, mean, sigma, z } = next;
      surface.canvas.setAttribute("aria-label", words.about(names, pair(mean), pair(sigma), pair(z)));
      surface.redraw();
    },
    destroy() {
      surface.destroy();
      stage.remove();
    },
  };
}
