import { clipTo, toX, toY } from "../axes";
import type { Frame } from "../surface";
import {
  dot,
  faintAlpha,
  palette,
  passOf,
  ring,
  selectedColor,
  selectedScale,
  styleSize,
  type Cell,
  type Painter,
} from "./painter";

const side = 12;

/** One picture for each colour and kind: a dot for training, a ring for test. Stamping beats drawing arcs. */
function stamps(colors: string[], ratio: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = colors.length * side * ratio;
  canvas.height = 2 * side * ratio;
  const context = canvas.getContext("2d")!;
  context.scale(ratio, ratio);
  context.lineWidth = ring.width;
  colors.forEach((color, index) => {
    const x = (index + 0.5) * side;
    context.fillStyle = context.strokeStyle = color;
    context.globalAlpha = dot.alpha;
    context.beginPath();
    context.arc(x, side / 2, dot.radius, 0, 2 * Math.PI);
    context.fill();
    context.globalAlpha = 1;
    context.beginPath();
    context.arc(x, 1.5 * side, ring.radius, 0, 2 * Math.PI);
    context.stroke();
  });
  return canvas;
}

/** Draws points on the view's own canvas, each of them at every frame; they do not glide. */
export function createCanvasPainter(): Painter {
  let positions = new Float32Array();
  let styles = new Uint8Array();

  function drawCell(
    { context, ratio }: Frame,
    atlas: HTMLCanvasElement,
    { plot, span }: Cell,
    scale: number,
  ) {
    const from = side * ratio;
    const size = side * scale;
    for (const pass of [0, 1, 2]) {
      context.globalAlpha = pass === 0 ? faintAlpha : 1;
      for (let point = span.first; point < span.first + span.count; point++) {
        const [color, test, faint, selected] = styles.subarray(styleSize * point, styleSize * (point + 1));
        if (pass !== passOf(faint!, selected!)) continue;
        const x = toX(plot, positions[2 * point]!);
        const y = toY(plot, positions[2 * point + 1]!);
        const stamp = (column: number, row: number, size: number) => {
          const at = [column * from, row * from, from, from] as const;
          context.drawImage(atlas, ...at, x - size / 2, y - size / 2, size, size);
        };
        if (selected) stamp(selectedColor, 0, selectedScale * size);
        stamp(color!, selected ? 0 : test!, size);
      }
    }
  }

  return {
    place: (next) => void (positions = next),
    style: (next) => void (styles = next),
    draw(frame, cells, scale) {
      const atlas = stamps(palette(frame.colors), frame.ratio);
      for (const cell of cells) {
        frame.context.save();
        clipTo(frame.context, cell.plot);
        drawCell(frame, atlas, cell, scale);
        frame.context.restore();
      }
      return false;
    },
    destroy() {},
  };
}
