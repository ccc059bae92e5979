import { h } from "../dom";
import { text } from "../text";
import { clipTo, drawAxes, drawPrior, squarePlot, toX, toY } from "./axes";
import { createSurface } from "./surface";
import { classColors } from "./theme";

/** Codes in two dimensions. */
export interface Scatter {
  names: readonly [string, string];
  /** x, y of each. */
  points: Float32Array;
  /** Which class's colour each has. */
  colors: ArrayLike<number>;
  /** Those of training images, in grey. */
  others: Float32Array;
  /** The one that stands out. */
  pointed: number | null;
  label: string;
  /** Where the prior's mean lies; the middle unless told. */
  origin?: readonly [x: number, y: number];
  /** How far the axes reach at least, so that maps side by side have one scale. */
  reach?: number;
}

/** How far from the middle the points lie, in the larger of both directions; 3 at least. */
export function reachOf(points: Float32Array): number {
  let reach = 3;
  for (const value of points) reach = Math.max(reach, Math.abs(value));
  return reach;
}

/** Where codes lie, coloured, among those of training images. */
export function mountLatentScatter(host: HTMLElement) {
  const stage = h("div", { class: "code-map-stage" });
  host.append(stage);
  let scatter: Scatter | null = null;
  const surface = createSurface(stage, text.panels.latent.title, (frame) => {
    if (!scatter) return;
    const { names, points, colors: colorOf, others, pointed, origin = [0, 0], reach = 0 } = scatter;
    const plot = squarePlot(frame, 1.05 * Math.max(reach, reachOf(points)));
    const { context, colors } = frame;
    drawAxes(frame, plot, names[0], names[1], false);
    drawPrior(frame, plot, 2, [...origin]);
    context.save();
    clipTo(context, plot);
    context.fillStyle = colors.muted;
    context.globalAlpha = 0.3;
    for (let i = 0; i < others.length; i += 2)
      context.fillRect(toX(plot, others[i]!) - 1, toY(plot, others[i + 1]!) - 1, 2, 2);
    context.globalAlpha = 1;
    const dot = (at: number, radius: number) => {
      context.beginPath();
      context.arc(toX(plot, points[2 * at]!), toY(plot, points[2 * at + 1]!), radius, 0, 2 * Math.PI);
      context.fillStyle = colors.classes[colorOf[at]! % classColors]!;
      context.fill();
    };
    for (let at = 0; at < points.length / 2; at++) dot(at, 2.5);
    if (pointed !== null) {
      dot(pointed, 6);
      context.lineWidth = 2;
      context.strokeStyle = colors.text;
      context.stroke();
    }
    context.restore();
  });
  return {
    update(next: Scatter | null) {
      scatter = next;
      stage.hidden = next === null;
      if (next) surface.canvas.setAttribute("aria-label", next.label);
      surface.redraw();
    },
    destroy() {
      surface.destroy();
      stage.remove();
    },
  };
}
