import { h } from "../dom";
import { colorTable } from "./signed";
import { createSurface, type Frame } from "./surface";

/** Places of a map, row-major, from a corner on; they may reach past its edge. */
export interface Box {
  row: number;
  column: number;
  rows: number;
  columns: number;
}

export interface ValueMap {
  /** Row-major. */
  values: ArrayLike<number>;
  height: number;
  width: number;
  /** From where on a colour is the strongest. */
  scale: number;
  /** Whether values below zero have a colour of their own. */
  signed: boolean;
  /** Places past each edge that are shown, hatched, as the zeros that they count as. */
  margin?: number;
  boxes: readonly Box[];
  /** What it says to those who do not see it. */
  label: string;
}

/** Zeros past the edge: lines from the lower left to the upper right. */
function hatch({ context, colors, width, height }: Frame): void {
  context.strokeStyle = colors.line;
  context.lineWidth = 1;
  context.beginPath();
  for (let x = -height; x < width; x += 5) {
    context.moveTo(x, height);
    context.lineTo(x + height, 0);
  }
  context.stroke();
}

/**
 * One map of values with boxes around some of its places. With `onMove` it is a control: a press goes to a place, arrow
 * keys go so many rows and columns on.
 */
export function mountValueMap(
  host: HTMLElement,
  name: string,
  control?: { onPick(place: number): void; onMove(rows: number, columns: number): void; role: string },
) {
  const stage = h("div", { class: "value-map" });
  host.append(stage);
  const released = new AbortController();
  const { signal } = released;
  const painted = document.createElement("canvas");
  const paint = painted.getContext("2d")!;
  let map: ValueMap | null = null;

  const surface = createSurface(stage, name, (frame) => {
    if (!map) return;
    const { context, colors, width, ratio } = frame;
    const { margin = 0, boxes } = map;
    const side = width / (map.width + 2 * margin);
    if (margin > 0) hatch(frame);
    const color = colorTable(map.signed, colors);
    [painted.width, painted.height] = [map.width, map.height];
    const image = paint.createImageData(map.width, map.height);
    const words = new Uint32Array(image.data.buffer);
    for (let i = 0; i < words.length; i++) words[i] = color(map.values[i]!, map.scale);
    paint.putImageData(image, 0, 0);
    // Shrunk without smoothing, a map loses whole rows.
    context.imageSmoothingEnabled = side * ratio < 1;
    context.drawImage(painted, margin * side, margin * side, map.width * side, map.height * side);
    for (const { row, column, rows, columns } of boxes)
      for (const [line, style] of [
        [4, colors.surface],
        [2, colors.accent],
      ] as const) {
        context.lineWidth = line;
        context.strokeStyle = style;
        context.strokeRect(
          (column + margin) * side + 1,
          (row + margin) * side + 1,
          Math.max(2, columns * side - 2),
          Math.max(2, rows * side - 2),
        );
      }
  });
  const { canvas } = surface;
  if (control) {
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    canvas.setAttribute("aria-roledescription", control.role);
    const pick = (event: PointerEvent) => {
      if (!map) return;
      const { left, top, width } = canvas.getBoundingClientRect();
      const side = width / (map.width + 2 * (map.margin ?? 0));
      const [x, y] = [event.clientX - left, event.clientY - top].map((at) =>
        Math.floor(at / side - (map!.margin ?? 0)),
      );
      const inside = x! >= 0 && x! < map.width && y! >= 0 && y! < map.height;
      if (inside) control.onPick(y! * map.width + x!);
    };
    canvas.addEventListener("pointerdown", pick, { signal });
    canvas.addEventListener("pointermove", (event) => event.buttons === 1 && pick(event), { signal });
    const moves: Record<string, [number, number]> = {
      ArrowUp: [-1, 0],
      ArrowDown: [1, 0],
      ArrowLeft: [0, -1],
      ArrowRight: [0, 1],
    };
    canvas.addEventListener(
      "keydown",
      (event) => {
        const move = moves[event.key];
        if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        control.onMove(...move);
      },
      { signal },
    );
  }

  return {
    update(next: ValueMap) {
      map = next;
      const margin = 2 * (next.margin ?? 0);
      stage.style.aspectRatio = `${next.width + margin} / ${next.height + margin}`;
      canvas.setAttribute("aria-label", next.label);
      surface.redraw();
    },
    destroy() {
      released.abort();
      surface.destroy();
      stage.remove();
    },
  };
}
