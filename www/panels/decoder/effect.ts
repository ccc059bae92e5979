import { h } from "../../dom";
import { largest, LiveScale } from "../../inside/scales";
import { text } from "../../text/later";
import { fixed, rough } from "../../text/format";
import { mountMapList } from "../../views/map-list";
import type { ImageStack } from "../../views/raster";
import { mountReadout } from "../../views/readout";
import { mountScaleLegend } from "../../views/scale-legend";
import { placeName } from "./looked-into";

const words = text.decoder.hold;

/** The decoder's image without and with the units that are held, and what is different. */
export function mountEffect(host: HTMLElement, stack: ImageStack) {
  const { height, width, channels } = stack;
  const scale = new LiveScale();
  let shown: { before: Float32Array; after: Float32Array; difference: Float32Array } | null = null;
  const element = h("div", { class: "effect" });
  host.append(element);
  const at = (values: Float32Array, place: number, channels: number) =>
    Array.from(values.subarray(place * channels, (place + 1) * channels), (value) => fixed(value, 3)).join(
      " / ",
    );
  const list = mountMapList(element, {
    onPoint(_, place, aloud) {
      if (place === null || !shown) return readout.say(null);
      const { before, after, difference } = shown;
      readout.say(
        words.pixel(
          placeName(place, width),
          at(before, place, channels),
          at(after, place, channels),
          at(difference, place, 1),
        ),
        aloud,
      );
    },
  });
  const legend = mountScaleLegend(element);
  const readout = mountReadout(element, text.decoder.hint);
  return {
    /** `any` says whether a unit is held; scales shrink slowly while the model is `live`. */
    update(before: Float32Array, after: Float32Array, { any, live }: { any: boolean; live: boolean }) {
      // The mean of a pixel's colours.
      const difference = new Float32Array(height * width);
      after.forEach((value, i) => {
        difference[Math.floor(i / channels)]! += (value - before[i]!) / channels;
      });
      shown = { before, after, difference };
      const most = largest(difference);
      const signed = { scale: scale.next(most, performance.now(), live), signed: true };
      const picture = (name: string, pixels: Float32Array) => ({
        name,
        note: "",
        pixels: { ...stack, pixels },
        label: text.decoder.output.aboutImage(name),
      });
      const note = any ? words.changed(rough(most)) : words.nothing;
      list.update([
        picture(words.before, before),
        picture(words.after, after),
        {
          name: words.difference,
          note,
          pixels: { values: difference, height, width, ...signed },
          label: `${words.difference}: ${note}`,
        },
      ]);
      legend.update(signed);
    },
    destroy() {
      list.destroy();
      legend.destroy();
      element.remove();
    },
  };
}
