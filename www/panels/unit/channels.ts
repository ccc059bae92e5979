import { h, setText } from "../../dom";
import {
  byChannel,
  cellsOf,
  coversOf,
  inputMap,
  placesOf,
  product,
  sumOf,
  type ChannelPart,
} from "../../inside/arithmetic/products";
import { largest } from "../../inside/scales";
import { text } from "../../text/later";
import { mountCells } from "../../views/cells";
import { mountScaleLegend } from "../../views/scale-legend";
import { mountValueMap, type Box } from "../../views/value-map";
import { createPages } from "../pages";
import { rounded, type Digits } from "./digits";
import { placeName, signedInput, type Opened } from "./opened";

const words = text.unit.sum;

/** Channels on a page. */
const pageSize = 8;

/** A cell has little room: three digits that count, and none beyond the fourth place. */
const inCell = (digits: Digits): Digits =>
  digits === rounded ? (value) => digits(Number(Number(value.toPrecision(3)).toFixed(4))) : digits;

/** What all cards of a page have in common. */
interface Shared {
  opened: Opened;
  input: Float32Array;
  /** Of the input's values, whether they have a sign, and from where on colours are strongest. */
  signed: boolean;
  inputs: number;
  weights: number;
  products: number;
}

/** Every `channels`th value from one on: a channel's map. */
const mapOf = (values: Float32Array, channel: number, channels: number): Float32Array =>
  Float32Array.from({ length: values.length / channels }, (_, i) => values[i * channels + channel]!);

/** Where the window lies on the input: as a whole, or of a transposed one the places that are used. */
function boxesOf({ block, unit }: Opened): { boxes: Box[]; margin: number; said: string } {
  const { layer } = block;
  if (layer.kind === "dense") return { boxes: [], margin: 0, said: "" };
  const { window } = layer;
  if (layer.kind === "transposedConvolution") {
    const covering = coversOf(window, unit.place);
    const places = covering.map(({ row, column }) => words.place(row + 1, column + 1));
    const boxes = covering.map(({ row, column }) => ({ row, column, rows: 1, columns: 1 }));
    return { boxes, margin: 0, said: words.covers(places) };
  }
  const { size, stride, padding } = window;
  const [, columns] = placesOf(window);
  const row = Math.floor(unit.place / columns) * stride - padding;
  const column = (unit.place % columns) * stride - padding;
  const said = words.box(row + 1, column + 1);
  return { boxes: [{ row, column, rows: size, columns: size }], margin: padding, said };
}

/** One input channel: its map, and the products it is part of. */
function mountChannel(host: HTMLElement) {
  const title = h("h4", {});
  const body = h("div", { class: "unit-channel-body" });
  const element = h("article", { class: "unit-channel" }, title, body);
  host.append(element);
  const figure = (name: string) => {
    const stage = h("div", {});
    const element = h("figure", { class: "unit-map" }, stage, h("figcaption", {}, name));
    body.append(element);
    return { element, map: mountValueMap(stage, name) };
  };
  const times = () => h("span", { class: "unit-sign", "aria-hidden": "true" }, "×");
  const equals = () => h("span", { class: "unit-sign", "aria-hidden": "true" }, "=");
  const input = figure(words.maps.input);
  const dense = h("div", { class: "unit-dense" });
  const windowed = h("div", { class: "unit-cells" });
  const signs = [times(), equals()] as const;
  body.append(signs[0]);
  const weights = figure(words.maps.weight);
  body.append(signs[1]);
  const products = figure(words.maps.product);
  body.append(dense, windowed);
  const window = mountCells(windowed);
  windowed.append(times());
  const kernel = mountCells(windowed);
  windowed.append(equals());
  const result = mountCells(windowed);

  return {
    update(part: ChannelPart | null, shared: Shared) {
      element.hidden = !part;
      if (!part) return;
      const { opened, signed } = shared;
      const { block, value, digits, tensors, unit } = opened;
      const { height, width, channels } = inputMap(block);
      const [number, sum] = [part.channel + 1, digits(part.sum)];
      setText(title, channels === 1 ? words.only(sum) : words.channel(number, sum));
      const { boxes, margin, said } = boxesOf(opened);
      const whole = { height, width };
      input.map.update({
        ...whole,
        values: mapOf(shared.input, part.channel, channels),
        scale: shared.inputs,
        signed,
        margin,
        boxes,
        label: said ? words.inputMap(number, said) : words.map(words.maps.input, number),
      });
      const cells = cellsOf(block, tensors, value.products, unit, part.channel);
      windowed.hidden = !cells;
      weights.element.hidden = products.element.hidden = cells !== null;
      for (const sign of signs) sign.hidden = cells !== null;
      if (!cells) {
        const own = (of: (i: number) => number) => Float32Array.from(part.places, of);
        const map = (values: Float32Array, scale: number, what: string) => ({
          ...whole,
          values,
          scale,
          signed: true,
          boxes: [],
          label: words.map(what, number),
        });
        weights.map.update(
          map(
            own((i) => value.products.weights[i]!),
            shared.weights,
            words.maps.weight,
          ),
        );
        products.map.update(
          map(
            own((i) => product(value.products, i)),
            shared.products,
            words.maps.product,
          ),
        );
        return;
      }
      const columns = Math.sqrt(cells.kernel.length);
      const common = { columns, digits: inCell(digits), past: words.past };
      const { inputs, at } = value.products;
      const past = (i: number | null) => i !== null && at[i]! < 0;
      const name = block.layer.kind === "convolution" ? words.window.convolution : words.window.transposed;
      window.update(
        cells.products.map((i) => ({ value: i === null ? null : inputs[i]!, past: past(i) })),
        { ...common, scale: shared.inputs, name },
      );
      kernel.update(
        cells.kernel.map((value) => ({ value })),
        { ...common, scale: shared.weights, name: words.kernel },
      );
      result.update(
        cells.products.map((i) => ({ value: i === null ? null : product(value.products, i), past: past(i) })),
        { ...common, scale: shared.products, name: words.product },
      );
    },
    destroy() {
      for (const { map } of [input, weights, products]) map.destroy();
      element.remove();
    },
  };
}

/** The input's channels, those that add most first, a page at a time; and how they sum up. */
export function mountChannels(host: HTMLElement) {
  const released = new AbortController();
  const ranked = h("p", { class: "hint" });
  const list = h("div", { class: "unit-channels" });
  const totals = h("tbody", {});
  const table = h("table", { class: "unit-terms" }, totals);
  let page = 0;
  let shown: Opened | null = null;
  /** In the order in which they stand, which stays while they are pointed at. */
  let order: number[] = [];
  const pages = createPages(words.pages, pageSize, released.signal, (next) => {
    page = next;
    show(shown);
  });
  const legends = h("div", { class: "unit-legends" });
  const element = h("div", {}, ranked, legends, list, pages.element, table);
  host.append(element);
  const legend = mountScaleLegend(legends);
  const note = h("p", { class: "scale-legend" });
  legends.append(note);
  const cards: ReturnType<typeof mountChannel>[] = [];

  function show(opened: Opened | null): void {
    element.hidden = !opened;
    const before = shown;
    shown = opened;
    if (!opened) return;
    const { block, reading, unit, value, digits, state } = opened;
    const { products } = value;
    const { channels } = inputMap(block);
    const same = before?.unit.block === unit.block;
    if (!same) page = 0;
    const parts = byChannel(products, channels);
    const held = same && before?.unit === unit && list.matches(":hover") && order.length === parts.length;
    if (!held) order = parts.map(({ channel }) => channel);
    const byNumber = new Map(parts.map((part) => [part.channel, part]));
    const first = page * pageSize;
    const here = order.slice(first, first + pageSize).map((channel) => byNumber.get(channel)!);
    const input = reading.input(unit.block)!;
    const own = here.map(({ channel }) => largest(mapOf(input, channel, channels)));
    const isImage = unit.block === 0;
    const all =
      state.insideScale === "network"
        ? Math.max(...reading.blocks.map((_, i) => largest(reading.output(i) ?? [])))
        : largest(input);
    const shared: Shared = {
      opened,
      input,
      signed: signedInput(opened),
      inputs: isImage ? 1 : all,
      weights: largest(products.weights),
      products: largest(Float32Array.from(products.at, (_, i) => product(products, i))),
    };
    setText(ranked, channels === 1 ? "" : words.ranked(here.length, channels));
    ranked.hidden = channels === 1;
    while (cards.length < here.length) cards.push(mountChannel(list));
    const ofUnit = state.insideScale === "unit" && !isImage;
    cards.forEach((card, i) =>
      card.update(here[i] ?? null, ofUnit ? { ...shared, inputs: own[i] ?? 0 } : shared),
    );
    legend.update({ scale: ofUnit ? own : shared.inputs, signed: shared.signed });
    setText(note, words.scale(digits(shared.weights), digits(shared.products)));
    pages.show(page, channels);
    const sum = here.reduce((sum, { sum: part }) => sum + part, 0);
    const products_ = sumOf(products);
    const line = (name: string, value: number) =>
      h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, digits(value)));
    const total = line(words.total, products_ + products.bias);
    total.className = "total";
    // A dense layer's products are summed up in their own table.
    table.hidden = block.layer.kind === "dense";
    totals.replaceChildren(
      line(words.shownChannels(here.length), sum),
      ...(channels > here.length ? [line(words.otherChannels(channels - here.length), products_ - sum)] : []),
      line(words.bias, products.bias),
      total,
    );
  }

  return {
    update: show,
    destroy() {
      released.abort();
      for (const card of cards) card.destroy();
      legend.destroy();
    },
  };
}

/** The place of a unit's map in words. */
export const placeInWords = ({ unit, size }: Opened): string =>
  words.place(...placeName(unit.place, size.width));
