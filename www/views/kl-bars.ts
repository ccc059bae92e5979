import { h, setText } from "../dom";
import { text } from "../text/later";
import { fixed } from "../text/format";
import { pointAtBars } from "./bar-cursor";
import { drawHeights } from "./axes";
import { createSurface } from "./surface";

/** A latent dimension: its number from 1, its KL in nats, and whether it is in use. */
export interface KlBar {
  dimension: number;
  kl: number;
  active: boolean;
}

const [left, right, top, bottom] = [40, 4, 8, 22];

/** KL of each latent dimension as bars: filled where the dimension is in use, else hollow. */
export function mountKlBars(host: HTMLElement) {
  const stage = h("div", { class: "bars-stage" });
  const readout = h("p", { class: "readout", role: "status" });
  host.append(stage, readout);
  const released = new AbortController();
  const { signal } = released;
  let bars: KlBar[] = [];
  let cursor = -1;

  const surface = createSurface(stage, text.statistics.bars.about(0, 0), (frame) => {
    if (bars.length === 0) return;
    const { context, colors, width, height } = frame;
    const [w, tall] = [width - left - right, height - top - bottom];
    const most = Math.max(0.1, ...bars.map(({ kl }) => kl)) * 1.05;
    const toY = (kl: number) => top + tall * (1 - kl / most);
    context.font = "11px system-ui, sans-serif";
    context.lineWidth = 1;
    drawHeights(frame, [left, right], [0, most], toY);
    const slot = w / bars.length;
    const wide = Math.max(1, Math.min(48, slot * 0.76));
    const every = Math.ceil(30 / slot);
    context.textAlign = "center";
    context.textBaseline = "top";
    bars.forEach(({ dimension, kl, active }, i) => {
      const middle = left + (i + 0.5) * slot;
      const y = toY(kl);
      context.fillStyle = context.strokeStyle = i === cursor ? colors.text : colors.train;
      if (active) context.fillRect(middle - wide / 2, y, wide, top + tall - y);
      else if (wide > 3) context.strokeRect(middle - wide / 2 + 0.5, y, wide - 1, top + tall - y);
      else context.fillRect(middle - wide / 2, y, wide, 1);
      context.fillStyle = i === cursor ? colors.text : colors.muted;
      if (i % every === 0 || i === cursor) context.fillText(`z${dimension}`, middle, top + tall + 6);
    });
  });
  const { canvas } = surface;

  function point(index: number): void {
    cursor = index;
    const bar = bars[index];
    setText(
      readout,
      bar ? text.statistics.bars.one(bar.dimension, fixed(bar.kl, 3), bar.active) : text.statistics.bars.hint,
    );
    surface.redraw();
  }

  const shown = { left, right, count: () => bars.length, cursor: () => cursor, point };
  pointAtBars(canvas, shown, signal);

  return {
    update(next: KlBar[]) {
      bars = next;
      const used = next.filter(({ active }) => active).length;
      canvas.setAttribute("aria-label", text.statistics.bars.about(used, next.length));
      point(-1);
    },
    destroy() {
      released.abort();
      surface.destroy();
      stage.remove();
      readout.remove();
    },
  };
}
