import { h } from "../../dom";
import { maskBytes, outlineAt, type Outline, type SoftMask } from "../../scene/outline";
import { text } from "../../text/later";
import { isolated } from "../../text/isolate";
import { createSheet, type ImageStack } from "../raster";
import { rgb } from "../signed";
import { createSurface, type Frame } from "../surface";
import { classColors } from "../theme";
import { drawnWhenSeen } from "../when-seen";

const words = text.scene.picture;

const [labelHeight, labelGap] = [16, 4];

/** Draws outlines over an image that stands in a frame; `pointed` is one that stands out. */
function createPainter() {
  const sheet = createSheet();
  const stencil = document.createElement("canvas");
  const cut = stencil.getContext("2d")!;

  /** On the stencil, a canvas pixel a value. */
  function colour(mask: SoftMask, color: string): void {
    [stencil.width, stencil.height] = [mask.width, mask.height];
    cut.putImageData(new ImageData(maskBytes(mask, rgb(color)), mask.width, mask.height), 0, 0);
  }

  function label(
    { context, width, colors }: Frame,
    { label: name, box }: Outline,
    scale: number,
    color: string,
  ): void {
    if (!name) return;
    const label = isolated(name);
    context.font = "600 12px system-ui, sans-serif";
    const wide = context.measureText(label).width + 2 * labelGap;
    const left = Math.max(0, Math.min(box.x * scale, width - wide));
    const above = box.y * scale - labelHeight;
    // Inside the box where there is no room above.
    const top = above >= 0 ? above : Math.max(0, box.y * scale);
    context.fillStyle = colors.surface;
    context.fillRect(left, top, wide, labelHeight);
    context.fillStyle = color;
    context.fillRect(left, top, 3, labelHeight);
    context.fillStyle = colors.text;
    context.textBaseline = "middle";
    context.fillText(label, left + labelGap + 1, top + labelHeight / 2 + 0.5);
  }

  /** Light and dark together, so that a line is seen on any picture. */
  function stroke({ context, colors }: Frame, color: string, width: number, path: () => void): void {
    for (const [wide, ink] of [
      [width + 2, colors.surface],
      [width, color],
    ] as const) {
      context.lineWidth = wide;
      context.strokeStyle = ink;
      context.beginPath();
      path();
      context.stroke();
    }
  }

  return (frame: Frame, image: ImageStack, outlines: readonly Outline[], pointed: number | null): void => {
    const { context, colors, width, height, ratio } = frame;
    sheet.paint(image, 1, colors);
    context.imageSmoothingEnabled = width * ratio < image.width;
    context.drawImage(sheet.canvas, 0, 0, width, height);
    const scale = width / image.width;
    const colorOf = ({ color }: Outline) => (color < 0 ? colors.muted : colors.classes[color % classColors]!);
    context.imageSmoothingEnabled = true;
    for (const outline of outlines) {
      if (!outline.mask) continue;
      colour(outline.mask, colorOf(outline));
      const { x, y, width, height } = outline.box;
      context.drawImage(stencil, x * scale, y * scale, width * scale, height * scale);
    }
    outlines.forEach((outline, at) => {
      const { x, y, width, height } = outline.box;
      const { trail = [] } = outline;
      context.setLineDash(outline.dashed ? [4, 3] : []);
      const thick = at === pointed ? 3.5 : 1.75;
      stroke(frame, colorOf(outline), thick, () =>
        context.rect(x * scale, y * scale, width * scale, height * scale),
      );
      context.setLineDash([]);
      if (trail.length > 2)
        stroke(frame, colorOf(outline), 1.5, () => {
          for (let i = 0; i < trail.length; i += 2) context.lineTo(trail[i]! * scale, trail[i + 1]! * scale);
        });
    });
    outlines.forEach((outline) => label(frame, outline, scale, colorOf(outline)));
  };
}

/**
 * A scene with what is found in it drawn over it, as wide as its host. Objects are pointed at by a pointer, a finger or
 * the arrow keys.
 */
export function mountScenePicture(host: HTMLElement, { onPoint }: { onPoint(at: number | null): void }) {
  const stage = h("div", { class: "scene-stage" });
  const spoken = h("p", { class: "visually-hidden", "aria-live": "polite" });
  host.append(stage, spoken);
  const paint = createPainter();
  let image: ImageStack | null = null;
  let outlines: readonly Outline[] = [];
  let pointed: number | null = null;
  const surface = createSurface(
    stage,
    words.role,
    (frame) => image && paint(frame, image, outlines, pointed),
  );
  const { canvas } = surface;
  const drawing = drawnWhenSeen(stage, surface.redraw);
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-roledescription", words.role);
  const released = new AbortController();
  const { signal } = released;

  const found = () => outlines.flatMap(({ dashed }, at) => (dashed ? [] : [at]));
  function follow({ offsetX, offsetY }: PointerEvent): void {
    if (!image) return;
    const scale = stage.clientWidth / image.width;
    onPoint(outlineAt(outlines, offsetX / scale, offsetY / scale));
  }
  canvas.addEventListener("pointermove", follow, { signal });
  canvas.addEventListener("pointerdown", follow, { signal });
  canvas.addEventListener("pointerleave", ({ pointerType }) => pointerType === "mouse" && onPoint(null), {
    signal,
  });
  canvas.addEventListener(
    "keydown",
    (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      const all = found();
      if (event.key === "Escape") return onPoint(null);
      if (!step || all.length === 0) return;
      event.preventDefault();
      const place = pointed === null ? -1 : all.indexOf(pointed);
      const next = place < 0 ? (step > 0 ? 0 : all.length - 1) : (place + step + all.length) % all.length;
      onPoint(all[next]!);
      spoken.textContent = words.object(next + 1, all.length, outlines[all[next]!]!.label);
    },
    { signal },
  );

  return {
    update(next: ImageStack | null, over: readonly Outline[], at: number | null, label: string) {
      image = next;
      outlines = over;
      pointed = at;
      stage.hidden = next === null;
      if (next) {
        stage.style.setProperty("--ratio", `${next.width} / ${next.height}`);
        stage.style.setProperty("--proportion", String(next.width / next.height));
      }
      canvas.setAttribute("aria-label", label);
      drawing.redraw();
    },
    destroy() {
      released.abort();
      drawing.destroy();
      surface.destroy();
      stage.remove();
      spoken.remove();
    },
  };
}
