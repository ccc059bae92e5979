import { ellipseOf, type Covariance, type Place } from "../../plane/projection";
import { toX, toY, type Plot } from "../axes";
import type { Frame } from "../surface";

/** Half the width of a picked point's disc. */
export const pickRadius = 9;

/** A picked image and where it lies, in pixels. */
export interface Picked {
  name: string;
  place: Place;
}

/** Where the picks' discs stand: at their points, or to the sides where they would hide each other, or a heap. */
export function discsOf(picks: Picked[], aside: boolean): Place[] {
  const [a, b] = picks.map(({ place }) => place);
  if (!aside && !(a && b && Math.hypot(a[0] - b[0], a[1] - b[1]) < 2 * pickRadius))
    return picks.map(({ place }) => place);
  return picks.map(({ place: [x, y] }, i) => [x + (i === 0 ? -4 : 4) * pickRadius, y + 3 * pickRadius]);
}

/** Picked points by a disc each, and the line between them. */
export function drawPicks({ context, colors }: Frame, picks: Picked[], discs: Place[]): void {
  context.save();
  context.strokeStyle = colors.accent;
  context.lineWidth = 1.5;
  context.beginPath();
  picks.forEach(({ place }, i) => {
    context.moveTo(...discs[i]!);
    context.lineTo(...place);
  });
  if (picks.length === 2) context.lineTo(...picks[0]!.place);
  context.stroke();
  context.font = "700 11px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineWidth = 2;
  picks.forEach(({ name }, i) => {
    const [x, y] = discs[i]!;
    context.beginPath();
    context.arc(x, y, pickRadius, 0, 2 * Math.PI);
    context.fillStyle = colors.accent;
    context.strokeStyle = colors.surface;
    context.fill();
    context.stroke();
    context.fillStyle = colors.surface;
    context.fillText(name, x, y + 0.5);
  });
  context.restore();
}

/** A cross where another view points. */
export function drawCross({ context, colors }: Frame, [x, y]: Place): void {
  context.strokeStyle = colors.text;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x - 7, y);
  context.lineTo(x + 7, y);
  context.moveTo(x, y - 7);
  context.lineTo(x, y + 7);
  context.stroke();
}

/** A Gaussian at one and two standard deviations. */
export function drawEllipse(
  { context }: Frame,
  plot: Plot,
  [x, y]: Place,
  covariance: Covariance,
  color: string,
): void {
  const { major, minor, angle } = ellipseOf(covariance);
  const unit = plot.size / 2 / plot.extent;
  context.save();
  context.strokeStyle = color;
  context.lineWidth = 1.5;
  for (const sigma of [1, 2]) {
    context.globalAlpha = sigma === 1 ? 1 : 0.6;
    context.beginPath();
    // The canvas' y goes down.
    context.ellipse(
      toX(plot, x),
      toY(plot, y),
      sigma * major * unit,
      sigma * minor * unit,
      -angle,
      0,
      2 * Math.PI,
    );
    context.stroke();
  }
  context.restore();
}

/** A ring around the point that is looked at. */
export function drawRing({ context, colors }: Frame, [x, y]: Place): void {
  context.strokeStyle = colors.text;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(x, y, 6, 0, 2 * Math.PI);
  context.stroke();
}
