import { h } from "../dom";
import { createSurface, type Frame, type Surface } from "./surface";
import { drawnWhenSeen } from "./when-seen";

/** Rows `from` to `to`, the last not included, of which the first begins at the frame's top. */
export interface Rows {
  from: number;
  to: number;
}

/** A page's height in CSS pixels, about: small enough that what is off screen is not drawn, large enough to be few. */
const pageHeight = 320;

/** Rows of one height below each other, on as many canvases as keep those undrawn that are not on screen. */
export function mountTilePages(host: HTMLElement, draw: (frame: Frame, rows: Rows) => void) {
  let pages: { rows: Rows; redraw(): void; destroy(): void }[] = [];
  /** Rows on a page, how high one is with the gap below it, and how many there are. */
  let shape = { perPage: 0, pitch: 0, rows: 0 };

  function createPage(rows: Rows, top: number, height: number) {
    const place = h("div", { class: "tiles-page" });
    place.style.top = `${top}px`;
    place.style.height = `${height}px`;
    host.append(place);
    // A canvas takes memory, and is made when it is drawn first.
    let surface: Surface | null = null;
    const drawn = drawnWhenSeen(place, () => {
      if (surface) surface.redraw();
      else surface = createSurface(place, null, (frame) => draw(frame, rows));
    });
    return {
      rows,
      redraw: drawn.redraw,
      destroy() {
        drawn.destroy();
        surface?.destroy();
        place.remove();
      },
    };
  }

  return {
    /** `pitch` is a row's height and the gap below it. */
    update(rows: number, pitch: number): void {
      const perPage = Math.max(1, Math.round(pageHeight / pitch));
      if (rows !== shape.rows || pitch !== shape.pitch) {
        for (const page of pages) page.destroy();
        shape = { perPage, pitch, rows };
        pages = Array.from({ length: Math.ceil(rows / perPage) }, (_, i) => {
          const from = i * perPage;
          const to = Math.min(rows, from + perPage);
          return createPage({ from, to }, Math.round(from * pitch), Math.ceil((to - from) * pitch));
        });
      }
      for (const page of pages) page.redraw();
    },
    /** The page that has a row. */
    redraw(row: number): void {
      pages[Math.floor(row / shape.perPage)]?.redraw();
    },
    destroy() {
      for (const page of pages) page.destroy();
    },
  };
}
