import { h } from "../dom";
import { text } from "../text/later";
import { createSheet, fitInCell, imageSize, type ImageStack } from "./raster";
import { createSurface, type Frame } from "./surface";

export interface SampleSheetData {
  /** Null before the first. */
  images: ImageStack | null;
  /** An image beneath each, of the same size; null for none. */
  beneath: ImageStack | null;
  selected: number | null;
}

const words = text.generate.samples.sheet;
const gap = 3;

/** Images in cells of a square each, of which one can be selected. */
export function mountSampleSheet(
  host: HTMLElement,
  options: {
    onSelect(index: number | null): void;
    /** A person asks for other images. */
    onMore(): void;
  },
) {
  const stage = h("div", { class: "sample-stage" });
  const spoken = h("p", { class: "visually-hidden", "aria-live": "polite" });
  host.append(stage, spoken);
  const sheets = [createSheet(), createSheet()];
  let data: SampleSheetData = { images: null, beneath: null, selected: null };

  const countOf = ({ images }: SampleSheetData) => (images ? images.pixels.length / imageSize(images) : 0);

  /** A square as nearly as can be, of cells that are two images high where there is something beneath. */
  function layout(width: number) {
    const high = data.beneath ? 2 : 1;
    const columns = Math.max(1, Math.ceil(Math.sqrt(countOf(data) * high)));
    return { columns, side: width / columns, high };
  }

  function drawStack(frame: Frame, images: ImageStack, below: number): void {
    const { context, colors, width, ratio } = frame;
    const { columns, side, high } = layout(width);
    const { canvas, paint } = sheets[below]!;
    const inner = side - gap;
    paint(images, columns, colors);
    // Shrunk without smoothing, an image loses whole rows.
    context.imageSmoothingEnabled = inner * ratio < images.width;
    const { x, y, ...drawn } = fitInCell(images, inner);
    for (let n = 0; n < countOf(data); n++) {
      const [column, row] = [n % columns, Math.floor(n / columns)];
      const from = [column * images.width, row * images.height, images.width, images.height] as const;
      // The lower of two is nearer to the one it belongs to than to the next.
      const top = (row * high + below) * side + (below ? 0 : gap / 2) + y;
      context.drawImage(canvas, ...from, column * side + gap / 2 + x, top, drawn.width, drawn.height);
    }
  }

  const surface = createSurface(stage, words.none, (frame) => {
    const { images, beneath, selected } = data;
    if (!images) return;
    drawStack(frame, images, 0);
    if (beneath) drawStack(frame, beneath, 1);
    if (selected === null) return;
    const { columns, side, high } = layout(frame.width);
    const [column, row] = [selected % columns, Math.floor(selected / columns)];
    frame.context.strokeStyle = frame.colors.accent;
    frame.context.lineWidth = 3;
    frame.context.strokeRect(column * side + 1.5, row * high * side + 1.5, side - 3, high * side - 3);
  });
  const { canvas } = surface;
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-roledescription", words.role);

  function select(index: number | null): void {
    const count = countOf(data);
    if (index !== null && count > 0) spoken.textContent = words.one(index + 1, count);
    if (index !== data.selected) options.onSelect(index);
  }

  const released = new AbortController();
  const listen = { signal: released.signal };
  canvas.addEventListener(
    "click",
    ({ offsetX, offsetY }) => {
      const { columns, side, high } = layout(stage.clientWidth);
      const index = Math.floor(offsetY / (high * side)) * columns + Math.floor(offsetX / side);
      if (index < countOf(data)) select(index);
    },
    listen,
  );
  canvas.addEventListener(
    "keydown",
    (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const count = countOf(data);
      const { columns } = layout(stage.clientWidth);
      const at = data.selected;
      const places: Record<string, number | null> = {
        ArrowLeft: (at ?? 1) - 1,
        ArrowRight: (at ?? -1) + 1,
        ArrowUp: (at ?? columns) - columns,
        ArrowDown: (at ?? -columns) + columns,
        Home: 0,
        End: count - 1,
        Escape: null,
      };
      if (event.key === "n" || event.key === "N") return options.onMore();
      const next = places[event.key];
      if (next === undefined || count === 0) return;
      event.preventDefault();
      if (next === null || (next >= 0 && next < count)) select(next);
    },
    listen,
  );

  return {
    update(next: SampleSheetData) {
      data = next;
      const count = countOf(data);
      const { columns, high } = layout(1);
      const rows = Math.max(1, Math.ceil(count / columns));
      stage.style.setProperty("--ratio", String(columns / (rows * high)));
      canvas.setAttribute("aria-label", count ? words.about(count) : words.none);
      surface.redraw();
    },
    destroy() {
      released.abort();
      surface.destroy();
      stage.remove();
      spoken.remove();
    },
  };
}
