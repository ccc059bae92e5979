import { project, projectCovariance, type Place } from "../../plane/projection";
import { text } from "../../text";
import { clipTo, drawAxes, drawPrior, toX, toY, type Plot } from "../axes";
import type { ImageStack } from "../raster";
import { createSurface, type Frame, type Surface } from "../surface";
import { drawLayers } from "./layers";
import { discsOf, drawCross, drawEllipse, drawPicks, drawRing, pickRadius, type Picked } from "./marks";
import { densest, drawNames, mostNames } from "./names";
import { createPace } from "./pace";
import { dotScale, stylesOf, type Cell, type Painter } from "./painter";
import { createCanvasPainter } from "./points-canvas";
import { createGlPainter } from "./points-gl";
import { drawForFile } from "./points-shapes";
import { firstOf } from "./points";
import type { MapState } from "./state";
import { createThumbnails, haveRoom } from "./thumbnails";

/** Images in place of dots are for those who look near. */
const thumbnailZoom = 1.5;

/** The picks that a plot shows, and their discs. */
function picksIn(state: MapState, { plot, span }: Cell): { picks: Picked[]; discs: Place[] } {
  const picks = (["a", "b"] as const).flatMap((name): Picked[] => {
    const point = state.pointOf(state.data[name]);
    const here = point >= span.first && point < span.first + span.count;
    return here ? [{ name: name.toUpperCase(), place: state.pixelOf(plot, point) }] : [];
  });
  return { picks, discs: discsOf(picks, state.heap) };
}

/** The ellipse of an image's posterior. */
function drawPosterior(frame: Frame, state: MapState, { plot }: Cell, point: number): void {
  const { points, latent } = state;
  const { logVariances, projection } = state.data;
  if (!logVariances || state.flat) return;
  const at = points.order[point]! * latent;
  const variances = logVariances.slice(at, at + latent).map(Math.exp);
  drawEllipse(frame, plot, state.placeOf(point), projectCovariance(projection, variances), frame.colors.text);
}

/** What lies on top and changes with the pointer: picks, the cursor, the image that is looked at. */
export function drawMarks(
  frame: Frame,
  state: MapState,
  { chosen, cursor }: { chosen: number | null; cursor: Place | null },
): void {
  if (!state.data.means) return;
  const { context } = frame;
  for (const cell of state.cells(frame)) {
    const { plot, span } = cell;
    const { picks, discs } = picksIn(state, cell);
    context.save();
    clipTo(context, plot);
    drawPicks(frame, picks, discs);
    if (cursor) drawCross(frame, [toX(plot, cursor[0]), toY(plot, state.flat ? plot.y : cursor[1])]);
    if (chosen !== null && chosen >= span.first && chosen < span.first + span.count) {
      drawPosterior(frame, state, cell, chosen);
      drawRing(frame, state.pixelOf(plot, chosen));
    }
    context.restore();
  }
}

/** How long after the latest step of a movement it is over, in milliseconds. */
const restMs = 150;

/** Says which images a plot shows, where there are two. */
function drawTitle({ context, colors }: Frame, { left, top }: Plot, title: string): void {
  context.save();
  context.font = "600 12px system-ui, sans-serif";
  context.textBaseline = "top";
  context.lineWidth = 4;
  context.lineJoin = "round";
  context.strokeStyle = colors.surface;
  context.fillStyle = colors.muted;
  context.strokeText(title, left + 6, top + 6);
  context.fillText(title, left + 6, top + 6);
  context.restore();
}

/** The picture below the marks: axes, points, images, names, and what other panels draw. */
export function createPicture(stage: HTMLElement, state: MapState, images: ImageStack) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let styles = new Uint8Array();
  let painter: Painter | null = null;
  const thumbnails = [createThumbnails(images), createThumbnails(images)];
  /** Where the classes' names belong, for each plot; null until they are looked for. */
  let namePlaces: ReturnType<typeof densest>[] | null = null;

  function use(next: Painter): Painter {
    painter?.destroy();
    next.place(state.points.positions, false);
    next.style(styles);
    surface.redraw();
    return (painter = next);
  }

  /** Not before there is something to draw: a page may hold few contexts of WebGL. */
  const paint = (): Painter =>
    painter ?? use(createGlPainter(() => use(createCanvasPainter())) ?? createCanvasPainter());

  function drawThumbnails(frame: Frame, cell: Cell, i: number): void {
    if (state.zoom < thumbnailZoom) return;
    const { x, y, extent } = state.seen;
    const edges = [x - extent, y - extent, x + extent, y + extent] as const;
    const visible = state.picker.inside(...edges, state.accepts(cell));
    if (haveRoom(visible.length, cell.plot.size))
      thumbnails[i]!.draw(frame, cell.plot, state.points, styles, visible);
  }

  function drawClassNames(frame: Frame, cell: Cell, i: number): void {
    const { points, data, extent, emphasis } = state;
    namePlaces ??= state
      .cells(frame)
      .map(({ span }) => densest(points, span, data.classNames.length, extent));
    const side = 2 * pickRadius;
    const taken = picksIn(state, cell).discs.map(([x, y]) => ({ x, y, width: side, height: side }));
    drawNames(frame, cell.plot, data.classNames, namePlaces[i]!, emphasis, taken);
  }

  const pace = createPace();
  let resting = 0;
  let timing = 0;
  function drawPoints(frame: Frame, cells: Cell[]): void {
    const count = cells.reduce((sum, { span }) => sum + span.count, 0);
    const scale = dotScale(count, state.zoom);
    if (frame.shapes) {
      const { positions } = state.points;
      return drawForFile(frame, cells, { positions, styles }, scale, paint);
    }
    const part = resting === 0 ? 1 : pace.part(count);
    const drawn =
      part === 1
        ? cells
        : cells.flatMap(({ plot, span }) =>
            firstOf(state.points, span, part).map((span) => ({ plot, span })),
          );
    const began = performance.now();
    if (paint().draw(frame, drawn, scale)) surface.redraw();
    // What a GPU takes for it shows in when the next frame comes.
    cancelAnimationFrame(timing);
    timing = requestAnimationFrame(() => pace.took(performance.now() - began, part));
  }

  const surface: Surface = createSurface(stage, null, (frame) => {
    const cells = state.cells(frame);
    const { projection, layers, means } = state.data;
    const [across, up] = projection.names;
    const origin = project(projection, new Float32Array(state.latent));
    for (const { plot } of cells) {
      drawAxes(frame, plot, across, state.flat ? null : up, true);
      drawPrior(frame, plot, state.flat ? 1 : 2, origin);
      drawLayers(frame, plot, layers, projection, true);
    }
    if (!means) return;
    drawPoints(frame, cells);
    cells.forEach((cell, i) => {
      drawThumbnails(frame, cell, i);
      drawLayers(frame, cell.plot, layers, projection, false);
      if (state.split === "apart") drawTitle(frame, cell.plot, text.views.map.apart[i]!);
      // In a heap, names would say that there are classes where there are none yet.
      if (!state.heap && state.data.classNames.length <= mostNames) drawClassNames(frame, cell, i);
    });
  });

  return {
    redraw: surface.redraw,
    /** Another part of the plane is seen, and maybe yet another one soon. */
    look() {
      clearTimeout(resting);
      resting = window.setTimeout(() => {
        resting = 0;
        surface.redraw();
      }, restMs);
      surface.redraw();
    },
    /** The points are elsewhere, or in other plots. */
    move(glides: boolean) {
      namePlaces = null;
      painter?.place(state.points.positions, glides && !still.matches);
      surface.redraw();
    },
    /** They are others, or look otherwise. */
    style() {
      const { points, data, emphasis } = state;
      styles = stylesOf(points, data.classNames.length > 0, emphasis, data.selection);
      painter?.style(styles);
      surface.redraw();
    },
    destroy() {
      clearTimeout(resting);
      cancelAnimationFrame(timing);
      surface.destroy();
      painter?.destroy();
    },
  };
}
