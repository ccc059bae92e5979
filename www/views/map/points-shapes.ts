import { clipTo, toX, toY } from "../axes";
import type { Frame } from "../surface";
import {
  dot,
  faintAlpha,
  palette,
  passOf,
  ring,
  selectedScale,
  styleSize,
  type Cell,
  type Painter,
} from "./painter";

/** A file of more circles would take seconds to open: the points are one picture in it. */
const mostCircles = 10_000;

/** One circle, in the frame's pixels. */
function drawCircle(
  { context, colors }: Frame,
  [x, y]: [number, number],
  style: Uint8Array,
  inks: readonly string[],
  scale: number,
) {
  const [color, test, faint, selected] = style;
  const isRing = test === 1 && !selected;
  // A selected dot's outline is around it.
  const outline = selected ? dot.radius * (selectedScale - 1) * scale : 0;
  context.globalAlpha = selected ? 1 : faint ? faintAlpha : isRing ? 1 : dot.alpha;
  context.fillStyle = inks[color!]!;
  context.strokeStyle = selected ? colors.text : inks[color!]!;
  context.lineWidth = selected ? outline : ring.width;
  context.beginPath();
  context.arc(x, y, (isRing ? ring.radius : dot.radius) * scale + outline / 2, 0, 2 * Math.PI);
  if (!isRing) context.fill();
  if (isRing || selected) context.stroke();
}

/** Draws points for a file: as circles, or, where they are too many, as `painter` does on a canvas. */
export function drawForFile(
  frame: Frame,
  cells: Cell[],
  { positions, styles }: { positions: Float32Array; styles: Uint8Array },
  scale: number,
  painter: () => Painter,
): void {
  const { context, width, height, ratio } = frame;
  if (cells.reduce((sum, { span }) => sum + span.count, 0) > mostCircles) {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width * ratio, height * ratio];
    const pen = canvas.getContext("2d")!;
    pen.scale(ratio, ratio);
    painter().draw({ ...frame, context: pen }, cells, scale);
    context.drawImage(canvas, 0, 0, width, height);
    return;
  }
  const inks = palette(frame.colors);
  for (const { plot, span } of cells) {
    const [right, bottom] = [plot.left + plot.size, plot.top + plot.size];
    context.save();
    clipTo(context, plot);
    for (const pass of [0, 1, 2])
      for (let point = span.first; point < span.first + span.count; point++) {
        const style = styles.subarray(styleSize * point, styleSize * (point + 1));
        if (pass !== passOf(style[2]!, style[3]!)) continue;
        const [x, y] = [toX(plot, positions[2 * point]!), toY(plot, positions[2 * point + 1]!)];
        if (x < plot.left || x > right || y < plot.top || y > bottom) continue;
        drawCircle(frame, [x, y], style, inks, scale);
      }
    context.restore();
  }
}
