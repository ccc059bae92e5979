import { h, setText } from "../../dom";
import type { Layer } from "../../plane/layer";
import {
  dimensionPlane,
  project,
  projectCovariance,
  type Place,
  type Projection,
} from "../../plane/projection";
import { text } from "../../text";
import { fixed } from "../../text/format";
import { clipTo, drawAxes, drawPrior, fromPixel, margin, squarePlot, toX, toY, type Plot } from "../axes";
import { mountClassLegend, type Emphasis } from "../class-legend";
import { takeRows, type ImageStack } from "../raster";
import { createSurface, type Frame } from "../surface";
import { createTip } from "../thumbnail";
import { mountControls } from "./controls";
import { drawLayers } from "./layers";
import { mountLasso } from "./lasso";
import { discsOf, drawCross, drawEllipse, drawPicks, drawRing, pickRadius, type Picked } from "./marks";
import { densest, drawNames } from "./names";
import { mountNavigation, type Drag } from "./navigation";
import { createGlPainter } from "./points-gl";
import { createCanvasPainter } from "./points-canvas";
import { dotScale, stylesOf, type Cell, type Painter } from "./painter";
import { createPicker, neighbour, within } from "./pick";
import { arranged, gathered, isTest, noPoints, placed, spansOf, type Split } from "./points";
import { createThumbnails, haveRoom } from "./thumbnails";
import { homeView, panned, panStep, zoomed, zoomStep, type View } from "./view";

/** What is pointed at: an image, or a place where there is none. */
export type Target = { row: number } | { place: Place };

export interface MapData {
  /** The images shown, as rows of the data set. */
  rows: Uint32Array;
  /** Their posteriors, a latent vector each; null before the first embedding. */
  means: Float32Array | null;
  logVariances: Float32Array | null;
  /** The plane that is shown. */
  projection: Projection;
  /** The class of each row of the data set; all 0 where there are no classes. */
  labels: ArrayLike<number>;
  /** Empty where there are no classes. */
  classNames: readonly string[];
  /** The two rows between which images are interpolated. */
  a: number;
  b: number;
  /** Rows of the data set that are selected. */
  selection: Uint32Array;
  /** What is drawn beside the images. */
  layers: readonly Layer[];
}

export interface MapOptions {
  images: ImageStack;
  /** 1 for each row held out of training. */
  tests: Uint8Array;
  /** A person picked this row. */
  onPick(row: number): void;
  /** A person marked this place, where there is no image. */
  onMark(place: Place): void;
  /** What the pointer or the keys point at; answered by `preview`. */
  onTarget(target: Target | null): void;
  /** The pointer is at this place of the plane, or has left. */
  onPoint(place: Place | null): void;
  /** These rows are selected. */
  onSelect(rows: Uint32Array): void;
}

const arrows: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** How near to a point one has to be to look at it or to pick it, in pixels. */
const reach = { mouse: 12, touch: 24, click: 24 };
/** Images in place of dots are for those who look near. */
const thumbnailZoom = 1.5;
/** How long the way to zoom is said, in milliseconds. */
const hintMs = 1500;

/** The rows with this one more, or without it where it was among them. */
function toggled(rows: Uint32Array, row: number): Uint32Array {
  return rows.includes(row) ? rows.filter((other) => other !== row) : Uint32Array.of(...rows, row).sort();
}

const sameRows = (one: Uint32Array, other: Uint32Array) =>
  one === other || (one.length === other.length && one.every((row, i) => row === other[i]));

/** Posterior means of images, coloured by class, over the prior: to zoom into, to look at, to pick and to select from. */
export function mountMap(host: HTMLElement, options: MapOptions) {
  const { images, tests } = options;
  const words = text.views.map;
  const stage = h("div", { class: "square map-stage" });
  const spoken = h("p", { class: "visually-hidden", "aria-live": "polite" });
  const heap = h("p", { class: "plot-note", hidden: true }, words.gathered);
  const hint = h("p", { class: "plot-note", hidden: true }, words.wheel);
  stage.append(heap, hint);
  host.append(stage, spoken);

  let data: MapData = {
    rows: new Uint32Array(),
    means: null,
    logVariances: null,
    projection: dimensionPlane(2, [0, 1]),
    labels: [],
    classNames: [],
    a: 0,
    b: 0,
    selection: new Uint32Array(),
    layers: [],
  };
  let points = noPoints;
  let picker = createPicker(points);
  let styles = new Uint8Array();
  let painter: Painter | null = null;
  /** Where each row of the data set is among the points; -1 for those that are not. */
  const pointOfRow = new Int32Array(tests.length).fill(-1);
  let emphasis: Emphasis = { muted: new Set(), highlighted: null };
  let split: Split = "both";
  let drag: Drag = null;
  let extent = 3.5;
  /** Null where all points are in view, however far they reach. */
  let view: View | null = null;
  let chosen: number | null = null;
  /** Where the pointer is, and in which pixels, while it is at no point. */
  let pointed: { place: Place; x: number; y: number } | null = null;
  let preview: ImageStack | null = null;
  let cursor: Place | null = null;
  /** Where the classes' names belong, for each plot; null until they are looked for. */
  let namePlaces: ReturnType<typeof densest>[] | null = null;

  const flat = () => data.projection.mean.length === 1;
  const seen = () => view ?? homeView(extent);

  function cellsOf({ width, height }: Pick<Frame, "width" | "height">): Cell[] {
    const spans = spansOf(points, split);
    const each = width / spans.length;
    const { x, y, extent } = seen();
    return spans.map((span, i) => {
      const plot = squarePlot({ width: each, height }, extent);
      return { span, plot: { ...plot, left: margin.left + i * each, x, y } };
    });
  }
  const cells = () => cellsOf({ width: stage.clientWidth, height: stage.clientHeight });
  function cellAt(x: number): Cell {
    const all = cells();
    return all[Math.min(all.length - 1, Math.max(0, Math.floor((x / stage.clientWidth) * all.length)))]!;
  }
  const accepts = ({ span }: Cell) => within(points, span, emphasis.muted);
  const holds = ({ span }: Cell, point: number) => point >= span.first && point < span.first + span.count;
  const anyCell = (point: number) => cells().some((cell) => accepts(cell)(point));
  const placeOf = (plot: Plot, point: number): Place => [
    toX(plot, points.positions[2 * point]!),
    toY(plot, points.positions[2 * point + 1]!),
  ];

  /** The picks that a plot shows, and their discs. */
  function picksIn({ plot, span }: Cell): { picks: Picked[]; discs: Place[] } {
    const picks = (["a", "b"] as const).flatMap((name): Picked[] => {
      const point = pointOfRow[data[name]] ?? -1;
      return holds({ plot, span }, point) ? [{ name: name.toUpperCase(), place: placeOf(plot, point) }] : [];
    });
    return { picks, discs: discsOf(picks, !heap.hidden) };
  }

  function paintPoints(frame: Frame, all: Cell[]): void {
    painter ??= createGlPainter(() => usePainter(createCanvasPainter())) ?? createCanvasPainter();
    if (!painted) usePainter(painter);
    const count = all.reduce((sum, { span }) => sum + span.count, 0);
    if (painter.draw(frame, all, dotScale(count, extent / seen().extent))) base.redraw();
  }
  /** Whether the painter has the points. */
  let painted = false;
  function usePainter(next: Painter): void {
    if (painter !== next) painter?.destroy();
    painter = next;
    painter.place(points.positions, false);
    painter.style(styles);
    painted = true;
    base.redraw();
  }

  function drawImages(frame: Frame, cell: Cell, i: number): void {
    const { x, y, extent: within } = seen();
    if (extent / within < thumbnailZoom) return;
    const visible = picker.inside(x - within, y - within, x + within, y + within, accepts(cell));
    if (haveRoom(visible.length, cell.plot.size))
      thumbnails[i]!.draw(frame, cell.plot, points, styles, visible);
  }

  const thumbnails = [createThumbnails(images), createThumbnails(images)];
  const base = createSurface(stage, (frame) => {
    const all = cellsOf(frame);
    const { projection, layers, classNames } = data;
    const [across, up] = projection.names;
    const origin = project(projection, new Float32Array(projection.mean.length));
    for (const { plot } of all) {
      drawAxes(frame, plot, across, flat() ? null : up, true);
      drawPrior(frame, plot, flat() ? 1 : 2, origin);
      drawLayers(frame, plot, layers, projection, true);
    }
    if (!data.means) return;
    paintPoints(frame, all);
    namePlaces ??= all.map(({ span }) => densest(points, span, classNames.length, extent));
    all.forEach((cell, i) => {
      drawImages(frame, cell, i);
      drawLayers(frame, cell.plot, layers, projection, false);
      // In a heap, names would say that there are classes where there are none yet.
      if (!heap.hidden) return;
      const taken = picksIn(cell).discs.map(([x, y]) => ({
        x,
        y,
        width: 2 * pickRadius,
        height: 2 * pickRadius,
      }));
      drawNames(frame, cell.plot, classNames, namePlaces![i]!, emphasis, taken);
    });
  });

  /** The ellipse of the posterior of the image that is looked at. */
  function drawPosterior(frame: Frame, plot: Plot, point: number): void {
    const { logVariances, projection } = data;
    const latent = projection.mean.length;
    if (!logVariances || flat()) return;
    const at = points.order[point]! * latent;
    const variances = logVariances.slice(at, at + latent).map(Math.exp);
    const place: Place = [points.positions[2 * point]!, points.positions[2 * point + 1]!];
    drawEllipse(frame, plot, place, projectCovariance(projection, variances), frame.colors.text);
  }

  const overlay = createSurface(stage, (frame) => {
    if (!data.means) return;
    for (const cell of cellsOf(frame)) {
      const { plot } = cell;
      frame.context.save();
      clipTo(frame.context, plot);
      const { picks, discs } = picksIn(cell);
      drawPicks(frame, picks, discs);
      if (cursor) drawCross(frame, [toX(plot, cursor[0]), toY(plot, flat() ? 0 : cursor[1])]);
      if (chosen !== null && holds(cell, chosen)) {
        drawPosterior(frame, plot, chosen);
        drawRing(frame, placeOf(plot, chosen));
      }
      frame.context.restore();
    }
    lasso.draw(frame);
  });
  const redraw = () => {
    base.redraw();
    overlay.redraw();
  };
  const canvas = overlay.canvas;
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-roledescription", words.role);

  function look(next: View | null): void {
    view = next;
    redraw();
    showTip();
  }
  const zoom = (factor: number, at: Place) => look(zoomed(seen(), factor, at, extent));
  const pan = (dx: number, dy: number) => look(panned(seen(), dx, dy, extent));
  const middle = (): Place => [seen().x, seen().y];

  const lasso = mountLasso(canvas, {
    begins: ({ button, pointerType, shiftKey }) =>
      button === 0 && !shiftKey && (drag === "select" || (drag === null && pointerType !== "touch")),
    onDraw: () => overlay.redraw(),
    onClose(inside, from) {
      if (!data.means) return;
      const cell = cellAt(from[0]);
      const takes = accepts(cell);
      const rows = points.rows.filter((_, point) => takes(point) && inside(placeOf(cell.plot, point)));
      // A picked image may be among the points twice.
      options.onSelect(Uint32Array.from(new Set(rows)).sort());
    },
  });
  let hinted = 0;
  const navigation = mountNavigation(canvas, {
    plotAt: (x) => cellAt(x).plot,
    moves: ({ button, shiftKey }) => button === 1 || (button === 0 && (shiftKey || drag === "move")),
    onZoom: zoom,
    onPan: pan,
    onScroll() {
      hint.hidden = false;
      clearTimeout(hinted);
      hinted = window.setTimeout(() => (hint.hidden = true), hintMs);
    },
  });
  const controls = mountControls(host, {
    onZoom: (way) => (way === "reset" ? look(null) : zoom(way === "in" ? zoomStep : 1 / zoomStep, middle())),
    onDrag(next) {
      drag = next;
      stage.dataset["drag"] = next ?? "";
    },
    onSplit(next) {
      split = next;
      stage.classList.toggle("apart", split === "apart");
      namePlaces = null;
      choose(null);
      redraw();
    },
    onClear: () => options.onSelect(new Uint32Array()),
  });
  const tip = createTip(stage);

  function restyle(): void {
    styles = stylesOf(points, data.classNames.length > 0, emphasis, data.selection);
    if (painted) painter!.style(styles);
    base.redraw();
  }
  const mountLegend = () =>
    mountClassLegend(host, data.classNames, (next) => {
      emphasis = next;
      restyle();
    });
  let legend = mountLegend();

  function describe(point: number): string[] {
    const latent = data.projection.mean.length;
    const at = points.order[point]! * latent;
    const place = project(data.projection, data.means!.subarray(at, at + latent));
    const name = data.classNames[points.labels[point]!];
    return [
      ...(name === undefined ? [] : [words.className(name)]),
      words.image(points.rows[point]!, isTest(points, point)),
      said(place),
    ];
  }
  const said = (place: Place) => text.views.z(place.slice(0, flat() ? 1 : 2).map((value) => fixed(value, 2)));

  function showTip(): void {
    if (chosen !== null) {
      const cell = cells().find((cell) => holds(cell, chosen!));
      if (!cell) return tip.hide();
      const image = takeRows(images, [points.rows[chosen]!]);
      tip.show(...placeOf(cell.plot, chosen), preview ? [image, preview] : [image], describe(chosen));
    } else if (pointed && preview) {
      tip.show(pointed.x, pointed.y, [preview], [words.decoded, said(pointed.place)]);
    } else tip.hide();
  }

  function choose(point: number | null, aloud = false): void {
    if (point !== chosen) preview = null;
    chosen = point;
    if (point !== null) pointed = null;
    overlay.redraw();
    options.onTarget(point === null ? pointed && { place: pointed.place } : { row: points.rows[point]! });
    showTip();
    if (aloud && point !== null) setText(spoken, describe(point).join(", "));
  }

  /** The point near some pixels, and the plot's place there, where that is in the plot. */
  function near(x: number, y: number, radius: number): { point: number | null; place: Place | null } {
    const cell = cellAt(x);
    const { plot } = cell;
    const place = fromPixel(plot, x, y);
    const inside = Math.max(Math.abs(place[0] - plot.x), Math.abs(place[1] - plot.y)) <= plot.extent;
    const point = picker.nearest(...place, (radius * 2 * plot.extent) / plot.size, accepts(cell));
    return { point, place: inside ? place : null };
  }

  const released = new AbortController();
  const listen = { signal: released.signal };
  canvas.addEventListener(
    "pointermove",
    ({ offsetX: x, offsetY: y, pointerType, buttons }) => {
      if (!data.means || buttons > 1) return;
      const { point, place } = near(x, y, pointerType === "touch" ? reach.touch : reach.mouse);
      pointed = point === null && place ? { place, x, y } : null;
      options.onPoint(place);
      choose(point);
    },
    listen,
  );
  const leave = () => {
    pointed = null;
    options.onPoint(null);
    choose(null);
  };
  canvas.addEventListener("pointerleave", leave, listen);
  canvas.addEventListener("blur", leave, listen);
  canvas.addEventListener(
    "click",
    ({ offsetX, offsetY }) => {
      if (!data.means) return;
      const { point, place } = near(offsetX, offsetY, reach.click);
      if (point !== null) options.onPick(points.rows[point]!);
      else if (place) options.onMark(place);
    },
    listen,
  );

  /** What a key does; false where it is none of the map's. */
  function press({ key, shiftKey }: KeyboardEvent): boolean {
    const arrow = arrows[key];
    const { extent } = seen();
    if (arrow && shiftKey) pan(arrow[0] * panStep * 2 * extent, arrow[1] * panStep * 2 * extent);
    else if (arrow) step(arrow);
    else if (key === "+" || key === "=") zoom(zoomStep, chosen === null ? middle() : placeInPlane(chosen));
    else if (key === "-") zoom(1 / zoomStep, middle());
    else if (key === "0") look(null);
    else if (key === "Enter" && chosen !== null && shiftKey)
      options.onSelect(toggled(data.selection, points.rows[chosen]!));
    else if (key === "Enter" && chosen !== null) {
      setText(spoken, words.picked(describe(chosen).join(", ")));
      options.onPick(points.rows[chosen]!);
    } else if (key === "Escape" && chosen === null) options.onSelect(new Uint32Array());
    else if (key === "Escape") choose(null);
    else return false;
    return true;
  }
  const placeInPlane = (point: number): Place => [
    points.positions[2 * point]!,
    points.positions[2 * point + 1]!,
  ];
  function step(arrow: [number, number]): void {
    const first = pointOfRow[data.a] ?? -1;
    const from = chosen ?? (anyCell(first) ? first : 0);
    choose(chosen === null ? from : neighbour(points, from, arrow, anyCell), true);
    // What the keys come to is in view.
    const [x, y] = placeInPlane(chosen!);
    const now = seen();
    if (Math.max(Math.abs(x - now.x), Math.abs(y - now.y)) > now.extent && view) pan(x - now.x, y - now.y);
  }
  canvas.addEventListener(
    "keydown",
    (event) => {
      if (data.means && !event.ctrlKey && !event.metaKey && press(event)) event.preventDefault();
    },
    listen,
  );

  function arrange(next: MapData): void {
    const row = chosen === null ? null : points.rows[chosen]!;
    points = arranged(next.rows, tests, next.labels);
    pointOfRow.fill(-1);
    // The latest, where an image is among them twice.
    points.rows.forEach((row, point) => (pointOfRow[row] = point));
    const kept = row === null ? -1 : pointOfRow[row]!;
    chosen = kept < 0 ? null : kept;
  }

  return {
    update(next: MapData) {
      const before = data;
      data = next;
      const others = !sameRows(next.rows, before.rows) || next.labels !== before.labels;
      const elsewhere = next.projection !== before.projection;
      if (others) arrange(next);
      if (next.classNames !== before.classNames) {
        legend.destroy();
        emphasis = { muted: new Set(), highlighted: null };
        legend = mountLegend();
      }
      if (next.means && (others || elsewhere || next.means !== before.means)) {
        const now = placed(points, next.means, next.projection, next.classNames.length);
        points = { ...points, positions: now.positions };
        extent = now.extent;
        picker = createPicker(points);
        namePlaces = null;
        const glide = !others && !elsewhere && before.means !== null && !still.matches;
        if (painted) painter!.place(points.positions, glide);
      }
      heap.hidden = !gathered(next.means, next.projection.mean.length);
      if (others || next.selection !== before.selection || next.classNames !== before.classNames) restyle();
      const test = points.rows.length - points.trains;
      controls.update({ selected: next.selection.length, tests: tests.includes(1) });
      canvas.setAttribute("aria-label", next.means ? words.about(points.trains, test, extent) : words.none);
      redraw();
      showTip();
    },
    /** The image at a target that was told: a row's reconstruction, or what is decoded at a place. */
    preview(target: Target, image: ImageStack) {
      const row = chosen === null ? null : points.rows[chosen];
      if ("row" in target ? target.row !== row : !pointed) return;
      preview = image;
      showTip();
    },
    /** Marks a place that another view points at. */
    setCursor(place: Place | null) {
      cursor = place;
      overlay.redraw();
    },
    destroy() {
      released.abort();
      clearTimeout(hinted);
      lasso.destroy();
      navigation.destroy();
      controls.destroy();
      legend.destroy();
      tip.destroy();
      base.destroy();
      overlay.destroy();
      painter?.destroy();
      stage.remove();
      spoken.remove();
    },
  };
}

const still = matchMedia("(prefers-reduced-motion: reduce)");
