import { h } from "../dom";
import { onThemeChange, readColors, type Colors } from "./theme";

/** What a draw function gets: a context scaled to CSS pixels, cleared. */
export interface Frame {
  context: CanvasRenderingContext2D;
  width: number;
  height: number;
  ratio: number;
  colors: Colors;
}

export interface Surface {
  canvas: HTMLCanvasElement;
  /** Draws once before the next paint, however often it is asked for. */
  redraw(): void;
  destroy(): void;
}

/** A canvas that fills its host, sharp at any pixel ratio, drawn anew on resize and on a change of theme. */
export function createSurface(host: HTMLElement, draw: (frame: Frame) => void): Surface {
  const canvas = h("canvas", { class: "surface" });
  host.append(canvas);
  const context = canvas.getContext("2d")!;
  let colors = readColors(host);
  let width = 0;
  let height = 0;
  let pending = 0;

  function render(): void {
    pending = 0;
    if (width === 0 || height === 0) return;
    const ratio = devicePixelRatio;
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== w || canvas.height !== h) {
      canvas.width = w;
      canvas.height = h;
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    draw({ context, width, height, ratio, colors });
  }

  function redraw(): void {
    pending ||= requestAnimationFrame(render);
  }

  const resize = new ResizeObserver(() => {
    width = host.clientWidth;
    height = host.clientHeight;
    cancelAnimationFrame(pending);
    // Resizing clears a canvas, so it is drawn in the same frame, not the next one.
    render();
  });
  resize.observe(host);
  const offTheme = onThemeChange(host, () => {
    colors = readColors(host);
    redraw();
  });

  return {
    canvas,
    redraw,
    destroy() {
      resize.disconnect();
      offTheme();
      cancelAnimationFrame(pending);
      canvas.remove();
    },
  };
}
