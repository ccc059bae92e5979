import type { Stroke } from "../data/drawing/prepare";
import { text } from "../text/later";
import { createSurface } from "./surface";
import type { Colors } from "./theme";

export interface DrawPadOptions {
  /** Height by width of what is drawn. */
  proportion: number;
  /** Of paper and pen, given the theme's. */
  colors(theme: Colors): { paper: string; pen: string };
  /** Told whenever a place is added, or strokes are taken away. */
  onChange(strokes: readonly Stroke[]): void;
}

/** Places nearer than this to the last one tell nothing new. */
const least = 0.004;
/** How far a key moves the pen, and with Shift. */
const [keyStep, keyLeap] = [0.03, 0.1];
/** As part of the pad's longer side. */
const penWidth = 0.045;

/** A pad to draw on with a mouse, fingers, a pen, or keys: arrows move, space sets the pen down or lifts it. */
export function mountDrawPad(host: HTMLElement, { proportion, colors, onChange }: DrawPadOptions) {
  const words = text.classify.pad;
  const released = new AbortController();
  const { signal } = released;
  const [wide, high] = proportion > 1 ? [1 / proportion, 1] : [1, proportion];
  let strokes: [x: number, y: number][][] = [];
  /** The pointer that draws; null for none. */
  let pointer: number | null = null;
  /** The keys' pen, which is seen while the pad has the focus. */
  let key = { x: wide / 2, y: high / 2, down: false };

  const surface = createSurface(host, words.label, ({ context, width, height, colors: theme }) => {
    const { paper, pen } = colors(theme);
    const side = Math.max(width, height);
    context.fillStyle = paper;
    context.fillRect(0, 0, width, height);
    context.strokeStyle = pen;
    context.lineWidth = penWidth * side;
    context.lineCap = context.lineJoin = "round";
    for (const stroke of strokes) {
      context.beginPath();
      for (const [x, y] of stroke) context.lineTo(x * side, y * side);
      // A dot is a line without length.
      context.lineTo(stroke.at(-1)![0] * side, stroke.at(-1)![1] * side);
      context.stroke();
    }
    const { canvas } = surface;
    if (!canvas.matches(":focus-visible")) return;
    context.strokeStyle = theme.accent;
    context.lineWidth = 2;
    context.beginPath();
    context.arc(key.x * side, key.y * side, key.down ? 5 : 9, 0, 2 * Math.PI);
    context.stroke();
  });
  const { canvas } = surface;
  canvas.classList.add("pad");
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");

  function changed(): void {
    surface.redraw();
    onChange(strokes);
  }

  function placeOf({ clientX, clientY }: PointerEvent): [number, number] {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const side = Math.max(width, height);
    return [(clientX - left) / side, (clientY - top) / side];
  }

  function add([x, y]: [number, number]): boolean {
    const stroke = strokes.at(-1)!;
    const [lastX, lastY] = stroke.at(-1) ?? [Infinity, Infinity];
    const place: [number, number] = [Math.min(wide, Math.max(0, x)), Math.min(high, Math.max(0, y))];
    if (Math.hypot(place[0] - lastX, place[1] - lastY) < least) return false;
    stroke.push(place);
    return true;
  }

  function begin(place: [number, number]): void {
    strokes.push([place]);
    changed();
  }

  canvas.addEventListener(
    "pointerdown",
    (event) => {
      if (pointer !== null || event.button !== 0) return;
      pointer = event.pointerId;
      canvas.setPointerCapture(pointer);
      key.down = false;
      begin(placeOf(event));
    },
    { signal },
  );
  canvas.addEventListener(
    "pointermove",
    (event) => {
      if (event.pointerId !== pointer) return;
      // Between two frames a pen goes through more than one place.
      const all = event.getCoalescedEvents();
      const places = (all.length > 0 ? all : [event]).map(placeOf);
      if (places.filter(add).length > 0) changed();
    },
    { signal },
  );
  for (const end of ["pointerup", "pointercancel"] as const) {
    canvas.addEventListener(end, (event) => event.pointerId === pointer && (pointer = null), { signal });
  }
  for (const each of ["focus", "blur"] as const) {
    canvas.addEventListener(
      each,
      () => {
        key.down = false;
        surface.redraw();
      },
      { signal },
    );
  }

  function undo(): void {
    if (!strokes.pop()) return;
    key.down = false;
    changed();
  }

  function clear(): void {
    strokes = [];
    key.down = false;
    changed();
  }

  function move(x: number, y: number): void {
    const to = (value: number, most: number) => Math.min(most, Math.max(0, value));
    key = { ...key, x: to(key.x + x, wide), y: to(key.y + y, high) };
    if (key.down && add([key.x, key.y])) changed();
    surface.redraw();
  }

  function lift(): void {
    key.down = !key.down;
    if (key.down) begin([key.x, key.y]);
    surface.redraw();
  }

  canvas.addEventListener(
    "keydown",
    (event) => {
      const by = event.shiftKey ? keyLeap : keyStep;
      const actions: Record<string, () => void> = {
        ArrowLeft: () => move(-by, 0),
        ArrowRight: () => move(by, 0),
        ArrowUp: () => move(0, -by),
        ArrowDown: () => move(0, by),
        " ": lift,
        Backspace: undo,
        Delete: clear,
      };
      const action = actions[event.key];
      if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      // Elsewhere the space bar trains.
      event.stopPropagation();
      action();
    },
    { signal },
  );

  return {
    undo,
    clear,
    /** The colours have changed. */
    redraw: () => surface.redraw(),
    destroy() {
      released.abort();
      surface.destroy();
    },
  };
}
