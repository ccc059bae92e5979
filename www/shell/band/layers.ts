import { createSurface, type Frame } from "../../views/surface";
import type { Layer } from "./shapes";

/** Narrower towards z, as the code is smaller than the image. */
function drawFunnel({ context, colors, width, height }: Frame, towardsZ: boolean): void {
  const [wide, narrow] = [0, height * 0.3];
  const [left, right] = towardsZ ? [wide, narrow] : [narrow, wide];
  context.globalAlpha = 0.12;
  context.fillStyle = colors.accent;
  context.beginPath();
  context.moveTo(0, left);
  context.lineTo(width, right);
  context.lineTo(width, height - right);
  context.lineTo(0, height - left);
  context.fill();
  context.globalAlpha = 1;
}

/** Three sheets, one behind the other, for maps. */
function drawMaps({ context, colors }: Frame, x: number, y: number, side: number): void {
  const shift = Math.max(1.5, side * 0.12);
  context.fillStyle = colors.surface;
  context.strokeStyle = colors.accent;
  context.lineWidth = 1;
  for (const at of [1, 0, -1]) {
    const corner = [x - side / 2 + at * shift, y - side / 2 - at * shift, side, side] as const;
    context.fillRect(...corner);
    context.strokeRect(...corner);
  }
}

/** A column as high as the layer is wide, on a scale of logarithms. */
function drawUnits({ context, colors, height }: Frame, x: number, wide: number, units: number): void {
  const tall = height * Math.min(0.9, 0.16 + 0.062 * Math.log2(Math.max(1, units)));
  context.fillStyle = colors.accent;
  context.beginPath();
  context.roundRect(x - wide / 2, (height - tall) / 2, wide, tall, Math.min(2, wide / 2));
  context.fill();
}

/** The layers of the encoder or the decoder, side by side. */
export function mountLayers(host: HTMLElement, towardsZ: boolean) {
  let layers: Layer[] = [];
  const surface = createSurface(host, null, (frame) => {
    const { width, height } = frame;
    drawFunnel(frame, towardsZ);
    const slot = width / (layers.length + 0.6);
    layers.forEach((layer, i) => {
      const x = width / 2 + (i - (layers.length - 1) / 2) * slot;
      if ("units" in layer) drawUnits(frame, x, Math.min(6, slot * 0.5), layer.units);
      else
        drawMaps(frame, x, height / 2, Math.min(slot * 0.62, height * 0.62 * 0.75 ** (layer.halvings - 1)));
    });
  });
  return {
    update(next: Layer[]) {
      layers = next;
      surface.redraw();
    },
    destroy: surface.destroy,
  };
}
