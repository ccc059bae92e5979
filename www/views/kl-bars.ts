import { h, setText } from "../dom";
import { text } from "../text";
import { fixed } from "../text/format";
import { tickStep } from "./axes";
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

  const surface = createSurface(stage, ({ context, colors, width, height }) => {
    if (bars.length === 0) return;
    const [w, tall] = [width - left - right, height - top - bottom];
    const most = Math.max(0.1, ...bars.map(({ kl }) => kl)) * 1.05;
    const toY = (kl: number) => top + tall * (1 - kl / most);
    context.font = "11px system-ui, sans-serif";
    context.lineWidth = 1;
    context.strokeStyle = colors.line;
    context.fillStyle = colors.muted;
    context.textAlign = "right";
    context.textBaseline = "middle";
    const step = tickStep(most);
    const digits = Math.max(0, -Math.floor(Math.log10(step)));
    for (let tick = 0; tick <= most; tick += step) {
      const y = Math.round(toY(tick)) + 0.5;
      context.beginPath();
      context.moveTo(left, y);
      context.lineTo(width - right, y);
      context.stroke();
      context.fillText(fixed(tick, digits), left - 6, y);
    }
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
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");

  function point(index: number): void {
    cursor = index;
    const bar = bars[index];
    setText(
      readout,
      bar ? text.views.bars.one(bar.dimension, fixed(bar.kl, 3), bar.active) : text.views.bars.hint,
    );
    surface.redraw();
  }

  function at(event: PointerEvent): number {
    const x = event.clientX - canvas.getBoundingClientRect().left - left;
    const index = Math.floor((x / (canvas.clientWidth - left - right)) * bars.length);
    return index >= 0 && index < bars.length ? index : -1;
  }

  canvas.addEventListener("pointermove", (event) => point(at(event)), { signal });
  canvas.addEventListener("pointerdown", (event) => point(at(event)), { signal });
  canvas.addEventListener("pointerleave", () => point(-1), { signal });
  canvas.addEventListener("blur", () => point(-1), { signal });
  canvas.addEventListener(
    "keydown",
    (event) => {
      const moves: Record<string, number> = {
        ArrowLeft: Math.max(0, cursor - 1),
        ArrowRight: Math.min(bars.length - 1, cursor + 1),
        Home: 0,
        End: bars.length - 1,
      };
      const next = moves[event.key];
      if (next === undefined) return;
      event.preventDefault();
      point(next);
    },
    { signal },
  );

  return {
    update(next: KlBar[]) {
      bars = next;
      const used = next.filter(({ active }) => active).length;
      canvas.setAttribute("aria-label", text.views.bars.about(used, next.length));
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
