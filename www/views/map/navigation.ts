import { fromPixel, type Plot } from "../axes";
import type { Place } from "../../plane/projection";

/** What a drag does; null leaves a finger to scroll the page, and a mouse to select. */
export type Drag = "select" | "move" | null;

export interface NavigationOptions {
  plotAt(x: number): Plot;
  /** Whether a press moves the map. */
  moves(event: PointerEvent): boolean;
  /** Nearer by a factor, at a place of the plane. */
  onZoom(factor: number, at: Place): void;
  /** By so many of the plane's units. */
  onPan(dx: number, dy: number): void;
  /** The wheel was turned alone, which scrolls the page. */
  onScroll(): void;
}

/** The most that one event of the wheel zooms, in powers of two: a mouse's notch is that of many a trackpad's. */
const mostNotch = 0.5;
const notch = 0.01;
/** A press that moves less far than this is a click. */
const leastDrag = 4;

const distance = ([x1, y1]: Place, [x2, y2]: Place) => Math.hypot(x1 - x2, y1 - y2);
const middle = ([x1, y1]: Place, [x2, y2]: Place): Place => [(x1 + x2) / 2, (y1 + y2) / 2];

/**
 * Zooms by Ctrl or ⌘ and the wheel (a trackpad's pinch is told as that) and by two fingers; moves by a drag. The wheel
 * alone scrolls the page, as on maps in other pages: a map that took it would hold up everyone on their way down.
 */
export function mountNavigation(canvas: HTMLCanvasElement, options: NavigationOptions): { destroy(): void } {
  const released = new AbortController();
  const listen = { signal: released.signal };
  const fingers = new Map<number, Place>();
  let from: Place | null = null;
  let moved = false;

  function pan(before: Place, after: Place): void {
    const plot = options.plotAt(after[0]);
    const [x1, y1] = fromPixel(plot, ...before);
    const [x2, y2] = fromPixel(plot, ...after);
    options.onPan(x1 - x2, y1 - y2);
  }

  function pinch(before: Place[], after: Place[]): void {
    const [one, other] = after as [Place, Place];
    const at = middle(one, other);
    pan(middle(before[0]!, before[1]!), at);
    const factor = distance(one, other) / Math.max(1, distance(before[0]!, before[1]!));
    options.onZoom(factor, fromPixel(options.plotAt(at[0]), ...at));
  }

  canvas.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return options.onScroll();
      event.preventDefault();
      const turned = Math.min(mostNotch, Math.max(-mostNotch, -event.deltaY * notch));
      const at = fromPixel(options.plotAt(event.offsetX), event.offsetX, event.offsetY);
      options.onZoom(2 ** turned, at);
    },
    { ...listen, passive: false },
  );
  // Two fingers are the map's, where one scrolls the page.
  canvas.addEventListener("touchstart", (event) => event.touches.length > 1 && event.preventDefault(), {
    ...listen,
    passive: false,
  });
  canvas.addEventListener(
    "pointerdown",
    (event) => {
      const place: Place = [event.offsetX, event.offsetY];
      moved = false;
      if (event.pointerType === "touch") fingers.set(event.pointerId, place);
      from = fingers.size < 2 && options.moves(event) ? place : null;
      // The middle button would scroll.
      if (event.button === 1) event.preventDefault();
      if (from || fingers.size === 2) canvas.setPointerCapture(event.pointerId);
    },
    listen,
  );
  canvas.addEventListener(
    "pointermove",
    (event) => {
      const place: Place = [event.offsetX, event.offsetY];
      const before = [...fingers.values()];
      if (fingers.has(event.pointerId)) fingers.set(event.pointerId, place);
      if (fingers.size === 2) {
        moved = true;
        return pinch(before, [...fingers.values()]);
      }
      if (!from || (!moved && distance(from, place) < leastDrag)) return;
      moved = true;
      pan(from, place);
      from = place;
    },
    listen,
  );
  const release = (event: PointerEvent) => {
    fingers.delete(event.pointerId);
    from = null;
  };
  canvas.addEventListener("pointerup", release, listen);
  canvas.addEventListener("pointercancel", release, listen);
  // The click that a drag ends with picks nothing.
  canvas.addEventListener("click", (event) => moved && event.stopImmediatePropagation(), listen);
  return { destroy: () => released.abort() };
}
