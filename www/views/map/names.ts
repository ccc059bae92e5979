import { toX, toY, type Plot } from "../axes";
import { isolated } from "../../text/isolate";
import { isFaint, type Emphasis } from "../class-legend";
import { placeLabels, type Box } from "./label-layout";
import type { Frame } from "../surface";
import type { Points, Span } from "./points";

/** With more classes their names would hide the points. */
export const mostNames = 40;
/** Cells to a side of the histogram in which the densest place is looked for. */
const cells = 24;

/** Where each class is densest: the middle of its points in and around its fullest cell; null for a class without points. */
export function densest(
  { positions, labels }: Points,
  { first, count }: Span,
  classes: number,
  extent: number,
): ([number, number] | null)[] {
  // A border of empty cells, so that each one has eight neighbours.
  const side = cells + 2;
  const sums = new Float64Array(classes * side * side * 3);
  const cellOf = (z: number) =>
    1 + Math.min(cells - 1, Math.max(0, Math.floor(((z / extent + 1) / 2) * cells)));
  for (let point = first; point < first + count; point++) {
    const [x, y] = [positions[2 * point]!, positions[2 * point + 1]!];
    if (Math.abs(x) > extent || Math.abs(y) > extent) continue;
    const at = 3 * ((labels[point]! * side + cellOf(y)) * side + cellOf(x));
    sums[at]! += 1;
    sums[at + 1]! += x;
    sums[at + 2]! += y;
  }
  const around = [-side - 1, -side, -side + 1, -1, 0, 1, side - 1, side, side + 1];
  const total = (cell: number, part: number) =>
    around.reduce((sum, aside) => sum + sums[3 * (cell + aside) + part]!, 0);
  return Array.from({ length: classes }, (_, label) => {
    let [best, most] = [0, 0];
    for (let y = 1; y <= cells; y++) {
      for (let x = 1; x <= cells; x++) {
        const cell = (label * side + y) * side + x;
        // The fullest cell itself decides between neighbours that share their points.
        const here = total(cell, 0) + sums[3 * cell]!;
        if (here > most) [best, most] = [cell, here];
      }
    }
    return most === 0 ? null : [total(best, 1) / total(best, 0), total(best, 2) / total(best, 0)];
  });
}

/** Each class's name at its densest place or beside it, so that colour is never the only sign. */
export function drawNames(
  { context, colors }: Frame,
  plot: Plot,
  names: readonly string[],
  places: readonly ([number, number] | null)[],
  emphasis: Emphasis,
  taken: Box[],
): void {
  context.save();
  context.font = "600 14px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineWidth = 4;
  context.lineJoin = "round";
  context.strokeStyle = colors.surface;
  context.fillStyle = colors.text;
  const shown = names.flatMap((name, label) => {
    const place = places[label];
    if (!place || isFaint(emphasis, label)) return [];
    const [x, y] = [toX(plot, place[0]), toY(plot, place[1])];
    const seen = x >= plot.left && x <= plot.left + plot.size && y >= plot.top && y <= plot.top + plot.size;
    return seen
      ? [{ name: isolated(name), x, y, width: context.measureText(name).width + 2, height: 15 }]
      : [];
  });
  placeLabels(shown, taken).forEach(({ x, y }, i) => {
    const { name } = shown[i]!;
    context.strokeText(name, x, y);
    context.fillText(name, x, y);
  });
  context.restore();
}
