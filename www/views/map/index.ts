import { h, setText } from "../../dom";
import { project, type Place } from "../../plane/projection";
import { text } from "../../text";
import { fixed } from "../../text/format";
import { mountClassLegend } from "../class-legend";
import { takeRows, type ImageStack } from "../raster";
import { createSurface } from "../surface";
import { createTip } from "../thumbnail";
import { mountControls } from "./controls";
import { mountKeys } from "./keys";
import { mountLasso } from "./lasso";
import { mountNavigation, type Drag } from "./navigation";
import { createPicture, drawMarks } from "./picture";
import { isTest } from "./points";
import { MapState, type MapData } from "./state";
import { panned, sameView, zoomed, zoomStep, type View } from "../../plane/view";

export type { MapData };

/** What is pointed at: an image, or a place where there is none. */
export type Target = { row: number } | { place: Place };

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
  /** This part of the plane is seen; null for all points. */
  onView(view: View | null): void;
}

/** How near to a point one has to be to look at it or to pick it, in pixels. */
const reach = { mouse: 12, touch: 24, click: 24 };
/** How long the way to zoom is said, in milliseconds. */
const hintMs = 1500;

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

  const state = new MapState(tests, () => ({ width: stage.clientWidth, height: stage.clientHeight }));
  let drag: Drag = null;
  let hinted = 0;
  let chosen: number | null = null;
  /** Where the pointer is, in the plane and in pixels, while it is at no point. */
  let pointed: { place: Place; x: number; y: number } | null = null;
  let preview: ImageStack | null = null;
  let cursor: Place | null = null;

  const picture = createPicture(stage, state, images);
  const overlay = createSurface(stage, words.none, (frame) => {
    drawMarks(frame, state, { chosen, cursor });
    lasso.draw(frame);
  });
  const { canvas } = overlay;
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-roledescription", words.role);

  function look(view: View | null): void {
    if (sameView(view, state.view)) return;
    state.view = view;
    picture.look();
    overlay.redraw();
    showTip();
  }
  function turn(view: View | null): void {
    look(view);
    options.onView(view);
  }
  const zoom = (factor: number, at?: Place) => {
    const { seen, extent } = state;
    turn(zoomed(seen, factor, at ?? [seen.x, seen.y], extent));
  };
  const pan = (dx: number, dy: number) => turn(panned(state.seen, dx, dy, state.extent));

  const lasso = mountLasso(canvas, {
    begins: ({ button, pointerType, shiftKey }) =>
      button === 0 && !shiftKey && (drag === "select" || (drag === null && pointerType !== "touch")),
    onDraw: () => overlay.redraw(),
    onClose(inside, [x]) {
      if (!state.data.means) return;
      const cell = state.cellAt(x);
      const accepts = state.accepts(cell);
      const among = (_: number, point: number) => accepts(point) && inside(state.pixelOf(cell.plot, point));
      // A picked image may be among the points twice.
      options.onSelect(Uint32Array.from(new Set(state.points.rows.filter(among))).sort());
    },
  });
  const navigation = mountNavigation(canvas, {
    plotAt: (x) => state.cellAt(x).plot,
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
    onZoom: (way) => (way === "reset" ? turn(null) : zoom(way === "in" ? zoomStep : 1 / zoomStep)),
    onDrag(next) {
      drag = next;
      stage.dataset["drag"] = next ?? "";
    },
    onSplit(split) {
      state.split = split;
      stage.classList.toggle("apart", split === "apart");
      choose(null);
      picture.move(false);
    },
    onClear: () => options.onSelect(new Uint32Array()),
  });
  const tip = createTip(stage);
  const mountLegend = () =>
    mountClassLegend(host, state.data.classNames, (emphasis) => {
      state.emphasis = emphasis;
      picture.style();
    });
  let legend = mountLegend();

  const said = (place: Place) =>
    text.views.z(place.slice(0, state.flat ? 1 : 2).map((value) => fixed(value, 2)));

  function describe(point: number): string[] {
    const { points, latent, data } = state;
    const at = points.order[point]! * latent;
    const name = data.classNames[points.labels[point]!];
    return [
      ...(name === undefined ? [] : [words.className(name)]),
      words.image(points.rows[point]!, isTest(points, point)),
      said(project(data.projection, data.means!.subarray(at, at + latent))),
    ];
  }

  function showTip(): void {
    const cell = chosen === null ? undefined : state.cells().find((one) => state.accepts(one)(chosen!));
    if (chosen !== null && cell && state.data.means) {
      const image = takeRows(images, [state.points.rows[chosen]!]);
      tip.show(...state.pixelOf(cell.plot, chosen), preview ? [image, preview] : [image], describe(chosen));
    } else if (pointed && preview) {
      tip.show(pointed.x, pointed.y, [preview], [words.decoded, said(pointed.place)]);
    } else tip.hide();
  }

  function choose(point: number | null, aloud = false): void {
    if (point !== chosen) preview = null;
    chosen = point;
    if (point !== null) pointed = null;
    overlay.redraw();
    const place = pointed && { place: pointed.place };
    options.onTarget(point === null ? place : { row: state.points.rows[point]! });
    showTip();
    if (aloud && point !== null) setText(spoken, describe(point).join(", "));
  }

  const released = new AbortController();
  const listen = { signal: released.signal };
  canvas.addEventListener(
    "pointermove",
    ({ offsetX: x, offsetY: y, pointerType, buttons }) => {
      // A drag looks at nothing on its way.
      if (!state.data.means || (buttons > 0 && pointerType !== "touch")) return;
      const { point, place } = state.near(x, y, pointerType === "touch" ? reach.touch : reach.mouse);
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
      if (!state.data.means) return;
      const { point, place } = state.near(offsetX, offsetY, reach.click);
      if (point !== null) options.onPick(state.points.rows[point]!);
      else if (place) options.onMark(place);
    },
    listen,
  );
  const keys = mountKeys(canvas, state, {
    chosen: () => chosen,
    onChoose: (point) => choose(point, true),
    onLeave: () => choose(null),
    onPick(point) {
      setText(spoken, words.picked(describe(point).join(", ")));
      options.onPick(state.points.rows[point]!);
    },
    onSelect: options.onSelect,
    onZoom: zoom,
    onPan: pan,
    onReset: () => turn(null),
  });

  return {
    update(data: MapData) {
      const before = state.data;
      const row = chosen === null ? null : state.points.rows[chosen]!;
      const { others, moved, glides } = state.update(data);
      // What is looked at stays so, where it still is on the map.
      if (row !== null && others) chosen = state.pointOf(row) < 0 ? null : state.pointOf(row);
      const renamed = data.classNames !== before.classNames;
      if (renamed) {
        legend.destroy();
        state.emphasis = { muted: new Set(), highlighted: null };
        legend = mountLegend();
      }
      if (moved) picture.move(glides);
      if (others || renamed || data.selection !== before.selection) picture.style();
      heap.hidden = !state.heap;
      controls.update({ selected: data.selection.length, tests: tests.includes(1) });
      const { rows, trains } = state.points;
      canvas.setAttribute(
        "aria-label",
        data.means ? words.about(trains, rows.length - trains, state.extent) : words.none,
      );
      picture.redraw();
      overlay.redraw();
      showTip();
    },
    /** The image at a target that was told: a row's reconstruction, or what is decoded at a place. */
    preview(target: Target, image: ImageStack) {
      const row = chosen === null ? null : state.points.rows[chosen];
      if ("row" in target ? target.row !== row : !pointed) return;
      preview = image;
      showTip();
    },
    /** Shows a part of the plane, as others have it. */
    setView: look,
    /** Marks a place that another view points at. */
    setCursor(place: Place | null) {
      cursor = place;
      overlay.redraw();
    },
    destroy() {
      released.abort();
      clearTimeout(hinted);
      for (const part of [lasso, navigation, controls, legend, tip, keys, picture, overlay]) part.destroy();
      stage.remove();
      spoken.remove();
    },
  };
}
