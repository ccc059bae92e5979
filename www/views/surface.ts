import { h } from "../dom";
import type { Pen } from "./pen";
import { onThemeChange, readColors, type Colors } from "./theme";

/** What a draw function gets: a pen on an empty ground, in CSS pixels. */
export interface Frame {
  context: Pen;
  width: number;
  height: number;
  ratio: number;
  colors: Colors;
  /** It is for a file of shapes. */
  shapes: boolean;
}

export interface Surface {
  canvas: HTMLCanvasElement;
  /** Draws once before the next paint, however often it is asked for. */
  redraw(): void;
  destroy(): void;
}

/** What each surface's canvas shows, for another pen. */
const drawings = new WeakMap<HTMLCanvasElement, (pen: Pen) => void>();

/** Pixels to each of CSS's of a picture among shapes. */
const fileRatio = 2;

/** Draws what a surface shows once more, as shapes. False where the canvas is no surface's. */
export function drawShapes(canvas: HTMLCanvasElement, pen: Pen): boolean {
  const draw = drawings.get(canvas);
  draw?.(pen);
  return draw !== undefined;
}

/**
 * A canvas that fills its host, sharp at any pixel ratio, drawn anew on resize and on a change of theme. It bears `name` until
 * more can be said of what it shows; null where it lies beneath another, or where the same is said beside or around it.
 */
export function createSurface(host: HTMLElement, name: string | null, draw: (frame: Frame) => void): Surface {
  const said = name === null ? { "aria-hidden": "true" } : { role: "img", "aria-label": name };
  const canvas = h("canvas", { class: "surface", ...said });
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
    draw({ context, width, height, ratio, colors, shapes: false });
  }
  drawings.set(canvas, (pen) =>
    draw({ context: pen, width, height, ratio: fileRatio, colors, shapes: true }),
  );

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
