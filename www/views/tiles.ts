import { h } from "../dom";
import { colorTable } from "./signed";
import { createSurface } from "./surface";

/** Maps of one layer, channels last: one value each where a layer is dense. */
export interface TilesData {
  values: ArrayLike<number>;
  height: number;
  width: number;
  channels: number;
  /** The size of a value that has the strongest colour. */
  scale: number;
  /** Whether values have a sign: else paper to ink. */
  signed: boolean;
  selected: number | null;
}

const gap = 2;

/** Columns in which so many tiles of these proportions are largest. */
function columnsFor(count: number, ratio: number, width: number, height: number): number {
  let [best, most] = [1, 0];
  for (let columns = 1; columns <= count; columns++) {
    const side = Math.min(width / columns, (height / Math.ceil(count / columns)) * ratio);
    if (side > most) [best, most] = [columns, side];
  }
  return best;
}

/** A layer's maps as a sheet of tiles that fills its host. */
export function mountTiles(
  host: HTMLElement,
  { name, onPick }: { name: string; onPick?: (channel: number) => void },
) {
  const stage = h("div", { class: "tiles" });
  host.append(stage);
  const sheet = document.createElement("canvas");
  const pixels = sheet.getContext("2d")!;
  let data: TilesData | null = null;
  let channelAt = (_x: number, _y: number): number | null => null;

  const surface = createSurface(stage, ({ context, colors, width, height, ratio }) => {
    if (!data) return;
    const { values, channels, scale, signed, selected } = data;
    const columns = columnsFor(channels, data.width / data.height, width, height);
    const rows = Math.ceil(channels / columns);
    const space = Math.min(gap, (width / columns) * 0.15);
    const size = Math.min(
      (width / columns - space) / data.width,
      (height / rows - space) / data.height,
    );
    const [wide, tall] = [size * data.width, size * data.height];
    const color = colorTable(signed, colors);
    sheet.width = columns * data.width;
    sheet.height = rows * data.height;
    const image = pixels.createImageData(sheet.width, sheet.height);
    const words = new Uint32Array(image.data.buffer);
    const area = data.width * data.height;
    for (let channel = 0; channel < channels; channel++) {
      const left = (channel % columns) * data.width;
      const top = Math.floor(channel / columns) * data.height;
      for (let i = 0; i < area; i++)
        words[(top + Math.floor(i / data.width)) * sheet.width + left + (i % data.width)] = color(
          values[i * channels + channel]!,
          scale,
        );
    }
    pixels.putImageData(image, 0, 0);
    context.imageSmoothingEnabled = size * ratio < 1;
    const place = (channel: number) =>
      [(channel % columns) * (wide + space), Math.floor(channel / columns) * (tall + space)] as const;
    for (let channel = 0; channel < channels; channel++) {
      const [x, y] = place(channel);
      const [left, top] = [(channel % columns) * data.width, Math.floor(channel / columns) * data.height];
      context.drawImage(sheet, left, top, data.width, data.height, x, y, wide, tall);
    }
    if (selected !== null) {
      context.strokeStyle = colors.accent;
      context.lineWidth = 2;
      context.strokeRect(...place(selected), wide, tall);
    }
    channelAt = (x, y) => {
      const channel = Math.floor(y / (tall + space)) * columns + Math.floor(x / (wide + space));
      return x < columns * (wide + space) && channel < channels ? channel : null;
    };
  });
  const { canvas } = surface;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", name);
  const released = new AbortController();
  if (onPick)
    canvas.addEventListener(
      "click",
      ({ offsetX, offsetY }) => {
        const channel = channelAt(offsetX, offsetY);
        if (channel !== null) onPick(channel);
      },
      { signal: released.signal },
    );

  return {
    update(next: TilesData) {
      data = next;
      surface.redraw();
    },
    destroy() {
      released.abort();
      surface.destroy();
      stage.remove();
    },
  };
}
