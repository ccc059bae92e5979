import { h, setText } from "../dom";
import { text } from "../text/later";
import { fixed } from "../text/format";
import { pointAtBars } from "./bar-cursor";
import { drawHeights } from "./axes";
import { createSurface } from "./surface";

/** A latent dimension, counted from 1, and an image's posterior in it. */
export interface PosteriorBar {
  dimension: number;
  mean: number;
  sigma: number;
  kl: number;
}

const words = text.encoder.posterior.bars;
const [left, right, top, between, bottom] = [40, 4, 16, 24, 20];
/** The means' part of the height. */
const upper = 0.58;

/** Means above standard deviations, a bar each for every dimension; the prior's are 0 and 1. */
export function mountPosteriorBars(host: HTMLElement) {
  const stage = h("div", { class: "posterior-bars-stage" });
  const readout = h("p", { class: "readout", role: "status" });
  host.append(stage, readout);
  const released = new AbortController();
  const { signal } = released;
  let bars: readonly PosteriorBar[] = [];
  let cursor = -1;

  const surface = createSurface(stage, words.about(0), (frame) => {
    if (bars.length === 0) return;
    const { context, colors, width, height } = frame;
    const [w, tall] = [width - left - right, height - top - between - bottom];
    const slot = w / bars.length;
    const wide = Math.max(1, Math.min(36, slot * 0.7));
    const middle = (i: number) => left + (i + 0.5) * slot;
    context.font = "11px system-ui, sans-serif";
    context.lineWidth = 1;

    /** One of the two, between `least` and `most`, with the prior's value as a dashed line. */
    function panel(
      name: string,
      values: number[],
      [least, most]: [number, number],
      [y0, high]: [number, number],
      prior: number,
      color: (value: number) => string,
    ): void {
      const toY = (value: number) => y0 + (high * (most - value)) / (most - least);
      drawHeights(frame, [left, right], [least, most], toY);
      values.forEach((value, i) => {
        const [from, to] = [toY(0), toY(value)];
        context.fillStyle = color(value);
        context.fillRect(middle(i) - wide / 2, Math.min(from, to), wide, Math.max(1, Math.abs(to - from)));
        if (i !== cursor) return;
        context.strokeStyle = colors.text;
        context.strokeRect(
          middle(i) - wide / 2 - 1.5,
          Math.min(from, to) - 1.5,
          wide + 3,
          Math.abs(to - from) + 3,
        );
      });
      context.strokeStyle = colors.text;
      context.setLineDash([4, 3]);
      context.beginPath();
      context.moveTo(left, Math.round(toY(prior)) + 0.5);
      context.lineTo(width - right, Math.round(toY(prior)) + 0.5);
      context.stroke();
      context.setLineDash([]);
      context.textAlign = "left";
      context.textBaseline = "bottom";
      context.fillStyle = colors.text;
      context.fillText(name, left, y0 - 2);
    }

    const reach = 1.05 * Math.max(1, ...bars.map(({ mean }) => Math.abs(mean)));
    const most = 1.05 * Math.max(1, ...bars.map(({ sigma }) => sigma));
    const means = bars.map(({ mean }) => mean);
    panel(words.mean, means, [-reach, reach], [top, tall * upper], 0, (value) =>
      value < 0 ? colors.negative : colors.positive,
    );
    const second: [number, number] = [top + tall * upper + between, tall * (1 - upper)];
    const sigmas = bars.map(({ sigma }) => sigma);
    panel(words.sigma, sigmas, [0, most], second, 1, () => colors.muted);
    const every = Math.ceil(30 / slot);
    context.textAlign = "center";
    context.textBaseline = "top";
    bars.forEach(({ dimension }, i) => {
      context.fillStyle = i === cursor ? colors.text : colors.muted;
      if (i % every === 0 || i === cursor) {
        context.fillText(`z${dimension}`, middle(i), height - bottom + 5);
      }
    });
  });
  const { canvas } = surface;

  function point(index: number): void {
    cursor = index;
    const bar = bars[index];
    const said = bar && words.one(bar.dimension, fixed(bar.mean, 3), fixed(bar.sigma, 3), fixed(bar.kl, 3));
    setText(readout, said ?? words.hint);
    surface.redraw();
  }

  const shown = { left, right, count: () => bars.length, cursor: () => cursor, point };
  pointAtBars(canvas, shown, signal);

  return {
    update(next: readonly PosteriorBar[]) {
      bars = next;
      canvas.setAttribute("aria-label", words.about(next.length));
      point(cursor < next.length ? cursor : -1);
    },
    destroy() {
      released.abort();
      surface.destroy();
      stage.remove();
      readout.remove();
    },
  };
}
