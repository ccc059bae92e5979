import { h, setText } from "../../dom";
import { byStrength } from "../../inside/scales";
import { text } from "../../text";
import { rough } from "../../text/format";
import { mountMapList } from "../../views/map-list";
import type { ImageStack } from "../../views/raster";
import { mountReadout } from "../../views/readout";
import { mountScaleLegend } from "../../views/scale-legend";
import { mountTiles } from "../../views/tiles";
import { placeName } from "./looked-into";

const words = text.decoder.layers;

/** What a layer gives, channels last, and how it is coloured. */
export interface LayerValues {
  values: Float32Array;
  height: number;
  width: number;
  channels: number;
  scale: number | Float32Array;
  signed: boolean;
  selected: { unit: number; place: number } | null;
  /** Units of it that are held. */
  held: number;
  /** What the decoder makes of the last layer's. */
  image: ImageStack;
}

export interface SectionOptions {
  name: string;
  about: string;
  onPick(unit: number, place: number): void;
  /** Keys go on to the layer before, -1, or after, 1. */
  onLeave(direction: -1 | 1): void;
  onEscape(): void;
}

export interface Section {
  update(values: LayerValues): void;
  focus(from: "first" | "last"): void;
  destroy(): void;
}

function mountFrame(host: HTMLElement, { name, about }: SectionOptions, kind = "") {
  const held = h("span", { class: "held-count" });
  const element = h(
    "section",
    { class: `layer ${kind}`, "aria-label": name },
    h("h3", {}, name, h("span", { class: "layer-about" }, about), held),
  );
  host.append(element);
  return {
    element,
    hold: (count: number) => setText(held, count > 0 ? words.held(count) : ""),
  };
}

/** A layer between others, as tiles. */
export function mountLayer(host: HTMLElement, options: SectionOptions): Section {
  const { element, hold } = mountFrame(host, options);
  const tiles = mountTiles(element, options);
  const legend = mountScaleLegend(element);
  return {
    update(shown) {
      const { values, height, width, channels } = shown;
      const maps = height * width > 1;
      tiles.update({ ...shown, ...(maps && { order: byStrength(values, channels) }) });
      legend.update(shown);
      hold(shown.held);
    },
    focus: (from) => tiles.focus(from),
    destroy() {
      tiles.destroy();
      legend.destroy();
      element.remove();
    },
  };
}

/** The last layer, which gives a number for each value of the image, beside what the decoder makes of them. */
export function mountLastLayer(host: HTMLElement, options: SectionOptions): Section {
  const { element, hold } = mountFrame(host, options, "layer-maps");
  let shown: LayerValues | null = null;
  const maps = mountMapList(element, {
    onPoint(_, place, aloud) {
      if (!shown || place === null) return readout.say(null);
      const { values, channels, width, image } = shown;
      const at = (all: Float32Array) =>
        Array.from(all.subarray(place * channels, (place + 1) * channels), rough).join(" / ");
      readout.say(words.pixel(placeName(place, width), at(values), at(image.pixels)), aloud);
    },
    onPick(index, place) {
      if (shown && index < shown.channels) options.onPick(index, place);
    },
    onLeave: (direction) => options.onLeave(direction),
    onEscape: () => options.onEscape(),
  });
  const legend = mountScaleLegend(element);
  const readout = mountReadout(element, text.decoder.output.hint);
  return {
    update(next) {
      shown = next;
      const { values, height, width, channels, scale, signed, selected, held, image } = next;
      const channelMaps = Array.from({ length: channels }, (_, channel) => ({
        name: channels === 1 ? words.values : words.ofChannel(channel + 1),
        note: "",
        pixels: {
          values: values.filter((_, i) => i % channels === channel),
          height,
          width,
          scale: typeof scale === "number" ? scale : scale[channel]!,
          signed,
        },
        label: `${options.name}: ${options.about}`,
        selected: selected?.unit === channel,
      }));
      maps.update([
        ...channelMaps,
        { name: words.drawn, note: "", pixels: image, label: text.decoder.output.aboutImage(words.drawn) },
      ]);
      legend.update({ scale, signed });
      hold(held);
    },
    focus: () => maps.focus(),
    destroy() {
      maps.destroy();
      legend.destroy();
      element.remove();
    },
  };
}
