import { h } from "../../dom";
import type { Edit, Plan } from "../../engine/protocol";
import type { Vae } from "../../engine/vae";
import { sizeOf, type Reading } from "../../inside/reading";
import { largest, largestOfUnits, LiveScale } from "../../inside/scales";
import type { ScaleOf, State } from "../../run/store";
import { text } from "../../text";
import { fixed, rough } from "../../text/format";
import { mountMapList } from "../../views/map-list";
import type { ImageStack } from "../../views/raster";
import { mountReadout } from "../../views/readout";
import { mountScaleLegend } from "../../views/scale-legend";
import { createChoice } from "../choice";
import { needsNumbers, type Panel } from "../panel";
import { aboutBlock, isRectified } from "./blocks";
import { mountHold } from "./hold";
import { mountLastLayer, mountLayer, type Section } from "./layer-section";
import { pixelsOf, placeName, readingOf, wayOf } from "./looked-into";

const words = text.decoder.layers;

/** The decoder's image without and with the units that are held, at one step of training. */
interface Held {
  edits: readonly Edit[];
  before: Float32Array;
  after: Float32Array;
}

/** The image that the decoder makes under some edits. */
async function imageUnder(vae: Vae, state: Readonly<State>, edits: Edit[]): Promise<Float32Array> {
  const { insideZ, insideNoise } = state;
  const { parts, values } = insideZ
    ? await vae.decodeTrace(insideZ, { edits })
    : await vae.trace(pixelsOf(state), { ...(insideNoise && { noise: insideNoise }), edits });
  const { offset, values: count } = parts.find(({ kind }) => kind === "image")!;
  return values.slice(offset, offset + count);
}

/** What each of the decoder's layers gives, and what becomes of the image without one of its units. */
export const decoderLayers: Panel<Held> = {
  name: "decoder-layers",
  kind: "decoder-layers",
  title: () => words.title,
  caption: () => words.caption,
  needs: needsNumbers,
  traces: true,
  question(state) {
    const { insideEdits } = state;
    if (insideEdits.length === 0) return null;
    return {
      key: [...wayOf(state), insideEdits],
      async ask(vae) {
        const [before, after] = await Promise.all([
          imageUnder(vae, state, []),
          imageUnder(vae, state, [...insideEdits]),
        ]);
        return { edits: insideEdits, before, after };
      },
    };
  },
  shows: ["traced", "insideUnit", "insideEdits", "insideScale", "options"],
  mount(host, { stack, store, tools }) {
    const released = new AbortController();
    const { state } = store;
    const choice = createChoice<ScaleOf>(words.scale, words.scales, released.signal, (insideScale) =>
      store.set({ insideScale }),
    );
    tools.append(choice.element);
    const top = h("div", { class: "hold-and-effect" });
    const list = h("div", { class: "layer-list" });
    host.append(top, list);
    const hold = mountHold(top, store);
    const effect = mountEffect(top, stack, store);
    let plan: Plan | null = null;
    /** The latent vector, then each layer. */
    let sections: (Section & { scale: LiveScale })[] = [];
    /** Of the whole decoder. */
    const whole = new LiveScale();

    function arrange(next: Plan): void {
      if (next === plan) return;
      plan = next;
      for (const section of sections) section.destroy();
      const { encoder, decoder } = next;
      const onEscape = () => store.set({ insideUnit: null });
      const leave = (from: number) => (direction: -1 | 1) =>
        sections[from + direction]?.focus(direction > 0 ? "first" : "last");
      const z = { name: words.latent, about: "", onPick: () => undefined, onLeave: leave(0), onEscape };
      const first = mountLayer(list, z);
      const layers = decoder.map((block, index) => {
        const last = index === decoder.length - 1;
        const mount = last ? mountLastLayer : mountLayer;
        return mount(list, {
          name: words.layer(index + 1),
          about: aboutBlock(block, last ? state.options.model.likelihood : null),
          onPick: (unit, place) => store.set({ insideUnit: { block: encoder.length + index, unit, place } }),
          onLeave: leave(index + 1),
          onEscape,
        });
      });
      sections = [first, ...layers].map((section) => ({ ...section, scale: new LiveScale() }));
    }

    function show(reading: Reading): void {
      const { insideUnit, insideEdits, insideScale, phase } = state;
      const { encoder, decoder } = reading.plan;
      const image = { ...stack, pixels: reading.part("image")! };
      const [now, live] = [performance.now(), phase === "training"];
      const z = reading.part("latent")!;
      const outputs = decoder.map((_, index) => reading.output(encoder.length + index)!);
      const most = whole.next(Math.max(...outputs.map(largest)), now, live);
      const shared = { image, held: 0, selected: null };
      const own = (index: number, values: Float32Array) =>
        sections[index]!.scale.next(largest(values), now, live);
      sections[0]!.update({
        ...shared,
        values: z,
        height: 1,
        width: 1,
        channels: z.length,
        scale: own(0, z),
        signed: true,
      });
      for (const [index, block] of decoder.entries()) {
        const values = outputs[index]!;
        const size = sizeOf(block);
        const layer = own(index + 1, values);
        // A single value by itself is always the strongest there is.
        const apart = insideScale === "unit" && size.height * size.width > 1;
        const at = encoder.length + index;
        sections[index + 1]!.update({
          ...shared,
          ...size,
          values,
          scale: insideScale === "network" ? most : apart ? largestOfUnits(values, size.channels) : layer,
          signed: !isRectified(block),
          selected: insideUnit?.block === at ? insideUnit : null,
          held: insideEdits.filter((edit) => edit.block === at).length,
        });
      }
    }

    return {
      update(answer, { traced, insideScale, insideEdits }) {
        choice.show(insideScale);
        const reading = traced && readingOf(traced);
        hold.update(reading);
        if (!reading) return;
        arrange(reading.plan);
        show(reading);
        const image = reading.part("image")!;
        if (insideEdits.length === 0) effect.update(image, image, false);
        else if (answer?.edits.length) effect.update(answer.before, answer.after, true);
      },
      destroy() {
        released.abort();
        hold.destroy();
        effect.destroy();
        for (const section of sections) section.destroy();
      },
    };
  },
};

/** The image before and after, and what is different. */
function mountEffect(host: HTMLElement, stack: ImageStack, store: { state: Readonly<State> }) {
  const { hold } = text.decoder;
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
        hold.pixel(
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
  const readout = mountReadout(element, text.decoder.output.hint);
  return {
    update(before: Float32Array, after: Float32Array, any: boolean) {
      // The mean of a pixel's colours.
      const difference = new Float32Array(height * width);
      after.forEach((value, i) => {
        difference[Math.floor(i / channels)]! += (value - before[i]!) / channels;
      });
      shown = { before, after, difference };
      const most = largest(difference);
      const live = store.state.phase === "training";
      const signed = { scale: scale.next(most, performance.now(), live), signed: true };
      const picture = (name: string, pixels: Float32Array) => ({
        name,
        note: "",
        pixels: { ...stack, pixels },
        label: text.decoder.output.aboutImage(name),
      });
      const note = any ? hold.changed(rough(most)) : hold.nothing;
      list.update([
        picture(hold.before, before),
        picture(hold.after, after),
        {
          name: hold.difference,
          note,
          pixels: { values: difference, height, width, ...signed },
          label: `${hold.difference}: ${note}`,
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
