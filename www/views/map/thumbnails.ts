import { toX, toY, type Plot } from "../axes";
import { createSheet, fitInCell, takeRows, type ImageStack } from "../raster";
import type { Frame } from "../surface";
import { palette, styleSize } from "./painter";
import { isTest, type Points } from "./points";

/** The side of an image, in pixels. */
const side = 34;
/** More images than this no one looks at. */
const most = 150;
/** Images are shown where those in view would cover less than this part of the plot, so that most find room. */
const fullest = 0.45;

/** Whether so many points in view have room for images. */
export const haveRoom = (count: number, size: number) =>
  count > 0 && count * side ** 2 <= fullest * size ** 2 && count <= most;

/** Those of the points, nearest to none before them, whose images would lie on no other. */
export function apart(places: readonly [number, number][]): number[] {
  const kept: number[] = [];
  places.forEach(([x, y], i) => {
    const free = kept.every((other) => {
      const [ox, oy] = places[other]!;
      return Math.max(Math.abs(x - ox), Math.abs(y - oy)) >= side + 2;
    });
    if (free) kept.push(i);
  });
  return kept;
}

/** Images in place of dots, framed in their classes' colours; test images' frames are dashed. */
export function createThumbnails(images: ImageStack) {
  const sheet = createSheet();
  let painted = "";

  return {
    draw(frame: Frame, plot: Plot, points: Points, styles: Uint8Array, visible: number[]): void {
      const { context, colors, ratio } = frame;
      const { positions } = points;
      const places = visible.map((point): [number, number] => [
        toX(plot, positions[2 * point]!),
        toY(plot, positions[2 * point + 1]!),
      ]);
      const inPlot = ([x, y]: [number, number]) =>
        x >= plot.left + side / 2 &&
        x <= plot.left + plot.size - side / 2 &&
        y >= plot.top + side / 2 &&
        y <= plot.top + plot.size - side / 2;
      const kept = apart(places).filter((i) => inPlot(places[i]!));
      const rows = kept.map((i) => points.rows[visible[i]!]!);
      // Paints them anew for other images or another theme alone.
      const key = [colors.ink, colors.paper, ...rows].join();
      if (key !== painted && rows.length > 0) sheet.paint(takeRows(images, rows), rows.length, colors);
      painted = key;
      context.save();
      context.imageSmoothingEnabled = side * ratio < images.width;
      context.lineWidth = 2;
      const { x, y, width, height } = fitInCell(images, side);
      kept.forEach((i, column) => {
        const point = visible[i]!;
        const [left, top] = places[i]!.map((at) => Math.round(at - side / 2)) as [number, number];
        context.fillStyle = colors.paper;
        context.fillRect(left, top, side, side);
        const from = [column * images.width, 0, images.width, images.height] as const;
        context.drawImage(sheet.canvas, ...from, left + x, top + y, width, height);
        const [color, , , selected] = styles.subarray(styleSize * point, styleSize * (point + 1));
        context.setLineDash(isTest(points, point) ? [4, 3] : []);
        context.strokeStyle = selected ? colors.text : palette(colors)[color!]!;
        context.strokeRect(left, top, side, side);
      });
      context.restore();
    },
  };
}
