import { h } from "../dom";
import { colorTable } from "./signed";
import { createSurface } from "./surface";

/** Maps of one layer, channels last: one value each where a layer is dense. */
export interface LayerPicture {
  values: ArrayLike<number>;
  height: number;
  width: number;
  channels: number;
  /** The size of a value that has the strongest colour. */
  scale: number;
  /** Whether values have a sign: else paper to ink. */
  signed: boolean;
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

/** A small picture of a layer's maps, as large as fits: to be looked at, without cursor or keys. */
export function mountLayerPicture(host: HTMLElement, name: string) {
  const stage = h("div", { class: "layer-picture" });
  host.append(stage);
  const sheet = document.createElement("canvas");
  const pixels = sheet.getContext("2d")!;
  let data: LayerPicture | null = null;

  const surface = createSurface(stage, ({ context, colors, width, height, ratio }) => {
    if (!data) return;
    const { values, channels, scale, signed } = data;
    const columns = columnsFor(channels, data.width / data.height, width, height);
    const rows = Math.ceil(channels / columns);
    const space = Math.min(gap, (width / columns) * 0.15);
    const size = Math.min((width / columns - space) / data.width, (height / rows - space) / data.height);
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
  });
  const { canvas } = surface;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", name);

  return {
    update(next: LayerPicture) {
      data = next;
      surface.redraw();
    },
    destroy() {
      surface.destroy();
      stage.remove();
    },
  };
}
