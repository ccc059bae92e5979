import { h, setText } from "../dom";
import { text } from "../text";
import { fixed } from "../text/format";
import { drawAxes, drawPrior, fromPixel, squarePlot, toX, toY, type Plot } from "./axes";
import { mountClassLegend, type Emphasis } from "./class-legend";
import { createGlide } from "./glide";
import { mountLasso } from "./lasso";
import { takeRows, type ImageStack } from "./raster";
import { extentOf, gathered, leastExtent, place, type ScatterData } from "./scatter-layout";
import { drawCross, drawPicks, drawRing, drawSelected, pickRadius } from "./scatter-marks";
import { drawClassNames, drawPoints, nearestRow, neighbour, type Points } from "./scatter-points";
import { createSurface } from "./surface";
import { createTip } from "./thumbnail";

export interface ScatterOptions {
  images: ImageStack;
  /** The class of each row of the data set; all 0 where there are no classes. */
  labels: ArrayLike<number>;
  /** 1 for each row held out of training. */
  isTest: Uint8Array;
  /** Empty where there are no classes. */
  classNames: string[];
  /** A person picked this row. */
  onPick(row: number): void;
  /** The pointer is at this place in latent space, or has left. */
  onPoint(z: [number, number] | null): void;
  /** A person drew a line around these rows, of those on the map; without it, there is no lasso. */
  onSelect?: ((rows: Uint32Array) => void) | undefined;
}

const arrows: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** The rows with this one more, or without it where it was among them. */
function toggled(rows: Uint32Array, row: number): Uint32Array {
  return rows.includes(row) ? rows.filter((other) => other !== row) : Uint32Array.of(...rows, row).sort();
}

/** Posterior means of all images, coloured by class, over the prior. */
export function mountLatentScatter(host: HTMLElement, options: ScatterOptions) {
  const { images, classNames } = options;
  const words = text.views.map;
  const stage = h("div", { class: "square" });
  const spoken = h("p", { class: "visually-hidden", "aria-live": "polite" });
  const note = h("p", { class: "plot-note", hidden: true }, words.gathered);
  stage.append(note);
  host.append(stage, spoken);

  let data: ScatterData = {
    rows: new Uint32Array(),
    means: null,
    latent: 2,
    dimensions: [0, 1],
    a: 0,
    b: 0,
    selection: new Uint32Array(),
  };
  let emphasis: Emphasis = { muted: new Set(), highlighted: null };
  let extent = leastExtent;
  let chosen: number | null = null;
  let cursor: [number, number] | null = null;
  const points: Points = { positions: new Float32Array(), labels: [], isTest: [] };
  const glide = createGlide((positions) => {
    points.positions = positions;
    base.redraw();
    overlay.redraw();
  });

  const flat = () => data.latent === 1;
  // One latent dimension keeps its lanes in view whatever the extent along it.
  const yOf = (plot: Plot, y: number) => toY(plot, flat() ? (y * plot.extent) / leastExtent : y);
  const plotted = (): Points =>
    flat()
      ? { ...points, positions: points.positions.map((v, i) => (i % 2 ? (v * extent) / leastExtent : v)) }
      : points;
  const plotOf = (frame: { width: number; height: number }) => squarePlot(frame, extent);
  const here = () => squarePlot({ width: stage.clientWidth, height: stage.clientHeight }, extent);

  const base = createSurface(stage, (frame) => {
    const plot = plotOf(frame);
    const [x, y] = data.dimensions;
    drawAxes(frame, plot, `z${x + 1}`, flat() ? null : `z${y + 1}`, true);
    drawPrior(frame, plot, flat() ? 1 : 2);
    if (!data.means) return;
    const now = plotted();
    drawPoints(frame, plot, now, emphasis);
    // In a heap, names would say that there are classes where there are none yet.
    if (gathered(data)) return;
    const picks = [pointOf(data.a), pointOf(data.b)].filter((point) => point >= 0);
    const taken = picks.map((point) => {
      const [x, y] = placeOf(plot, point);
      return { x, y, width: 2 * pickRadius, height: 2 * pickRadius };
    });
    drawClassNames(frame, plot, now, classNames, emphasis, taken);
  });

  const placeOf = (plot: Plot, point: number): [number, number] => [
    toX(plot, points.positions[2 * point]!),
    yOf(plot, points.positions[2 * point + 1]!),
  ];
  /** The latest among the points, since an image may be among them twice: see `Snapshots`. */
  const pointOf = (row: number) => data.rows.lastIndexOf(row);

  const overlay = createSurface(stage, (frame) => {
    if (!data.means) return;
    const plot = plotOf(frame);
    const [a, b] = [pointOf(data.a), pointOf(data.b)];
    // A picked image that is not among those shown comes with the next snapshot.
    if (a >= 0 && b >= 0) drawPicks(frame, placeOf(plot, a), placeOf(plot, b));
    if (data.selection.length > 0) {
      const selected = new Set(data.selection);
      const points = Array.from(data.rows, (row, point) => (selected.has(row) ? [point] : [])).flat();
      drawSelected(
        frame,
        points.map((point) => placeOf(plot, point)),
      );
    }
    lasso?.draw(frame);
    if (cursor) drawCross(frame, [toX(plot, cursor[0]), toY(plot, flat() ? 0 : cursor[1])]);
    if (chosen !== null) drawRing(frame, placeOf(plot, chosen));
  });
  const canvas = overlay.canvas;
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-roledescription", words.role);
  // Before other listeners: a click that ends a line is none of theirs.
  const { onSelect } = options;
  const lasso =
    onSelect &&
    mountLasso(canvas, {
      onDraw: () => overlay.redraw(),
      onClose(inside) {
        if (!data.means) return;
        const plot = here();
        const among = (_: number, point: number) =>
          !emphasis.muted.has(points.labels[point]!) && inside(placeOf(plot, point));
        // A picked image may be among the points twice.
        onSelect(Uint32Array.from(new Set(data.rows.filter(among))).sort());
      },
    });
  const tip = createTip(stage);
  const legend = mountClassLegend(host, classNames, (next) => {
    emphasis = next;
    base.redraw();
  });

  function describe(point: number): string[] {
    const z = Array.from({ length: Math.min(2, data.latent) }, (_, i) =>
      fixed(data.means![point * data.latent + data.dimensions[i]!]!, 2),
    );
    const name = classNames[points.labels[point]!];
    return [
      ...(name === undefined ? [] : [words.className(name)]),
      words.image(data.rows[point]!, points.isTest[point] === 1),
      text.views.z(z),
    ];
  }

  function choose(point: number | null, aloud = false): void {
    chosen = point;
    overlay.redraw();
    if (point === null || !data.means) return tip.hide();
    const lines = describe(point);
    tip.show(...placeOf(here(), point), takeRows(images, [data.rows[point]!]), lines);
    if (aloud) setText(spoken, lines.join(", "));
  }

  const released = new AbortController();
  const listen = { signal: released.signal };
  canvas.addEventListener(
    "pointermove",
    (event) => {
      const plot = here();
      const reach = event.pointerType === "touch" ? 24 : 12;
      choose(data.means && nearestRow(plot, plotted(), event.offsetX, event.offsetY, reach, emphasis));
      options.onPoint(fromPixel(plot, event.offsetX, event.offsetY));
    },
    listen,
  );
  canvas.addEventListener(
    "pointerleave",
    () => {
      choose(null);
      options.onPoint(null);
    },
    listen,
  );
  canvas.addEventListener(
    "click",
    (event) => {
      if (!data.means) return;
      const point = nearestRow(here(), plotted(), event.offsetX, event.offsetY, 24, emphasis);
      if (point !== null) options.onPick(data.rows[point]!);
    },
    listen,
  );
  canvas.addEventListener(
    "keydown",
    (event) => {
      const arrow = arrows[event.key];
      if (!data.means) return;
      if (arrow)
        choose(
          chosen === null
            ? Math.max(0, pointOf(data.a))
            : neighbour(points, chosen, arrow[0], arrow[1], emphasis),
          true,
        );
      else if (event.key === "Enter" && event.shiftKey && onSelect && chosen !== null)
        onSelect(toggled(data.selection, data.rows[chosen]!));
      else if (event.key === "Enter" && chosen !== null) {
        setText(spoken, words.picked(describe(chosen).join(", ")));
        options.onPick(data.rows[chosen]!);
      } else if (event.key === "Escape" && chosen === null && onSelect) onSelect(new Uint32Array());
      else if (event.key === "Escape") choose(null);
      else return;
      event.preventDefault();
    },
    listen,
  );
  canvas.addEventListener("blur", () => choose(null), listen);

  return {
    update(next: ScatterData) {
      const reshaped = next.latent !== data.latent || next.dimensions !== data.dimensions || !data.means;
      if (next.rows !== data.rows) {
        points.labels = Uint32Array.from(next.rows, (row) => options.labels[row]!);
        points.isTest = Uint8Array.from(next.rows, (row) => options.isTest[row]!);
      }
      data = next;
      const positions = place(data, points.labels, Math.max(1, classNames.length));
      const tests = next.rows.reduce((sum, row) => sum + options.isTest[row]!, 0);
      extent = extentOf(positions);
      note.hidden = !gathered(data);
      glide.to(positions, reshaped);
      canvas.setAttribute(
        "aria-label",
        data.means
          ? words.about(data.rows.length - tests, tests, extent) + (onSelect ? words.selecting : "")
          : words.none,
      );
    },
    /** Marks a place that another view points at. */
    setCursor(z: [number, number] | null) {
      cursor = z;
      overlay.redraw();
    },
    destroy() {
      released.abort();
      lasso?.destroy();
      glide.destroy();
      legend.destroy();
      tip.destroy();
      base.destroy();
      overlay.destroy();
      stage.remove();
      spoken.remove();
    },
  };
}
