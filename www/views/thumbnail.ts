import { h } from "../dom";
import { createSheet, type ImageStack } from "./raster";
import { onThemeChange, readColors } from "./theme";

export interface Thumbnail {
  element: HTMLCanvasElement;
  /** Shows the first image of the stack; null clears it. */
  show(image: ImageStack | null): void;
  destroy(): void;
}

/** One small image, scaled by CSS (`image-rendering: pixelated`). `host` is where it will stand, for its colours. */
export function createThumbnail(host: HTMLElement): Thumbnail {
  const sheet = createSheet();
  const element = sheet.canvas;
  element.className = "thumbnail";
  element.setAttribute("aria-hidden", "true");
  host.append(element);
  let current: ImageStack | null = null;

  function show(image: ImageStack | null): void {
    current = image;
    element.toggleAttribute("data-empty", !image);
    if (!image) return;
    sheet.paint(image, 1, readColors(host));
    // Shrunk without smoothing, an image loses whole rows.
    element.style.imageRendering = Math.max(image.height, image.width) > 40 ? "auto" : "";
  }
  show(null);
  const offTheme = onThemeChange(host, () => show(current));
  return {
    element,
    show,
    destroy() {
      offTheme();
      element.remove();
    },
  };
}

/** A floating note beside the pointer: images side by side and a line or two of text. */
export interface Tip {
  show(x: number, y: number, images: readonly ImageStack[], lines: string[]): void;
  hide(): void;
  destroy(): void;
}

export function createTip(host: HTMLElement): Tip {
  const text = h("span", { class: "tip-text" });
  const pictures = h("span", { class: "tip-images" });
  const element = h("div", { class: "tip", hidden: true, "aria-hidden": "true" }, pictures, text);
  host.append(element);
  const thumbnails: Thumbnail[] = [];
  return {
    show(x, y, images, lines) {
      while (thumbnails.length < images.length) thumbnails.push(createThumbnail(pictures));
      thumbnails.forEach((thumbnail, i) => {
        thumbnail.element.hidden = !images[i];
        thumbnail.show(images[i] ?? null);
      });
      text.replaceChildren(...lines.map((line) => h("span", {}, line)));
      element.hidden = false;
      const { offsetWidth: width, offsetHeight: height } = element;
      const left = x + 14 + width > host.clientWidth ? x - 14 - width : x + 14;
      const top = Math.min(Math.max(y - height / 2, 0), host.clientHeight - height);
      element.style.transform = `translate(${Math.max(0, left)}px, ${top}px)`;
    },
    hide() {
      element.hidden = true;
    },
    destroy() {
      for (const thumbnail of thumbnails) thumbnail.destroy();
      element.remove();
    },
  };
}
