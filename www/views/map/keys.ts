import type { Place } from "../../plane/projection";
import { neighbour } from "./pick";
import type { MapState } from "./state";
import { panStep, zoomStep } from "../../plane/view";

export interface KeyOptions {
  /** The point that is looked at. */
  chosen(): number | null;
  onChoose(point: number): void;
  onLeave(): void;
  onPick(point: number): void;
  onSelect(rows: Uint32Array): void;
  onZoom(factor: number, at?: Place): void;
  onPan(dx: number, dy: number): void;
  onReset(): void;
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

/** The map by keys: from image to image, nearer and farther, to the sides; picks, selects. */
export function mountKeys(canvas: HTMLCanvasElement, state: MapState, options: KeyOptions) {
  const released = new AbortController();

  /** Brings a point into view that the keys have come to. */
  function follow(point: number): void {
    const { x, y, extent } = state.seen;
    const [px, py] = state.placeOf(point);
    const outside = Math.max(Math.abs(px - x), Math.abs(py - y)) > extent;
    if (outside && state.view) options.onPan(px - x, py - y);
  }

  function step(arrow: [number, number]): void {
    const { points, data } = state;
    const shown = state.shown();
    const from = options.chosen();
    const first = state.pointOf(data.a);
    const next =
      from === null
        ? shown(first)
          ? first
          : points.rows.findIndex((_, point) => shown(point))
        : neighbour(points, from, arrow, shown);
    if (next < 0) return;
    options.onChoose(next);
    follow(next);
  }

  /** Does what a key says; false where it is none of the map's. */
  function press({ key, shiftKey }: KeyboardEvent): boolean {
    const chosen = options.chosen();
    const arrow = arrows[key];
    const by = 2 * state.seen.extent * panStep;
    if (arrow && shiftKey) options.onPan(arrow[0] * by, arrow[1] * by);
    else if (arrow) step(arrow);
    else if (key === "+" || key === "=")
      options.onZoom(zoomStep, chosen === null ? undefined : state.placeOf(chosen));
    else if (key === "-") options.onZoom(1 / zoomStep);
    else if (key === "0") options.onReset();
    else if (key === "Enter" && chosen !== null && shiftKey)
      options.onSelect(toggled(state.data.selection, state.points.rows[chosen]!));
    else if (key === "Enter" && chosen !== null) options.onPick(chosen);
    else if (key === "Escape" && chosen === null) options.onSelect(new Uint32Array());
    else if (key === "Escape") options.onLeave();
    else return false;
    return true;
  }

  canvas.addEventListener(
    "keydown",
    (event) => {
      const mine = state.data.means && !event.ctrlKey && !event.metaKey && !event.altKey && press(event);
      if (mine) event.preventDefault();
    },
    { signal: released.signal },
  );
  return { destroy: () => released.abort() };
}
