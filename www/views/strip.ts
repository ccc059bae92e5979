import { h } from "../dom";
import { createSheet, type ImageStack } from "./raster";
import { createSurface } from "./surface";

const gap = 3;

/** A row of images, as large as fits. */
export function mountStrip(host: HTMLElement, label: string) {
  const stage = h("div", { class: "strip-stage" });
  host.append(stage);
  const sheet = createSheet();
  let images: ImageStack | null = null;
  const surface = createSurface(stage, ({ context, colors, width, height }) => {
    if (!images) return;
    const count = images.pixels.length / (images.height * images.width);
    const side = Math.min(height, (width - gap * (count - 1)) / count);
    sheet.paint(images, count, colors);
    context.imageSmoothingEnabled = false;
    for (let n = 0; n < count; n++) {
      const x = n * (side + (width - count * side) / Math.max(1, count - 1));
      context.drawImage(sheet.canvas, n * images.width, 0, images.width, images.height, x, 0, side, side);
    }
  });
  surface.canvas.setAttribute("role", "img");
  surface.canvas.setAttribute("aria-label", label);
  return {
    update(next: ImageStack | null, label: string) {
      images = next;
      surface.canvas.setAttribute("aria-label", label);
      const count = next ? next.pixels.length / (next.height * next.width) : 11;
      stage.style.setProperty("--count", String(count));
      surface.redraw();
    },
    destroy() {
      surface.destroy();
      stage.remove();
    },
  };
}
