import { text } from "../text";
import { canvasesOf } from "./canvases";

/** Where a picture goes in its box, which it need not fill. */
function placed({ width, height }: HTMLCanvasElement, box: DOMRect, fit: string) {
  if (fit !== "contain") return box;
  const scale = Math.min(box.width / width, box.height / height);
  const [w, h] = [width * scale, height * scale];
  return { x: box.x + (box.width - w) / 2, y: box.y + (box.height - h) / 2, width: w, height: h };
}

/** Left free around a view, in pixels. */
const edge = 12;

/** The view as it is on screen, as a PNG: its canvases where they stand, and the words that are marked to go with them. */
export async function pictureOf(view: HTMLElement): Promise<Blob> {
  const box = view.getBoundingClientRect();
  const ratio = devicePixelRatio;
  const frame = new DOMRect(box.x - edge, box.y - edge, box.width + 2 * edge, box.height + 2 * edge);
  const picture = document.createElement("canvas");
  [picture.width, picture.height] = [Math.round(frame.width * ratio), Math.round(frame.height * ratio)];
  const context = picture.getContext("2d")!;
  context.scale(ratio, ratio);
  context.fillStyle = getComputedStyle(view).getPropertyValue("--surface");
  context.fillRect(0, 0, frame.width, frame.height);
  context.translate(-frame.x, -frame.y);
  for (const canvas of canvasesOf(view)) {
    const { backgroundColor, imageRendering, objectFit } = getComputedStyle(canvas);
    const box = canvas.getBoundingClientRect();
    context.fillStyle = backgroundColor;
    context.fillRect(box.x, box.y, box.width, box.height);
    context.imageSmoothingEnabled = imageRendering !== "pixelated";
    const { x, y, width, height } = placed(canvas, box, objectFit);
    context.drawImage(canvas, x, y, width, height);
  }
  context.textBaseline = "middle";
  for (const said of view.querySelectorAll<HTMLElement>("[data-pictured]")) {
    if (!said.checkVisibility()) continue;
    const { fontWeight, fontSize, fontFamily, color, textAlign } = getComputedStyle(said);
    const { x, y, width, height } = said.getBoundingClientRect();
    const centred = textAlign === "center";
    context.font = `${fontWeight} ${fontSize} ${fontFamily}`;
    context.fillStyle = color;
    context.textAlign = centred ? "center" : "start";
    context.fillText(said.textContent, centred ? x + width / 2 : x, y + height / 2);
  }
  return new Promise((resolve, reject) =>
    picture.toBlob((blob) => (blob ? resolve(blob) : reject(new Error(text.panels.save.tooLarge)))),
  );
}
