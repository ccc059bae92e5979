import { h } from "../../dom";
import { sizeOf } from "../../inside/reading";
import { largest, largestOfUnits, LiveScale } from "../../inside/scales";
import { text } from "../../text/later";
import { rough } from "../../text/format";
import { mountMapList } from "../../views/map-list";
import type { ImageStack } from "../../views/raster";
import { mountReadout } from "../../views/readout";
import { mountScaleLegend } from "../../views/scale-legend";
import type { SheetOptions, SheetValues } from "../encoder/sheet";
import { placeName } from "./looked-into";

const words = text.decoder.layers;

/** The last layer, which gives a number for each value of the image, beside what the decoder makes of them. */
export function mountLastLayer(
  host: HTMLElement,
  name: string,
  { block, index, onPick, onLeave, onEscape }: Omit<SheetOptions, "head">,
) {
  const { height, width, channels } = sizeOf(block);
  const line = h("div", { class: "layer-head" }, h("h3", {}, name));
  const element = h("section", { class: "layer last-layer", "aria-label": name }, line);
  host.append(element);
  const legend = mountScaleLegend(line);
  const whole = new LiveScale();
  let shown: { values: Float32Array; image: ImageStack } | null = null;
  const maps = mountMapList(element, {
    onPoint(_, place, aloud) {
      if (!shown || place === null) return readout.say(null);
      const at = (all: Float32Array) =>
        Array.from(all.subarray(place * channels, (place + 1) * channels), rough).join(" / ");
      readout.say(words.pixel(placeName(place, width), at(shown.values), at(shown.image.pixels)), aloud);
    },
    onPick(map, place) {
      if (map < channels) onPick({ block: index, unit: map, place });
    },
    onLeave,
    onEscape,
  });
  const readout = mountReadout(element, text.decoder.hint);
  return {
    focus: () => maps.focus(),
    update({
      values,
      image,
      scale,
      network,
      live,
      selected,
    }: Omit<SheetValues, "stage"> & { image: ImageStack }) {
      shown = { values, image };
      const most =
        scale === "unit"
          ? largestOfUnits(values, channels)
          : whole.next(scale === "layer" ? largest(values) : network, performance.now(), live);
      legend.update({ scale: most, signed: true });
      const channelMaps = Array.from({ length: channels }, (_, channel) => {
        const title = channels === 1 ? words.values : words.ofChannel(channel + 1);
        return {
          name: title,
          note: "",
          pixels: {
            values: values.filter((_, i) => i % channels === channel),
            height,
            width,
            scale: typeof most === "number" ? most : most[channel]!,
            signed: true,
          },
          label: `${name}: ${title}`,
          selected: selected?.block === index && selected.unit === channel,
        };
      });
      maps.update([
        ...channelMaps,
        { name: words.drawn, note: "", pixels: image, label: text.decoder.output.aboutImage(words.drawn) },
      ]);
    },
    destroy() {
      maps.destroy();
      legend.destroy();
      element.remove();
    },
  };
}
