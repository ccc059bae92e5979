import { text } from "../text";
import type { Pen } from "../views/pen";
import { drawShapes } from "../views/surface";
import { plotOn } from "../views/chart";
import { drawChart } from "./chart";
import { canvasesOf, wordsOf } from "./parts";
import { captionLine } from "./caption";
import { createSvgPen } from "./svg-pen";

/** Where a picture goes in its box, which it need not fill. */
function placed({ width, height }: HTMLCanvasElement, box: DOMRect, fit: string) {
  if (fit !== "contain") return box;
  const scale = Math.min(box.width / width, box.height / height);
  const [w, h] = [width * scale, height * scale];
  return { x: box.x + (box.width - w) / 2, y: box.y + (box.height - h) / 2, width: w, height: h };
}

/** Left free around a view, in pixels. */
const edge = 12;

/** A canvas as it is on screen, or as the shapes that it was drawn of, within its box. */
function drawCanvas(pen: Pen, canvas: HTMLCanvasElement, asShapes: boolean): void {
  const { backgroundColor, imageRendering, objectFit } = getComputedStyle(canvas);
  const box = canvas.getBoundingClientRect();
  pen.fillStyle = backgroundColor;
  pen.fillRect(box.x, box.y, box.width, box.height);
  if (asShapes) {
    pen.save();
    pen.beginPath();
    pen.rect(box.x, box.y, box.width, box.height);
    pen.clip();
    pen.translate(box.x, box.y);
    const chart = plotOn(canvas);
    if (chart) drawChart(pen, chart);
    const drawn = chart !== undefined || drawShapes(canvas, pen);
    pen.restore();
    if (drawn) return;
  }
  pen.imageSmoothingEnabled = imageRendering !== "pixelated";
  const { x, y, width, height } = placed(canvas, box, objectFit);
  pen.drawImage(canvas, x, y, width, height);
}

/** The line before a curve's name that shows how it looks. Returns how much room it takes. */
function drawSample(pen: Pen, name: HTMLElement, x: number, y: number): number {
  const { content, width, marginRight, borderTopWidth, borderTopStyle, borderTopColor } = getComputedStyle(
    name,
    "::before",
  );
  if (content === "none") return 0;
  pen.strokeStyle = borderTopColor;
  pen.lineWidth = parseFloat(borderTopWidth);
  pen.setLineDash(borderTopStyle === "dashed" ? [4, 4] : []);
  pen.beginPath();
  pen.moveTo(x, y);
  pen.lineTo(x + parseFloat(width), y);
  pen.stroke();
  pen.setLineDash([]);
  return parseFloat(width) + parseFloat(marginRight);
}

/** The words of an element where they stand, on its ground. */
function drawWords(pen: Pen, said: HTMLElement): void {
  const { fontWeight, fontSize, fontFamily, color, textAlign, backgroundColor, overflowX, paddingLeft } =
    getComputedStyle(said);
  const { x, y, width, height } = said.getBoundingClientRect();
  const middle = y + height / 2;
  const centred = textAlign === "center";
  pen.save();
  pen.fillStyle = backgroundColor;
  pen.fillRect(x, y, width, height);
  if (overflowX === "hidden") {
    pen.beginPath();
    pen.rect(x, y, width, height);
    pen.clip();
  }
  const left = x + parseFloat(paddingLeft) + drawSample(pen, said, x, middle);
  pen.font = `${fontWeight} ${fontSize} ${fontFamily}`;
  pen.fillStyle = color;
  pen.textAlign = centred ? "center" : "start";
  pen.textBaseline = "middle";
  pen.fillText(said.textContent, centred ? x + width / 2 : left, middle);
  pen.restore();
}

/**
 * Draws the view as it is on screen, from the corner of `frame`: its canvases where they stand, and the words that are marked
 * to go with them.
 */
function drawView(pen: Pen, view: HTMLElement, frame: DOMRect, asShapes = false): void {
  pen.fillStyle = getComputedStyle(view).getPropertyValue("--surface");
  pen.fillRect(0, 0, frame.width, frame.height);
  pen.translate(-frame.x, -frame.y);
  for (const canvas of canvasesOf(view)) drawCanvas(pen, canvas, asShapes);
  for (const said of wordsOf(view)) drawWords(pen, said);
}

/** The view's place on the page with a free edge, and room for so many lines of a caption. */
function frameOf(view: HTMLElement, lines = 0): DOMRect {
  const { x, y, width, height } = view.getBoundingClientRect();
  return new DOMRect(x - edge, y - edge, width + 2 * edge, height + 2 * edge + lines * captionLine);
}

/** The view with lines of a caption below; so many pixels to each of the screen's. */
export function paintedView(
  view: HTMLElement,
  ratio: number,
  caption: readonly string[] = [],
): HTMLCanvasElement {
  const frame = frameOf(view, caption.length);
  const picture = document.createElement("canvas");
  [picture.width, picture.height] = [Math.round(frame.width * ratio), Math.round(frame.height * ratio)];
  const context = picture.getContext("2d")!;
  context.scale(ratio, ratio);
  drawView(context, view, frame);
  const { color, fontFamily } = getComputedStyle(view);
  context.textBaseline = "middle";
  const { x, bottom } = view.getBoundingClientRect();
  context.font = `12px ${fontFamily}`;
  context.fillStyle = color;
  context.textAlign = "start";
  caption.forEach((line, i) => context.fillText(line, x, bottom + edge + (i + 0.5) * captionLine));
  return picture;
}

/** The same as a PNG, as sharp as on screen. */
export const pictureOf = (view: HTMLElement, caption?: readonly string[]): Promise<Blob> =>
  new Promise((resolve, reject) =>
    paintedView(view, devicePixelRatio, caption).toBlob((blob) =>
      blob ? resolve(blob) : reject(new Error(text.panels.save.tooLarge)),
    ),
  );

/** The view as an SVG document, of shapes and words wherever it is drawn of them. */
export function drawingOf(view: HTMLElement): Blob {
  const frame = frameOf(view);
  const { pen, svg } = createSvgPen(frame.width, frame.height);
  drawView(pen, view, frame, true);
  return svg();
}
