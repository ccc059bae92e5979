import { h, setText } from "../../dom";
import type { Block, BlockTensors } from "../../engine/protocol";
import { expected } from "../../inside/likelihood";
import { blocksOf } from "../../inside/reading";
import { largest, LiveScale } from "../../inside/scales";
import { painted, ranked, strokesOf, type Ranked } from "../../inside/strokes";
import type { Traced } from "../../run/traces";
import { text } from "../../text/later";
import { magnitude, number, percent, rough } from "../../text/format";
import { mountMapList, type MapItem } from "../../views/map-list";
import { mountReadout } from "../../views/readout";
import { mountScaleLegend } from "../../views/scale-legend";
import { mountValueTable } from "../../views/value-table";
import { createChoice } from "../choice";
import { needsNumbers, type Panel } from "../panel";
import { placeName, readingOf } from "./looked-into";
import { shownAs, unitOf } from "./units";

const words = text.decoder.strokes;
/** Strokes shown at once. */
const most = 16;

type Shows = keyof typeof words.shows;

/** The decoder's last layer at one step: what goes in, what it computes with, and what comes out. */
interface LastLayer {
  block: Block;
  /** Of all blocks. */
  index: number;
  /** The one before it; null where it takes the latent vector itself. */
  before: Block | null;
  input: Float32Array;
  output: Float32Array;
  weights: BlockTensors;
}

/** Null where it was read without the weights. */
function lastLayerOf(traced: Traced): LastLayer | null {
  const reading = readingOf(traced);
  const { blocks, plan } = reading;
  const index = blocks.length - 1;
  const weights = traced.tensors.get(index);
  if (!weights) return null;
  return {
    block: blocks[index]!,
    index,
    before: plan.decoder.length > 1 ? blocks[index - 1]! : null,
    input: reading.input(index)!,
    output: reading.output(index)!,
    weights,
  };
}

/** Weight and bias. */
function tensorsOf({ tensors, values }: BlockTensors): [Float32Array, Float32Array] {
  const [weight, bias] = tensors;
  const count = ({ shape }: (typeof tensors)[number]) => shape.reduce((all, side) => all * side, 1);
  const first = count(weight!);
  return [values.subarray(0, first), values.subarray(first, first + count(bias!))];
}

/** How the image is put together by the last layer's inputs. */
export const strokes: Panel<never> = {
  name: "strokes",
  kind: "decoder-strokes",
  title: () => words.title,
  caption: () => words.caption,
  needs: needsNumbers,
  traces({ traced }) {
    // Which block is the last is known with the first trace.
    return traced ? { weights: [blocksOf(traced.structure.plan).length - 1] } : {};
  },
  shows: ["traced", "insideUnit", "options"],
  mount(host, { stack, store, tools }) {
    const released = new AbortController();
    const { signal } = released;
    const { state } = store;
    const { height, width, channels } = stack;
    let shows: Shows = "strokes";
    /** How many are added; all of them until a person chooses. */
    let added: number | null = null;
    const scales = { part: new LiveScale(), missing: new LiveScale() };
    let known: {
      traced: Traced;
      answer: LastLayer;
      strokes: Float32Array;
      weight: Float32Array;
      bias: Float32Array;
      ranked: Ranked;
      /** Bias and all strokes. */
      all: Float32Array;
    } | null = null;
    /** The sums that are shown: so far, all, and what is missing. */
    let summed: Float32Array[] = [];
    /** What the pointer can be asked about, by the map it is on. */
    let listed: { unit: number; values: Float32Array }[] = [];

    const choice = createChoice<Shows>(words.show, words.shows, signal, (value) => {
      shows = value;
      show();
    });
    tools.append(choice.element);
    const count = h("input", { type: "range", min: 0, step: 1 });
    const carried = h("output", {});
    count.addEventListener(
      "input",
      () => {
        added = count.valueAsNumber;
        show();
      },
      { signal },
    );
    const reach = h("p", { class: "hint" });
    const checked = h("p", { class: "hint" });
    host.append(h("label", { class: "stroke-count" }, h("span", {}, words.count), count, carried), reach);
    const sums = mountMapList(host, {
      onPoint(_, place, aloud) {
        const values = place === null ? [] : summed.map((sums) => rough(sums[place]!));
        const [soFar, whole, missing] = values;
        readout.say(
          place === null || missing === undefined
            ? null
            : words.sums(placeName(place, width), soFar!, whole!, missing),
          aloud,
        );
      },
    });
    sums.element.classList.add("sums");
    const missingLegend = mountScaleLegend(host);
    const some = h("p", { class: "hint" });
    host.append(some);
    const list = mountMapList(host, {
      onPoint(index, place, aloud) {
        const item = listed[index];
        const value = place === null ? undefined : item?.values[place];
        if (place === null || !item || value === undefined) return readout.say(null);
        readout.say(words.pixel(item.unit + 1, placeName(place, width), rough(value)), aloud);
      },
      onPick(map) {
        const item = listed[map];
        if (!item || !known) return;
        const { index, block, before, input } = known.answer;
        // The place at which the channel says most; a dense layer's is its only one.
        const units = block.parameters[0].shape[0]!;
        let place = 0;
        for (let at = 0; at < input.length / units; at++) {
          const [here, best] = [input[at * units + item.unit]!, input[place * units + item.unit]!];
          if (Math.abs(here) > Math.abs(best)) place = at;
        }
        store.set({ insideUnit: before && unitOf(before, index - 1, { unit: item.unit, place }) });
      },
    });
    const legend = mountScaleLegend(host);
    const readout = mountReadout(host, text.decoder.hint);
    host.append(checked);
    const table = mountValueTable(host, text.decoder.numbers);

    /** A pixel's values as one number: the mean of its colours. */
    const flat = (values: Float32Array) =>
      channels === 1
        ? values
        : Float32Array.from({ length: values.length / channels }, (_, place) => {
            let sum = 0;
            for (let i = 0; i < channels; i++) sum += values[place * channels + i]!;
            return sum / channels;
          });

    /** One that was read for others alone leaves this panel as it is. */
    function take(traced: Traced): void {
      if (known?.traced === traced) return;
      const answer = lastLayerOf(traced);
      if (!answer) return;
      const [weight, bias] = tensorsOf(answer.weights);
      const strokes = strokesOf(answer.block, weight, answer.input);
      const units = answer.block.parameters[0].shape[0]!;
      const order = ranked(strokes, units);
      const all = painted(bias, strokes, order.units, answer.output.length);
      known = { traced, answer, strokes, weight, bias, ranked: order, all };
    }
    /** The largest value of a unit's, which a dense layer has one of. */
    function valueOf(unit: number): number {
      const { input, block } = known!.answer;
      const units = block.parameters[0].shape[0]!;
      let value = 0;
      for (let at = unit; at < input.length; at += units)
        if (Math.abs(input[at]!) > Math.abs(value)) value = input[at]!;
      return value;
    }
    function show(): void {
      if (!known) return;
      const { answer, strokes, weight, bias, ranked, all } = known;
      const { units, shares } = ranked;
      const size = answer.output.length;
      const { likelihood } = state.options.model;
      const [now, live] = [performance.now(), state.phase === "training"];
      const n = Math.min(added ?? units.length, units.length);
      count.max = String(units.length);
      count.valueAsNumber = n;
      const upTo = (share: number) => shares.findIndex((carried) => carried >= share - 1e-9) + 1;
      setText(carried, n === 0 ? words.bias : words.carried(n, units.length, percent(shares[n - 1]!)));
      setText(reach, words.reach(upTo(0.8), upTo(0.95)));

      const partial = painted(bias, strokes, units.slice(0, n), size);
      const missing = flat(all.map((value, i) => value - partial[i]!));
      summed = [flat(partial), flat(all), missing];
      const ofMissing = { scale: scales.missing.next(largest(missing), now, live), signed: true };
      const image = (name: string, output: Float32Array): MapItem => ({
        name,
        note: "",
        pixels: { ...stack, pixels: output.map((value) => expected(likelihood, value)) },
        label: text.decoder.output.aboutImage(name),
      });
      sums.update([
        image(words.soFar, partial),
        image(words.whole, all),
        {
          name: words.missing,
          note: "",
          pixels: { values: missing, height, width, ...ofMissing },
          label: text.decoder.output.about(
            words.missing,
            rough(Math.min(...missing)),
            rough(Math.max(...missing)),
          ),
        },
      ]);
      missingLegend.update(ofMissing);
      setText(checked, words.checked(magnitude(largest(all.map((value, i) => value - answer.output[i]!)))));

      // A convolution's weights are those of its window.
      const { layer } = answer.block;
      const side = layer.kind === "dense" ? { height, width } : squareOf(layer.window.size);
      const ofWeights = shows === "weights";
      const area = ofWeights ? side : { height, width };
      const from = ofWeights ? weight : strokes;
      const step = area.height * area.width * channels;
      listed = units.slice(0, most).map((unit) => ({
        unit,
        values: flat(from.subarray(unit * step, (unit + 1) * step)),
      }));
      const scale = scales.part.next(Math.max(...listed.map(({ values }) => largest(values))), now, live);
      setText(some, words.some(listed.length, units.length));
      const { insideUnit } = state;
      list.update(
        listed.map(({ unit, values }, i) => {
          const share = percent(shares[i]! - (shares[i - 1] ?? 0));
          return {
            name: words.unit(unit + 1),
            note: layer.kind === "dense" ? words.note(rough(valueOf(unit)), share) : words.mapNote(share),
            pixels: { values, ...area, scale, signed: true },
            label: ofWeights ? words.aboutWeights(unit + 1) : words.about(unit + 1, share),
            selected:
              answer.before !== null &&
              insideUnit?.block === answer.index - 1 &&
              shownAs(answer.before, insideUnit).unit === unit,
          };
        }),
      );
      legend.update({ scale, signed: true });
      const { unit, value, share } = words.table;
      table.update(() => ({
        caption: words.title,
        head: [unit, value, share],
        rows: units.map((unit, i) => [number(unit + 1), rough(valueOf(unit)), percent(shares[i]!)]),
      }));
    }

    return {
      update(_, { traced }) {
        if (!traced) return;
        take(traced);
        choice.show(shows);
        show();
      },
      destroy() {
        released.abort();
        sums.destroy();
        list.destroy();
        table.destroy();
      },
    };
  },
};

const squareOf = (side: number) => ({ height: side, width: side });
