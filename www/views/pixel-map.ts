import { h } from "../dom";
import { text } from "../text/later";
import { createSheet, imageSize, type ImageStack } from "./raster";
import { colorTable } from "./signed";
import { createSurface, type Frame } from "./surface";
import { drawnWhenSeen } from "./when-seen";

/** A number for each pixel, in colours up to `scale`: of either sign, or none below zero. */
export interface Values {
  values: Float32Array;
  height: number;
  width: number;
  scale: number;
  signed: boolean;
}

/** What a map shows: one image as it is, or numbers. */
export type Pixels = ImageStack | Values;

const isImage = (pixels: Pixels): pixels is ImageStack => "pixels" in pixels;

export interface PixelMapOptions {
  /** Told the place that is pointed at, row-major, and whether it is to be read aloud. */
  onPoint(place: number | null, aloud: boolean): void;
  /** Pressed, or entered, at a place. */
  onPick?: ((place: number) => void) | undefined;
  /** Keys go beyond the first row, -1, or the last, 1. */
  onLeave?: ((direction: -1 | 1) => void) | undefined;
  onEscape?: (() => void) | undefined;
}

/** One canvas pixel a pixel. */
function createPainter() {
  const sheet = createSheet();
  const numbers = document.createElement("canvas");
  const context = numbers.getContext("2d")!;
  return (pixels: Pixels, colors: Frame["colors"]): HTMLCanvasElement => {
    if (isImage(pixels)) {
      sheet.paint({ ...pixels, pixels: pixels.pixels.subarray(0, imageSize(pixels)) }, 1, colors);
      return sheet.canvas;
    }
    const { values, height, width, scale, signed } = pixels;
    numbers.width = width;
    numbers.height = height;
    const color = colorTable(signed, colors);
    const image = context.createImageData(width, height);
    const words = new Uint32Array(image.data.buffer);
    for (let i = 0; i < words.length; i++) words[i] = color(values[i]!, scale);
    context.putImageData(image, 0, 0);
    return numbers;
  };
}

/** A map of pixels, as large as its host is wide, on which one is pointed at by a pointer, a finger or the arrow keys. */
export function mountPixelMap(host: HTMLElement, { onPoint, onPick, onLeave, onEscape }: PixelMapOptions) {
  const stage = h("div", { class: "pixel-map" });
  host.append(stage);
  const paint = createPainter();
  let shown: Pixels | null = null;
  let pointed: number | null = null;
  const surface = createSurface(stage, text.decoder.map, (frame) => {
    if (!shown) return;
    const { context, colors, width, height, ratio } = frame;
    const painted = paint(shown, colors);
    // Shrunk without smoothing, an image loses whole rows.
    context.imageSmoothingEnabled = width * ratio < shown.width;
    context.drawImage(painted, 0, 0, width, height);
    if (pointed === null) return;
    const side = width / shown.width;
    const [x, y] = [(pointed % shown.width) * side, Math.floor(pointed / shown.width) * side];
    for (const [line, color] of [
      [3, colors.surface],
      [1.5, colors.accent],
    ] as const) {
      context.lineWidth = line;
      context.strokeStyle = color;
      context.strokeRect(x, y, side, side);
    }
  });
  const { canvas } = surface;
  const drawing = drawnWhenSeen(stage, surface.redraw);
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-roledescription", text.decoder.map);

  const released = new AbortController();
  const listen = { signal: released.signal };
  const follow = ({ offsetX, offsetY }: PointerEvent) => {
    if (!shown) return;
    const side = stage.clientWidth / shown.width;
    const [column, row] = [Math.floor(offsetX / side), Math.floor(offsetY / side)];
    const inside = column >= 0 && column < shown.width && row >= 0 && row < shown.height;
    onPoint(inside ? row * shown.width + column : null, false);
  };
  canvas.addEventListener("pointermove", follow, listen);
  canvas.addEventListener("pointerdown", follow, listen);
  canvas.addEventListener("click", () => pointed !== null && onPick?.(pointed), listen);
  // A finger that is lifted leaves too, and what it pointed at is to be read.
  canvas.addEventListener(
    "pointerleave",
    ({ pointerType }) => pointerType === "mouse" && onPoint(null, false),
    listen,
  );
  canvas.addEventListener("blur", () => onPoint(null, false), listen);
  canvas.addEventListener(
    "keydown",
    (event) => {
      if (!shown) return;
      if (event.key === "Enter") return pointed === null ? undefined : onPick?.(pointed);
      if (event.key === "Escape") {
        onPoint(null, false);
        return onEscape?.();
      }
      const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (!move) return;
      event.preventDefault();
      const { width, height } = shown;
      const beyond = pointed !== null && Math.floor(pointed / width) + move[1]!;
      if (beyond !== false && onLeave && (beyond < 0 || beyond >= height))
        return onLeave(beyond < 0 ? -1 : 1);
      if (pointed === null) return onPoint(Math.floor(height / 2) * width + Math.floor(width / 2), true);
      const column = Math.min(width - 1, Math.max(0, (pointed % width) + move[0]!));
      const row = Math.min(height - 1, Math.max(0, Math.floor(pointed / width) + move[1]!));
      onPoint(row * width + column, true);
    },
    listen,
  );

  return {
    update(next: Pixels | null, label: string) {
      shown = next;
      if (next) stage.style.aspectRatio = `${next.width} / ${next.height}`;
      canvas.setAttribute("aria-label", label);
      drawing.redraw();
    },
    /** Marks a pixel, or none. */
    point(place: number | null) {
      if (pointed === place) return;
      pointed = place;
      surface.redraw();
    },
    focus: () => canvas.focus(),
    destroy() {
      released.abort();
      drawing.destroy();
      surface.destroy();
      stage.remove();
    },
  };
}
