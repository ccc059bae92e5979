import { h, setText } from "../dom";
import { text } from "../text/later";
import { fixed, rough } from "../text/format";
import { createSurface, type Frame, type Surface } from "./surface";

/** A posterior's dimension beside the prior's, and what of its KL comes from where. */
export interface DensityPlot {
  name: string;
  x: readonly number[];
  q: readonly number[];
  p: readonly number[];
  integrand: readonly number[];
  above: number;
  below: number;
  kl: number;
  mean: number;
  sigma: number;
  noise: number;
  z: number;
}

const words = text.encoder.posterior.plot;
const [left, right, top, between, bottom] = [6, 6, 14, 16, 16];
/** The densities' part of the height. */
const upper = 0.58;

function draw({ context, colors, width, height }: Frame, { x, q, p, integrand, mean, z }: DensityPlot): void {
  const [from, to] = [x[0]!, x.at(-1)!];
  const toX = (at: number) => left + ((at - from) / (to - from)) * (width - left - right);
  const tall = (height - top - between - bottom) * upper;
  const low = (height - top - between - bottom) * (1 - upper);
  const most = Math.max(...q, ...p);
  const [least, greatest] = [Math.min(0, ...integrand), Math.max(1e-12, ...integrand)];
  const density = (value: number) => top + tall * (1 - value / most);
  const begin = top + tall + between;
  const part = (value: number) => begin + low * ((greatest - value) / (greatest - least));
  const path = (values: readonly number[], toY: (value: number) => number) => {
    context.beginPath();
    values.forEach((value, i) => context.lineTo(toX(x[i]!), toY(value)));
  };

  context.font = "10px system-ui, sans-serif";
  context.lineWidth = 1;
  context.strokeStyle = colors.line;
  for (const y of [density(0), part(0)]) {
    context.beginPath();
    context.moveTo(left, Math.round(y) + 0.5);
    context.lineTo(width - right, Math.round(y) + 0.5);
    context.stroke();
  }
  context.strokeStyle = colors.muted;
  context.setLineDash([4, 3]);
  context.lineWidth = 1.5;
  path(p, density);
  context.stroke();
  context.setLineDash([]);
  context.strokeStyle = colors.text;
  path(q, density);
  context.stroke();

  // The integrand's area on each side of zero, in the colour of its sign.
  for (const [color, clip] of [
    [colors.positive, [begin - 1, part(0)]],
    [colors.negative, [part(0), begin + low + 1]],
  ] as const) {
    context.save();
    context.beginPath();
    context.rect(0, clip[0], width, clip[1] - clip[0]);
    context.clip();
    path(integrand, part);
    context.lineTo(toX(to), part(0));
    context.lineTo(toX(from), part(0));
    context.fillStyle = color;
    context.globalAlpha = 0.75;
    context.fill();
    context.restore();
  }
  context.fillStyle = context.strokeStyle = colors.muted;
  context.textBaseline = "bottom";
  context.textAlign = "left";
  context.fillText(rough2(most), left, top - 1);
  context.fillText(rough2(greatest), left, begin - 1);
  context.textBaseline = "top";
  context.textAlign = "center";
  for (const tick of tickPlaces(from, to)) context.fillText(fixed(tick, 0), toX(tick), height - bottom + 3);

  // The mean, and the place that was drawn.
  context.strokeStyle = colors.muted;
  context.beginPath();
  context.moveTo(Math.round(toX(mean)) + 0.5, top);
  context.lineTo(Math.round(toX(mean)) + 0.5, top + tall);
  context.stroke();
  context.fillStyle = colors.accent;
  context.strokeStyle = colors.surface;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(toX(Math.min(to, Math.max(from, z))), density(0), 4, 0, 2 * Math.PI);
  context.stroke();
  context.fill();
}

/** Two digits that count. */
const rough2 = (value: number) => rough(Number(value.toPrecision(2)));

/** Whole numbers from one to another, at most about seven. */
function tickPlaces(from: number, to: number): number[] {
  const step = Math.ceil((to - from) / 8);
  const first = Math.ceil(from / step) * step;
  return Array.from({ length: Math.floor((to - first) / step) + 1 }, (_, i) => first + i * step);
}

/** Each dimension's posterior and prior densities above the integrand of its KL, and how z comes about. */
export function mountDensityPlots(host: HTMLElement) {
  const list = h("div", { class: "densities" });
  host.append(list);
  let plots: readonly DensityPlot[] = [];
  let figures: { surface: Surface; name: HTMLElement; lines: HTMLElement[] }[] = [];

  function build(count: number): void {
    for (const { surface } of figures) surface.destroy();
    list.replaceChildren();
    figures = Array.from({ length: count }, (_, index) => {
      const stage = h("div", { class: "density-stage" });
      const name = h("figcaption", { "data-pictured": true });
      const lines = [h("p", {}), h("p", {})];
      const element = h("figure", { class: "density" }, name, stage, ...lines);
      // Where it stands, it has the theme's colours.
      list.append(element);
      const surface = createSurface(
        stage,
        plots[index]!.name,
        (frame) => plots[index] && draw(frame, plots[index]),
      );
      return { surface, name, lines };
    });
  }

  return {
    update(next: readonly DensityPlot[]) {
      plots = next;
      if (next.length !== figures.length) build(next.length);
      next.forEach(({ name, mean, sigma, noise, z, above, below, kl }, i) => {
        const figure = figures[i]!;
        const [m, s, e, at] = [mean, sigma, noise, z].map((value) => fixed(value, 3));
        setText(figure.name, words.name(name, fixed(kl, 3)));
        setText(figure.lines[0]!, words.drawn(m!, s!, e!, at!));
        setText(figure.lines[1]!, words.area(fixed(above, 4), fixed(-below, 4), fixed(above + below, 4)));
        figure.surface.canvas.setAttribute("aria-label", words.about(name, m!, s!, fixed(kl, 3), at!));
        figure.surface.redraw();
      });
    },
    destroy() {
      build(0);
      list.remove();
    },
  };
}
