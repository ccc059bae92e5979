import { h } from "../dom";
import { text } from "../text";
import { fixed } from "../text/format";
import { indexAmong, valueAt } from "../walks/places";
import { drawAxes, fromPixel, squarePlot, ticks, toX, toY, type Plot } from "./axes";
import { createSheet, fitInCell, takeRows, type ImageStack } from "./raster";
import { createSurface, type Frame } from "./surface";
import { createTip } from "./thumbnail";

export interface ManifoldData {
  /** An image for each pair of places, top row first, or one row of them where the latent space has one dimension. */
  images: ImageStack | null;
  /** Where the columns lie along their dimension, and the rows from the bottom up along theirs. */
  places: number[];
  latent: number;
  dimensions: [number, number];
}

/** Of a smaller extent there would be ticks between whole numbers. */
const leastForWhole = 2.3;

/** Thin lines between images, which would otherwise run into each other. */
function drawGaps(
  { context, colors }: Frame,
  left: number,
  top: number,
  side: number,
  columns: number,
  rows: number,
): void {
  context.strokeStyle = colors.surface;
  context.lineWidth = Math.max(1, side / 14);
  context.beginPath();
  for (let i = 1; i < columns; i++) {
    context.moveTo(left + i * side, top);
    context.lineTo(left + i * side, top + rows * side);
  }
  for (let i = 1; i < rows; i++) {
    context.moveTo(left, top + i * side);
    context.lineTo(left + columns * side, top + i * side);
  }
  context.stroke();
}

/** Each image of the sheet in a square cell of its own. */
function drawImages(
  { context, colors, ratio }: Frame,
  sheet: HTMLCanvasElement,
  images: ImageStack,
  left: number,
  top: number,
  side: number,
  columns: number,
  rows: number,
): void {
  const { height, width } = images;
  // Shrunk without smoothing, an image loses whole rows.
  context.imageSmoothingEnabled = side * ratio < width;
  if (height === width) {
    context.drawImage(sheet, left, top, columns * side, rows * side);
    return;
  }
  const { x, y, ...drawn } = fitInCell(images, side);
  context.fillStyle = colors.paper;
  context.fillRect(left, top, columns * side, rows * side);
  for (let cell = 0; cell < columns * rows; cell++) {
    const [column, row] = [cell % columns, Math.floor(cell / columns)];
    const [atX, atY] = [left + column * side + x, top + row * side + y];
    const from = [column * width, row * height, width, height] as const;
    context.drawImage(sheet, ...from, atX, atY, drawn.width, drawn.height);
  }
}

/** What the decoder draws over a plane of latent space. */
export function mountManifold(
  host: HTMLElement,
  options: {
    onPoint(z: [number, number] | null): void;
    /** A person marked this place. */
    onMark(z: [number, number]): void;
  },
) {
  const stage = h("div", { class: "square" });
  host.append(stage);
  const sheet = createSheet();
  let data: ManifoldData | null = null;
  let cursor: [number, number] | null = null;
  let cell: { column: number; row: number } | null = null;

  const size = ({ places }: ManifoldData) => places.length;
  const rows = (d: ManifoldData) => (d.latent === 1 ? 1 : size(d));
  // The plot's numbers are those of cells, 0 in the middle, which the places need not keep the distances of.
  const cellsBelow = (d: ManifoldData) => (size(d) - 1) / 2;
  const toCells = (d: ManifoldData, z: number) => indexAmong(d.places, z) - cellsBelow(d);
  const fromCells = (d: ManifoldData, at: number) => valueAt(d.places, at + cellsBelow(d));
  const plotOf = (frame: Pick<Frame, "width" | "height">, d: ManifoldData | null) =>
    squarePlot(frame, (d ? size(d) : 15) / 2);
  const shownPlot = (d: ManifoldData) => plotOf({ width: stage.clientWidth, height: stage.clientHeight }, d);

  const zOf = (d: ManifoldData, { column, row }: { column: number; row: number }): [number, number] => [
    d.places[column]!,
    d.latent === 1 ? 0 : d.places[size(d) - 1 - row]!,
  ];

  /** Whole numbers where they lie among the cells. */
  function marksOf(d: ManifoldData, { extent }: Plot) {
    const most = Math.max(Math.abs(fromCells(d, extent)), Math.abs(fromCells(d, -extent)));
    return ticks(0, Math.max(leastForWhole, most))
      .map(({ at, label }) => ({ at: toCells(d, at), label }))
      .filter(({ at }) => Math.abs(at) <= extent);
  }

  /** Where the sheet lies: the whole plot, or one strip across its middle. */
  function area(plot: Plot, d: ManifoldData) {
    const height = (plot.size / size(d)) * rows(d);
    return { left: plot.left, top: plot.top + (plot.size - height) / 2, width: plot.size, height };
  }

  const base = createSurface(stage, null, (frame) => {
    const plot = plotOf(frame, data);
    const [x, y] = data?.dimensions ?? [0, 1];
    if (data?.images) {
      const { left, top, width } = area(plot, data);
      const side = width / size(data);
      sheet.paint(data.images, size(data), frame.colors);
      drawImages(frame, sheet.canvas, data.images, left, top, side, size(data), rows(data));
      drawGaps(frame, left, top, side, size(data), rows(data));
    }
    drawAxes(
      frame,
      plot,
      `z${x + 1}`,
      data?.latent === 1 ? null : `z${y + 1}`,
      false,
      data ? marksOf(data, plot) : [],
    );
  });
  const overlay = createSurface(stage, text.views.grid.none, ({ context, colors, width, height }) => {
    if (!data?.images) return;
    const plot = plotOf({ width, height }, data);
    context.strokeStyle = colors.accent;
    context.lineWidth = 2;
    if (cell) {
      const side = plot.size / size(data);
      const { left, top } = area(plot, data);
      context.strokeRect(left + cell.column * side, top + cell.row * side, side, side);
    } else if (cursor) {
      const [across, up] = cursor.map((z) => toCells(data!, z)) as [number, number];
      const y = data.latent === 1 ? plot.top + plot.size / 2 : toY(plot, up);
      if (Math.max(Math.abs(across), Math.abs(up)) > plot.extent) return;
      context.strokeRect(toX(plot, across) - 6, y - 6, 12, 12);
    }
  });
  const tip = createTip(stage);
  overlay.canvas.tabIndex = 0;
  overlay.canvas.setAttribute("role", "application");
  overlay.canvas.setAttribute("aria-roledescription", text.views.grid.role);
  const spoken = h("p", { class: "visually-hidden", "aria-live": "polite" });
  host.append(spoken);

  function point(at: { column: number; row: number } | null, aloud = false): void {
    cell = at;
    overlay.redraw();
    if (!cell || !data?.images) {
      tip.hide();
      return options.onPoint(null);
    }
    const z = zOf(data, cell);
    const shown = z.slice(0, Math.min(2, data.latent)).map((v) => fixed(v, 2));
    const said = text.views.z(shown);
    const plot = shownPlot(data);
    const { left, top } = area(plot, data);
    const side = plot.size / size(data);
    const image = takeRows(data.images, [cell.row * size(data) + cell.column]);
    tip.show(left + (cell.column + 0.5) * side, top + (cell.row + 0.5) * side, [image], [said]);
    if (aloud) spoken.textContent = said;
    options.onPoint(z);
  }

  function mark(): void {
    if (cell && data) options.onMark(zOf(data, cell));
  }

  const released = new AbortController();
  const listen = { signal: released.signal };
  overlay.canvas.addEventListener(
    "pointermove",
    ({ offsetX, offsetY }) => {
      if (!data) return;
      const plot = shownPlot(data);
      const { left, top } = area(plot, data);
      const side = plot.size / size(data);
      const [column, row] = [Math.floor((offsetX - left) / side), Math.floor((offsetY - top) / side)];
      const inside = column >= 0 && column < size(data) && row >= 0 && row < rows(data);
      point(inside ? { column, row } : null);
      const beyond = fromPixel(plot, offsetX, offsetY).map((at) => fromCells(data!, at));
      if (!inside) options.onPoint(beyond as [number, number]);
    },
    listen,
  );
  overlay.canvas.addEventListener("click", mark, listen);
  overlay.canvas.addEventListener("pointerleave", () => point(null), listen);
  overlay.canvas.addEventListener("blur", () => point(null), listen);
  overlay.canvas.addEventListener(
    "keydown",
    (event) => {
      if (!data) return;
      const middle = Math.floor(size(data) / 2);
      const from = cell ?? { column: middle, row: Math.min(middle, rows(data) - 1) };
      const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (event.key === "Enter") return mark();
      if (!move) return event.key === "Escape" ? point(null) : undefined;
      event.preventDefault();
      const clamp = (value: number, count: number) => Math.min(count - 1, Math.max(0, value));
      const column = clamp(from.column + (cell ? move[0]! : 0), size(data));
      point({ column, row: clamp(from.row + (cell ? move[1]! : 0), rows(data)) }, true);
    },
    listen,
  );

  return {
    update(next: ManifoldData) {
      data = next;
      const count = size(next) * rows(next);
      overlay.canvas.setAttribute(
        "aria-label",
        next.images ? text.views.grid.about(count, fixed(next.places.at(-1)!, 2)) : text.views.grid.none,
      );
      base.redraw();
      overlay.redraw();
    },
    setCursor(z: [number, number] | null) {
      cursor = z;
      overlay.redraw();
    },
    destroy() {
      released.abort();
      tip.destroy();
      base.destroy();
      overlay.destroy();
      stage.remove();
      spoken.remove();
    },
  };
}
