import type { Block } from "../../engine/protocol";
import { h, setText } from "../../dom";
import { sizeOf } from "../../inside/reading";
import { byStrength, largest, largestOfUnits, LiveScale } from "../../inside/scales";
import { mayBeNegative, type Stage } from "../../inside/stages";
import type { ScaleOf, Unit } from "../../run/store";
import { text } from "../../text/later";
import { mountScaleLegend } from "../../views/scale-legend";
import { mountTiles } from "../../views/tiles";

const words = text.encoder.layers;

/** A block as it is called: `2 Convolution, 32 maps of 7 × 7`, and what follows its layer. */
export function nameOfBlock(block: Block, number: number, head: boolean): string {
  const { height, width, channels } = sizeOf(block);
  const size = "features" in block.output ? words.units(channels) : words.maps(height, width, channels);
  const after = [
    block.norm && words.norms[block.norm.kind as "batch" | "group"],
    block.activation && words.activations[block.activation],
  ];
  const kind = head ? words.head : words.kinds[block.layer.kind];
  return [words.name(number, kind, size), ...after.filter((word) => word !== null)].join(", ");
}

/** At which of the block's stages its values are taken, where there is more than one. */
function nameOfStage({ norm, activation }: Block, stage: Stage): string {
  if (!norm && !activation) return "";
  return norm || stage === "norm" ? words.stages[stage] : words.stagesWithoutNorm[stage];
}

export interface SheetOptions {
  block: Block;
  /** Its place among all blocks, counted from 0. */
  index: number;
  /** The encoder's last, whose units are means and log-variances. */
  head: boolean;
  onPick(unit: Unit): void;
  onLeave(direction: -1 | 1): void;
  onEscape(): void;
}

/** What a sheet shows of its block. */
export interface SheetValues {
  values: Float32Array;
  stage: Stage;
  scale: ScaleOf;
  /** The largest value of all sheets. */
  network: number;
  /** Scales shrink slowly, as the model trains. */
  live: boolean;
  selected: Unit | null;
}

/** A block's values: maps by their strength, or single values in their order. */
export function mountSheet(
  host: HTMLElement,
  { block, index, head, onPick, onLeave, onEscape }: SheetOptions,
) {
  const name = nameOfBlock(block, index + 1, head);
  const title = h("h3", {}, name);
  const said = h("span", { class: "layer-stage" });
  const line = h("div", { class: "layer-head" }, title, said);
  const element = h("section", { class: "layer", "aria-label": name }, line);
  host.append(element);
  const legend = mountScaleLegend(line);
  const tiles = mountTiles(element, {
    name,
    onPick: (unit, place) => onPick({ block: index, unit, place }),
    onLeave,
    onEscape,
  });
  const size = sizeOf(block);
  const { channels } = size;
  /** A single value has no scale of its own. */
  const maps = size.height * size.width > 1;
  const latent = channels / 2;
  const whole = new LiveScale();
  const each = Array.from({ length: channels }, () => new LiveScale());
  const unitName = (unit: number) =>
    unit < latent ? words.mean(unit + 1) : words.logVariance(unit - latent + 1);
  /** As of any other tile, or what a parameter of the posterior is called. */
  const nameOf = (unit: number) => (head ? unitName(unit) : text.inside.tiles.name(unit + 1));
  /** The maps, the most active first. */
  let order: number[] = [];

  return {
    element,
    focus: tiles.focus,
    nameOf,
    get order(): readonly number[] {
      return order;
    },
    update({ values, stage, scale, network, live, selected }: SheetValues) {
      const now = performance.now();
      const signed = mayBeNegative(block, stage);
      const shown =
        scale === "unit" && maps
          ? largestOfUnits(values, channels).map((most, unit) => each[unit]!.next(most, now, live))
          : whole.next(scale === "network" ? network : largest(values), now, live);
      order = byStrength(values, channels);
      const at = nameOfStage(block, stage);
      setText(said, at);
      legend.update({ scale: shown, signed });
      tiles.update({
        ...size,
        name: at ? words.values(name, at) : name,
        values,
        scale: shown,
        signed,
        selected: selected?.block === index ? selected : null,
        ...(maps && { order }),
        ...(head && { unitName }),
      });
    },
    destroy() {
      tiles.destroy();
      legend.destroy();
      element.remove();
    },
  };
}
