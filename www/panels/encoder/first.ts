import type { Block, BlockTensors } from "../../engine/protocol";
import { h, setText } from "../../dom";
import { asMaps, fieldOf, products, weightOf } from "../../inside/first-layer";
import { sizeOf } from "../../inside/reading";
import { largest } from "../../inside/scales";
import type { Unit } from "../../run/store";
import { text } from "../../text";
import { mountScaleLegend } from "../../views/scale-legend";
import { mountTiles } from "../../views/tiles";
import { createChoice } from "../choice";

const words = text.encoder.layers.first;
type Shown = "weights" | "products";

export interface FirstValues {
  tensors: BlockTensors;
  pixels: Float32Array;
  /** Units, as the sheet above has them. */
  order: readonly number[];
  selected: Unit | null;
}

/** What the first layer looks for: kernels, or each dense unit's weights as an image, alone or times the image. */
export function mountFirst(
  host: HTMLElement,
  block: Block,
  {
    onPick,
    onLeave,
    onEscape,
  }: { onPick(unit: number): void; onLeave(direction: -1 | 1): void; onEscape(): void },
) {
  const released = new AbortController();
  const dense = block.layer.kind === "dense";
  const field = fieldOf(block)!;
  const units = sizeOf(block).channels;
  let shown: Shown = "weights";
  let latest: FirstValues | null = null;
  const choice = createChoice<Shown>(
    words.shown,
    { weights: words.weights, products: words.products },
    released.signal,
    (value) => {
      shown = value;
      if (latest) update(latest);
    },
  );
  const title = h("h4", {}, dense ? words.weights : words.kernels);
  const line = h("div", { class: "layer-head" }, title, ...(dense ? [choice.element] : []));
  const about = h("p", { class: "hint" });
  const element = h("div", { class: "layer-first" }, line);
  host.append(element);
  const legend = mountScaleLegend(line);
  element.append(about);
  const tiles = mountTiles(element, { name: title.textContent, onPick, onLeave, onEscape });

  function update(next: FirstValues): void {
    latest = next;
    const { tensors, pixels, order, selected } = next;
    const weight = weightOf(tensors);
    const values = shown === "products" ? products(weight, pixels, units) : weight;
    const maps = asMaps(values, field, units);
    const scale = largest(values);
    setText(title, dense ? words[shown] : words.kernels);
    const said = dense ? words[`${shown}About`] : words.kernelsAbout;
    setText(about, field.channels === 3 ? `${said} ${words.colours}` : said);
    legend.update({ scale, signed: true });
    tiles.update({
      ...maps,
      name: title.textContent,
      scale,
      signed: true,
      selected: selected && { unit: selected.unit, place: null },
      order,
    });
  }

  return {
    update,
    focus: tiles.focus,
    destroy() {
      released.abort();
      tiles.destroy();
      legend.destroy();
      element.remove();
    },
  };
}
