import type { ArrowLayer, ContourLayer, Layer, LineLayer, PointLayer } from "../../plane/layer";
import { project, projectAll, projectCovariance, type Projection } from "../../plane/projection";
import { clipTo, toX, toY, type Plot } from "../axes";
import type { Pen } from "../pen";
import type { Frame } from "../surface";
import { drawEllipse } from "./marks";

/** Half a diamond's diagonal, in pixels. */
const diamond = 5;
/** An arrow's head, in pixels, and its half angle. */
const [head, spread] = [7, 0.45];

const samePlane = (one: Projection, other: Projection) =>
  one === other ||
  [0, 1].every((k) => {
    const [axis, others] = [one.axes[k]!, other.axes[k]!];
    return axis.length === others.length && axis.every((value, i) => value === others[i]);
  });

function drawContours(
  { context }: Frame,
  plot: Plot,
  layer: ContourLayer,
  projection: Projection,
  color: string,
) {
  if (!samePlane(layer.plane, projection)) return;
  context.strokeStyle = context.fillStyle = color;
  context.lineWidth = 1;
  for (const lines of layer.levels) {
    context.beginPath();
    for (const line of lines) {
      for (let at = 0; at < line.length; at += 2)
        context[at === 0 ? "moveTo" : "lineTo"](toX(plot, line[at]!), toY(plot, line[at + 1]!));
      context.closePath();
    }
    context.globalAlpha = 0.1;
    context.fill("evenodd");
    context.globalAlpha = 0.5;
    context.stroke();
  }
}

/** Pixels of latent points, one after another. */
function pixelsOf(
  plot: Plot,
  { points }: LineLayer | PointLayer | ArrowLayer,
  projection: Projection,
): [number, number][] {
  const places = projectAll(projection, points);
  return Array.from({ length: places.length / 2 }, (_, i) => [
    toX(plot, places[2 * i]!),
    toY(plot, places[2 * i + 1]!),
  ]);
}

function drawArrow(
  context: Pen,
  [x, y]: [number, number],
  [toX, toY]: [number, number],
  dash: readonly number[],
): void {
  const angle = Math.atan2(toY - y, toX - x);
  context.setLineDash([...dash]);
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(toX, toY);
  context.stroke();
  // An arrow that is shorter than its head has a smaller one.
  const size = Math.min(head, Math.hypot(toX - x, toY - y));
  context.setLineDash([]);
  context.beginPath();
  for (const side of [-spread, 0, spread])
    context.lineTo(
      toX - (side === 0 ? 0 : size * Math.cos(angle + side)),
      toY - (side === 0 ? 0 : size * Math.sin(angle + side)),
    );
  context.stroke();
}

function drawLayer(frame: Frame, plot: Plot, layer: Layer, projection: Projection): void {
  const { context, colors } = frame;
  const color =
    layer.color === undefined ? colors.accent : colors.classes[layer.color % colors.classes.length]!;
  if (layer.kind === "contours") return drawContours(frame, plot, layer, projection, color);
  if (layer.kind === "ellipse") {
    const place = project(projection, layer.mean);
    drawEllipse(frame, plot, place, projectCovariance(projection, layer.covariance), color);
    context.fillStyle = colors.text;
    context.strokeStyle = colors.surface;
    context.lineWidth = 3;
    context.textAlign = "center";
    context.strokeText(layer.label ?? "", toX(plot, place[0]), toY(plot, place[1]));
    context.fillText(layer.label ?? "", toX(plot, place[0]), toY(plot, place[1]));
    return;
  }
  const pixels = pixelsOf(plot, layer, projection);
  if (layer.kind === "arrows") {
    for (const [wide, stroke] of [
      [4, colors.surface],
      [2, layer.strong ? colors.text : color],
    ] as const) {
      context.strokeStyle = stroke;
      context.lineWidth = wide;
      for (let i = 0; i + 1 < pixels.length; i += 2)
        drawArrow(context, pixels[i]!, pixels[i + 1]!, layer.dash ?? []);
    }
    return;
  }
  context.beginPath();
  if (layer.kind === "line") {
    context.strokeStyle = color;
    context.lineWidth = 2;
    context.setLineDash([...(layer.dash ?? [])]);
    for (const place of pixels) context.lineTo(...place);
    context.stroke();
    return;
  }
  for (const [x, y] of pixels) {
    context.moveTo(x, y - diamond);
    context.lineTo(x + diamond, y);
    context.lineTo(x, y + diamond);
    context.lineTo(x - diamond, y);
    context.closePath();
  }
  context.fillStyle = color;
  context.strokeStyle = colors.surface;
  context.lineWidth = 1;
  context.fill();
  context.stroke();
}

/** Whether a layer belongs to a model of so many latent dimensions, and not to the one before a reset. */
function fits(layer: Layer, latent: number): boolean {
  if (layer.kind === "contours") return layer.plane.mean.length === latent;
  if (layer.kind === "ellipse") return layer.mean.length === latent;
  return layer.points.length % latent === 0;
}

/** What other panels draw on the map: contours below the points, all else above. */
export function drawLayers(
  frame: Frame,
  plot: Plot,
  layers: readonly Layer[],
  projection: Projection,
  below: boolean,
): void {
  const { context } = frame;
  for (const layer of layers) {
    if ((layer.kind === "contours") !== below || !fits(layer, projection.mean.length)) continue;
    context.save();
    clipTo(context, plot);
    context.font = "600 12px system-ui, sans-serif";
    drawLayer(frame, plot, layer, projection);
    context.restore();
  }
}
