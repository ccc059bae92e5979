import type { Frame } from "./surface";

type Place = [x: number, y: number];

/** Half the width of a picked point's disc. */
export const pickRadius = 9;

/** The two picked points and the line between them, in pixels. */
export function drawPicks({ context, colors }: Frame, a: Place, b: Place): void {
  context.save();
  context.strokeStyle = colors.accent;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(...a);
  context.lineTo(...b);
  context.stroke();
  context.font = "700 11px system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineWidth = 2;
  for (const [name, [x, y]] of [
    ["A", a],
    ["B", b],
  ] as const) {
    context.beginPath();
    context.arc(x, y, pickRadius, 0, 2 * Math.PI);
    context.fillStyle = colors.accent;
    context.strokeStyle = colors.surface;
    context.fill();
    context.stroke();
    context.fillStyle = colors.surface;
    context.fillText(name, x, y + 0.5);
  }
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

/** Dots on the points that are lassoed. */
export function drawSelected({ context, colors }: Frame, places: Place[]): void {
  context.save();
  context.fillStyle = colors.text;
  context.strokeStyle = colors.surface;
  context.lineWidth = 1;
  for (const [x, y] of places) {
    context.beginPath();
    context.arc(x, y, 3.5, 0, 2 * Math.PI);
    context.fill();
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
