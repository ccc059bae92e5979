import type { Place } from "../../plane/projection";
import type { Frame } from "../surface";

/** A press that moves less far than this is a click. */
const leastDrag = 5;

/** Whether a place is inside a closed line: a ray from it crosses the line an odd number of times. */
function encloses(line: Place[], [x, y]: Place): boolean {
  let inside = false;
  line.forEach(([x1, y1], i) => {
    const [x2, y2] = line[(i + 1) % line.length]!;
    if (y1 > y !== y2 > y && x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) inside = !inside;
  });
  return inside;
}

export interface LassoOptions {
  /** Whether a press begins a line. */
  begins(event: PointerEvent): boolean;
  /** The line has grown, or is gone. */
  onDraw(): void;
  /** A line was closed around what `inside` tells; it began at `from`. */
  onClose(inside: (place: Place) => boolean, from: Place): void;
}

/** A line drawn around points. */
export function mountLasso(canvas: HTMLCanvasElement, { begins, onDraw, onClose }: LassoOptions) {
  const released = new AbortController();
  const listen = { signal: released.signal };
  let line: Place[] = [];
  let pressed = false;
  let drawing = false;

  canvas.addEventListener(
    "pointerdown",
    (event) => {
      drawing = false;
      // A second finger ends the line that the first one draws.
      pressed = event.isPrimary && begins(event);
      line = [[event.offsetX, event.offsetY]];
      onDraw();
    },
    listen,
  );
  canvas.addEventListener(
    "pointermove",
    ({ offsetX, offsetY, pointerId }) => {
      if (!pressed) return;
      const [x, y] = line[0]!;
      if (!drawing && Math.hypot(offsetX - x, offsetY - y) < leastDrag) return;
      // The line may leave the canvas and come back.
      if (!drawing) canvas.setPointerCapture(pointerId);
      drawing = true;
      line.push([offsetX, offsetY]);
      onDraw();
    },
    listen,
  );
  const release = (closed: boolean) => () => {
    const drawn = line;
    if (pressed && drawing && closed) onClose((place) => encloses(drawn, place), drawn[0]!);
    pressed = false;
    onDraw();
  };
  canvas.addEventListener("pointerup", release(true), listen);
  canvas.addEventListener("pointercancel", release(false), listen);
  // The click that a line ends with picks nothing.
  canvas.addEventListener("click", (event) => drawing && event.stopImmediatePropagation(), listen);

  return {
    draw({ context, colors }: Frame) {
      if (!pressed || !drawing) return;
      context.save();
      context.strokeStyle = context.fillStyle = colors.accent;
      context.lineWidth = 1.5;
      context.beginPath();
      for (const place of line) context.lineTo(...place);
      context.closePath();
      context.stroke();
      context.globalAlpha = 0.12;
      context.fill();
      context.restore();
    },
    destroy: () => released.abort(),
  };
}
