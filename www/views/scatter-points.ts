import { toX, toY, type Plot } from "./axes";
import type { Emphasis } from "./class-legend";
import { placeLabels, type Box } from "./label-layout";
import type { Frame } from "./surface";

/** Points of a scatter in latent coordinates, `x, y` for each; a row is a point's place among them. */
export interface Points {
  positions: Float32Array;
  labels: ArrayLike<number>;
  /** 1 for images held out of training. */
  isTest: ArrayLike<number>;
}

const cell = 12;
/** With more classes their names would hide the points. */
const mostNames = 40;

/** One picture for each class and kind: a dot for training, a ring for test. Stamping beats drawing arcs. */
function stamps(colors: string[], ratio: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = colors.length * cell * ratio;
  canvas.height = 2 * cell * ratio;
  const context = canvas.getContext("2d")!;
  context.scale(ratio, ratio);
  colors.forEach((color, index) => {
    const x = (index + 0.5) * cell;
    context.fillStyle = context.strokeStyle = color;
    context.globalAlpha = 0.8;
    context.beginPath();
    context.arc(x, cell / 2, 2.3, 0, 2 * Math.PI);
    context.fill();
    context.globalAlpha = 1;
    context.lineWidth = 1.4;
    context.beginPath();
    context.arc(x, 1.5 * cell, 3.4, 0, 2 * Math.PI);
    context.stroke();
  });
  return canvas;
}

export function isFaint(emphasis: Emphasis, label: number): boolean {
  return emphasis.muted.has(label) || (emphasis.highlighted !== null && emphasis.highlighted !== label);
}

/** Faint classes first, then training dots, then test rings on top. */
export function drawPoints(
  { context, colors, ratio }: Frame,
  plot: Plot,
  points: Points,
  emphasis: Emphasis,
): void {
  const { positions, labels, isTest } = points;
  const atlas = stamps(colors.classes, ratio);
  const side = cell * ratio;
  const anyFaint = emphasis.muted.size > 0 || emphasis.highlighted !== null;
  const passes = [
    { faint: true, test: 0, alpha: 0.1 },
    { faint: true, test: 1, alpha: 0.1 },
    { faint: false, test: 0, alpha: 1 },
    { faint: false, test: 1, alpha: 1 },
  ];
  context.save();
  context.beginPath();
  context.rect(plot.left, plot.top, plot.size, plot.size);
  context.clip();
  for (const pass of passes) {
    if (pass.faint && !anyFaint) continue;
    context.globalAlpha = pass.alpha;
    for (let row = 0; row < labels.length; row++) {
      if (isTest[row] !== pass.test || isFaint(emphasis, labels[row]!) !== pass.faint) continue;
      const color = labels[row]! % colors.classes.length;
      const x = toX(plot, positions[2 * row]!) - cell / 2;
      const y = toY(plot, positions[2 * row + 1]!) - cell / 2;
      context.drawImage(atlas, color * side, pass.test * side, side, side, x, y, cell, cell);
    }
  }
  context.restore();
}

/** Each class's name at the middle of its points or beside it, so that colour is never the only sign. */
export function drawClassNames(
  frame: Frame,
  plot: Plot,
  points: Points,
  names: string[],
  emphasis: Emphasis,
  taken: Box[],
): void {
  const { context, colors } = frame;
  if (names.length > mostNames) return;
  const sums = new Float64Array(names.length * 3);
  for (let row = 0; row < points.labels.length; row++) {
    const at = points.labels[row]! * 3;
    sums[at]! += points.positions[2 * row]!;
    sums[at + 1]! += points.positions[2 * row + 1]!;
    sums[at + 2]! += 1;
  }
  context.save();
  context.font = "600 14px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineWidth = 4;
  context.lineJoin = "round";
  context.strokeStyle = colors.surface;
  context.fillStyle = colors.text;
  const shown = names.flatMap((name, label) => {
    const count = sums[label * 3 + 2]!;
    if (count === 0 || isFaint(emphasis, label)) return [];
    const x = toX(plot, sums[label * 3]! / count);
    const y = toY(plot, sums[label * 3 + 1]! / count);
    return [{ name, x, y, width: context.measureText(name).width + 2, height: 15 }];
  });
  placeLabels(shown, taken).forEach(({ x, y }, i) => {
    const { name } = shown[i]!;
    context.strokeText(name, x, y);
    context.fillText(name, x, y);
  });
  context.restore();
}

/** The row nearest to a place on the canvas within `radius` pixels, leaving out muted classes. */
export function nearestRow(
  plot: Plot,
  points: Points,
  x: number,
  y: number,
  radius: number,
  emphasis: Emphasis,
): number | null {
  let best: number | null = null;
  let least = radius * radius;
  for (let row = 0; row < points.labels.length; row++) {
    if (emphasis.muted.has(points.labels[row]!)) continue;
    const dx = toX(plot, points.positions[2 * row]!) - x;
    const dy = toY(plot, points.positions[2 * row + 1]!) - y;
    const distance = dx * dx + dy * dy;
    if (distance < least) {
      least = distance;
      best = row;
    }
  }
  return best;
}

/** The next row in an arrow's direction: near, and not far off the axis. */
export function neighbour(points: Points, from: number, dx: number, dy: number, emphasis: Emphasis): number {
  const { positions, labels } = points;
  let best = from;
  let least = Infinity;
  for (let row = 0; row < labels.length; row++) {
    if (row === from || emphasis.muted.has(labels[row]!)) continue;
    const x = positions[2 * row]! - positions[2 * from]!;
    const y = positions[2 * row + 1]! - positions[2 * from + 1]!;
    const along = x * dx + y * dy;
    const across = Math.abs(x * dy) + Math.abs(y * dx);
    if (along <= 0) continue;
    const cost = along + 3 * across;
    if (cost < least) {
      least = cost;
      best = row;
    }
  }
  return best;
}
