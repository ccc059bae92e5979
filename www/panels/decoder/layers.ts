import { h, setText } from "../../dom";
import type { Edit, Plan } from "../../engine/protocol";
import type { Vae } from "../../engine/vae";
import { sizeOf, type Reading } from "../../inside/reading";
import { byStrength, largest, largestOfUnits, LiveScale } from "../../inside/scales";
import type { ScaleOf, State } from "../../run/store";
import { text } from "../../text";
import { fixed, rough } from "../../text/format";
import { mountMapList } from "../../views/map-list";
import type { ImageStack } from "../../views/raster";
import { mountReadout } from "../../views/readout";
import { mountScaleLegend } from "../../views/scale-legend";
import { mountTiles } from "../../views/tiles";
import { createChoice } from "../choice";
import { needsNumbers, type Panel } from "../panel";
import { aboutBlock, isRectified } from "./blocks";
import { mountHold } from "./hold";
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

/** One layer's values. */
interface Section {
  /** Of the decoder's blocks; -1 of the latent vector. */
  index: number;
  tiles: ReturnType<typeof mountTiles>;
  legend: ReturnType<typeof mountScaleLegend>;
  heldCount: HTMLElement;
  scale: LiveScale;
  destroy(): void;
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
    const hold = mountHold(host, store);
    const effect = mountEffect(host, stack, store);
    const list = h("div", { class: "layer-list" });
    host.append(list);
    let sections: Section[] = [];
    let plan: Plan | null = null;
    /** Of the whole decoder. */
    const whole = new LiveScale();

    function add(index: number, block: Plan["decoder"][number] | null, first: number): Section {
      const name = index < 0 ? words.latent : words.layer(index + 1);
      const last = index === (plan?.decoder.length ?? 0) - 1;
      const about = block ? aboutBlock(block, last ? state.options.model.likelihood : null) : "";
      const heldCount = h("span", { class: "held-count" });
      const element = h(
        "section",
        { class: "layer", "aria-label": name },
        h("h3", {}, name, h("span", { class: "layer-about" }, about), heldCount),
      );
      list.append(element);
      const tiles = mountTiles(element, {
        name,
        onPick: (unit, place) => block && store.set({ insideUnit: { block: first + index, unit, place } }),
        onLeave(direction) {
          const next = sections.find((section) => section.index === index + direction);
          next?.tiles.focus(direction > 0 ? "first" : "last");
        },
        onEscape: () => store.set({ insideUnit: null }),
      });
      const legend = mountScaleLegend(element);
      return {
        index,
        tiles,
        legend,
        heldCount,
        scale: new LiveScale(),
        destroy() {
          tiles.destroy();
          legend.destroy();
          element.remove();
        },
      };
    }
    function arrange(next: Plan): void {
      if (next === plan) return;
      plan = next;
      for (const section of sections) section.destroy();
      const first = next.encoder.length;
      sections = [add(-1, null, first), ...next.decoder.map((block, index) => add(index, block, first))];
    }
    function show(reading: Reading): void {
      const { insideUnit, insideEdits, insideScale, phase } = state;
      const first = reading.plan.encoder.length;
      const outputs = reading.plan.decoder.map((_, index) => reading.output(first + index)!);
      const [now, live] = [performance.now(), phase === "training"];
      const most = whole.next(Math.max(...outputs.map(largest)), now, live);
      for (const { index, tiles, legend, heldCount, scale } of sections) {
        const block = index < 0 ? null : reading.plan.decoder[index]!;
        const values = block ? outputs[index]! : reading.part("latent")!;
        const { height, width, channels } = block
          ? sizeOf(block)
          : { height: 1, width: 1, channels: values.length };
        const signed = !block || !isRectified(block);
        const own = scale.next(largest(values), now, live);
        // Of a strip, the units are values that only a scale for all of them tells apart.
        const single = height * width === 1;
        const shown =
          insideScale === "network" && block
            ? most
            : insideScale === "unit" && !single
              ? largestOfUnits(values, channels)
              : own;
        const unit = insideUnit?.block === first + index && block ? insideUnit : null;
        tiles.update({
          values,
          height,
          width,
          channels,
          scale: shown,
          signed,
          selected: unit && { unit: unit.unit, place: unit.place },
          ...(!single && { order: byStrength(values, channels) }),
        });
        legend.update({ scale: shown, signed });
        const count = block ? insideEdits.filter((edit) => edit.block === first + index).length : 0;
        setText(heldCount, count > 0 ? words.held(count) : "");
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
