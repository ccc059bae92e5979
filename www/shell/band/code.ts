import { createSurface, type Frame } from "../../views/surface";

/** Standard deviations of the prior to each side of the middle; what is further out is drawn at the rim. */
const reach = 3.4;
/** Bars for more numbers would be thinner than a pixel. */
const most = 32;

const within = (value: number) => Math.max(-reach, Math.min(reach, value));

/** A point in the plane of both numbers, over circles of 1, 2 and 3 standard deviations of the prior. */
function drawPoint({ context, colors, width, height }: Frame, [x, y]: [number, number]): void {
  const scale = Math.min(width, height) / 2 / reach;
  context.translate(width / 2, height / 2);
  context.strokeStyle = colors.muted;
  context.globalAlpha = 0.6;
  for (const sigma of [1, 2, 3]) {
    context.beginPath();
    context.arc(0, 0, sigma * scale, 0, 2 * Math.PI);
    context.stroke();
  }
  context.globalAlpha = 1;
  context.fillStyle = colors.accent;
  context.strokeStyle = colors.surface;
  context.lineWidth = 1.5;
  context.beginPath();
  context.arc(within(x) * scale, -within(y) * scale, 4, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}

/** A bar for each number, up or down from zero. */
function drawBars({ context, colors, width, height }: Frame, mean: Float32Array): void {
  const shown = mean.subarray(0, most);
  const slot = width / Math.max(shown.length, 4);
  const left = (width - slot * shown.length) / 2;
  context.fillStyle = colors.accent;
  shown.forEach((value, i) => {
    const tall = (within(value) / reach) * (height / 2);
    context.fillRect(left + (i + 0.15) * slot, height / 2, slot * 0.7, -tall);
  });
  context.fillStyle = colors.muted;
  context.fillRect(0, height / 2 - 0.5, width, 1);
}

/** Where an image lies in latent space: a point where that is a plane, else bars. */
export function mountCode(host: HTMLElement) {
  let mean: Float32Array | null = null;
  const surface = createSurface(host, null, (frame) => {
    if (!mean) return;
    frame.context.save();
    if (mean.length === 2) drawPoint(frame, [mean[0]!, mean[1]!]);
    else drawBars(frame, mean);
    frame.context.restore();
  });
  return {
    update(next: Float32Array | null) {
      mean = next;
      surface.redraw();
    },
    destroy: surface.destroy,
  };
}
