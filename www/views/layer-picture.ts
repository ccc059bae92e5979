import { h } from "../dom";
import { colorTable } from "./signed";
import { createSheet, type Maps } from "./sheet";
import { createSurface } from "./surface";

/** Maps of one layer. */
export interface LayerPicture extends Maps {
  /** The size of a value that has the strongest colour. */
  scale: number;
  /** Whether values have a sign: else paper to ink. */
  signed: boolean;
}

const widestGap = 2;

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
  const drawSheet = createSheet();
  let data: LayerPicture | null = null;

  const surface = createSurface(stage, name, ({ context, colors, width, height }) => {
    if (!data) return;
    const { channels, scale, signed } = data;
    const columns = columnsFor(channels, data.width / data.height, width, height);
    const rows = Math.ceil(channels / columns);
    const gap = Math.min(widestGap, (width / columns) * 0.15);
    const size = Math.min((width / columns - gap) / data.width, (height / rows - gap) / data.height);
    const lay = { columns, width: size * data.width, height: size * data.height, gap };
    const color = colorTable(signed, colors);
    drawSheet(context, data, [...Array(channels).keys()], lay, (value) => color(value, scale));
  });

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
