import { h } from "../dom";
import { createSheet, fitInCell, imageSize, type ImageStack } from "./raster";
import { createSurface } from "./surface";

const gap = 3;

/** A row of images, as large as fits; a line across it where something lies among them. */
export function mountStrip(host: HTMLElement, label: string) {
  const stage = h("div", { class: "strip-stage" });
  host.append(stage);
  const sheet = createSheet();
  let images: ImageStack | null = null;
  let mark: number | null = null;
  const surface = createSurface(stage, label, ({ context, colors, width, height, ratio }) => {
    if (!images) return;
    const count = images.pixels.length / imageSize(images);
    const side = Math.min(height, (width - gap * (count - 1)) / count);
    sheet.paint(images, count, colors);
    // Shrunk without smoothing, an image loses whole rows.
    context.imageSmoothingEnabled = side * ratio < images.width;
    const { x: left, y: top, ...drawn } = fitInCell(images, side);
    for (let n = 0; n < count; n++) {
      const x = n * (side + (width - count * side) / Math.max(1, count - 1));
      context.drawImage(
        sheet.canvas,
        n * images.width,
        0,
        images.width,
        images.height,
        x + left,
        top,
        drawn.width,
        drawn.height,
      );
    }
    if (mark === null) return;
    const step = (width - side) / Math.max(1, count - 1);
    // What lies beyond the ends is marked at the end.
    const x = Math.min(width - 2, Math.max(2, side / 2 + mark * step));
    for (const [line, color] of [
      [4, colors.surface],
      [2, colors.accent],
    ] as const) {
      context.fillStyle = color;
      context.fillRect(x - line / 2, 0, line, side);
    }
  });
  return {
    /** `marked` counts images from 0 on, and need not be whole. */
    update(next: ImageStack | null, label: string, marked: number | null = null) {
      images = next;
      mark = marked;
      surface.canvas.setAttribute("aria-label", label);
      const count = next ? next.pixels.length / imageSize(next) : 11;
      stage.style.setProperty("--count", String(count));
      surface.redraw();
    },
    destroy() {
      surface.destroy();
      stage.remove();
    },
  };
}
