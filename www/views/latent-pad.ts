import { h } from "../dom";
import { text } from "../text/later";
import { fixed } from "../text/format";
import { clipTo, drawAxes, drawPrior, fromPixel, squarePlot, toX, toY } from "./axes";
import { createSurface } from "./surface";

type Place = readonly [number, number];

export interface PadData {
  /** Of the two dimensions, across and up. */
  names: [string, string];
  place: Place;
  /** Where the image itself lies. */
  own: Place;
}

/** A key press moves so far; with Shift, ten times as far. */
const step = 0.1;

/** Two latent dimensions at once, moved by a pointer, a finger or the arrow keys. */
export function mountLatentPad(
  host: HTMLElement,
  {
    extent,
    place,
    onMove,
    onOwn,
  }: {
    extent: number;
    /** Where it is now: a key may be pressed before the place that the last one led to is shown. */
    place(): Place;
    onMove(place: Place): void;
    onOwn(): void;
  },
) {
  const stage = h("div", { class: "square latent-pad" });
  host.append(stage);
  let data: PadData | null = null;
  const surface = createSurface(stage, text.decoder.input.pad, (frame) => {
    if (!data) return;
    const { context, colors } = frame;
    const plot = squarePlot(frame, extent);
    const { names, place, own } = data;
    drawPrior(frame, plot, 2, [0, 0]);
    drawAxes(frame, plot, names[0], names[1], true);
    const at = ([x, y]: Place) => [toX(plot, x), toY(plot, y)] as const;
    context.save();
    clipTo(context, plot);
    context.lineWidth = 2;
    context.strokeStyle = colors.text;
    const [ownX, ownY] = at(own);
    context.beginPath();
    context.arc(ownX, ownY, 7, 0, 2 * Math.PI);
    context.stroke();
    const [x, y] = at(place);
    context.fillStyle = colors.accent;
    context.strokeStyle = colors.surface;
    context.beginPath();
    context.arc(x, y, 5, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
    context.restore();
  });
  const { canvas } = surface;
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-roledescription", text.decoder.input.pad);

  const clamp = (value: number) => Math.min(extent, Math.max(-extent, value));
  const released = new AbortController();
  const listen = { signal: released.signal };
  const to = ({ offsetX, offsetY }: PointerEvent) => {
    const [x, y] = fromPixel(
      squarePlot({ width: stage.clientWidth, height: stage.clientHeight }, extent),
      offsetX,
      offsetY,
    );
    onMove([clamp(x), clamp(y)]);
  };
  canvas.addEventListener(
    "pointerdown",
    (event) => {
      if (event.button !== 0) return;
      canvas.setPointerCapture(event.pointerId);
      to(event);
    },
    listen,
  );
  canvas.addEventListener(
    "pointermove",
    (event) => canvas.hasPointerCapture(event.pointerId) && to(event),
    listen,
  );
  canvas.addEventListener("dblclick", onOwn, listen);
  canvas.addEventListener(
    "keydown",
    (event) => {
      if (!data) return;
      if (event.key === "Home") {
        event.preventDefault();
        return onOwn();
      }
      const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
      if (!move) return;
      event.preventDefault();
      const far = event.shiftKey ? 10 * step : step;
      const [x, y] = place();
      onMove([clamp(x + move[0]! * far), clamp(y + move[1]! * far)]);
    },
    listen,
  );

  return {
    element: stage,
    update(next: PadData) {
      data = next;
      const values = next.names.map((name, i) => `${name} = ${fixed(next.place[i]!, 2)}`);
      canvas.setAttribute("aria-label", text.decoder.input.padAbout(values.join(", ")));
      surface.redraw();
    },
    destroy() {
      released.abort();
      surface.destroy();
      stage.remove();
    },
  };
}
