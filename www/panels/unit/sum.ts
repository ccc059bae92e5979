import { h, setText } from "../../dom";
import { byChannel, coversOf, inputMap, largestProducts, sumOf } from "../../inside/arithmetic/products";
import { outputAt } from "../../inside/arithmetic/value";
import { largest } from "../../inside/scales";
import type { Store } from "../../run/store";
import { text } from "../../text/later";
import { mountValueMap } from "../../views/value-map";
import { mountChannels, placeInWords } from "./channels";
import { layerCode } from "./code";
import { formula, operand, row, sub, sumOver } from "./mathml";
import { stated, type Opened } from "./opened";
import { createStep } from "./step";
import { mountTerms } from "./terms";

const words = text.unit.sum;

/** How long the window stays at a place while it moves by itself. */
const playMs = 400;
/** Products or channels that the formula names one by one. */
const named = 3;
/** With more channels, a dense layer's input is no picture. */
const pictured = 3;

/** The sum with its numbers: the bias, the largest parts, and the rest. */
function numbers({ value, block, digits }: Opened): Element {
  const { products } = value;
  const total = sumOf(products) + products.bias;
  const rest = (value: number, count: number) => (count > 0 ? ["+", operand(digits(value))] : []);
  if (block.layer.kind === "dense") {
    const { places, others, rest: other } = largestProducts(products, named);
    const terms = places.flatMap((i) => [
      "+",
      operand(digits(products.inputs[i]!)),
      "×",
      operand(digits(products.weights[i]!)),
    ]);
    return formula(operand(digits(products.bias)), ...terms, ...rest(other, others), "=", digits(total));
  }
  const parts = byChannel(products, inputMap(block).channels);
  const terms = parts.slice(0, named).flatMap(({ sum }) => ["+", operand(digits(sum))]);
  const other = parts.slice(named);
  const sum = other.reduce((sum, part) => sum + part.sum, 0);
  return formula(operand(digits(products.bias)), ...terms, ...rest(sum, other.length), "=", digits(total));
}

function general({ block: { layer } }: Opened): Element {
  const [stride, padding] =
    layer.kind === "dense" ? [] : [layer.window.stride, layer.window.padding].map(String);
  switch (layer.kind) {
    case "dense":
      return formula("a", "=", "b", "+", sumOver("i"), sub("x", "i"), sub("w", "i"));
    case "convolution":
      return formula(
        sub("a", row("r", ",", "s")),
        "=",
        "b",
        "+",
        sumOver(row("k", ",", "i", ",", "j")),
        sub(
          "x",
          row("k", ",", stride!, "r", "+", "i", "−", padding!, ",", stride!, "s", "+", "j", "−", padding!),
        ),
        sub("w", row("k", ",", "i", ",", "j")),
      );
    case "transposedConvolution":
      return formula(
        sub("a", row("u", ",", "v")),
        "=",
        "b",
        "+",
        sumOver(row("k", ",", "r", ",", "s")),
        sub("x", row("k", ",", "r", ",", "s")),
        sub(
          "w",
          row(
            "k",
            ",",
            row("u", "+", padding!, "−", stride!, "r"),
            ",",
            row("v", "+", padding!, "−", stride!, "s"),
          ),
        ),
      );
  }
}

/** What a value of a layer is the sum of. */
export function mountSum(host: HTMLElement, store: Store) {
  const released = new AbortController();
  const step = createStep(host, "sum");
  let shown: Opened | null = null;
  let playing = 0;

  function go(place: number): void {
    if (shown) store.set({ insideUnit: stated({ ...shown.unit, place }, shown.block) });
  }
  const stage = h("div", {});
  const play = h("button", { type: "button" });
  const picture = h("figure", { class: "unit-map output" }, stage, h("figcaption", {}, words.outputs));
  const outputs = h("div", { class: "unit-outputs" }, picture, play);
  step.body.append(outputs);
  const map = mountValueMap(stage, words.outputs, {
    role: words.role,
    onPick: (place) => {
      halt();
      go(place);
    },
    onMove(rows, columns) {
      halt();
      if (!shown) return;
      const { unit, size } = shown;
      const row = Math.floor(unit.place / size.width) + rows;
      const column = (unit.place % size.width) + columns;
      if (row >= 0 && row < size.height && column >= 0 && column < size.width) go(row * size.width + column);
    },
  });
  const channels = mountChannels(step.body);
  const terms = mountTerms(step.body);

  function halt(): void {
    clearInterval(playing);
    playing = 0;
    setText(play, words.play);
  }
  play.addEventListener(
    "click",
    () => {
      if (playing) return halt();
      setText(play, words.stop);
      playing = window.setInterval(() => {
        if (!shown || !step.element.checkVisibility()) return halt();
        const { unit, size } = shown;
        go((unit.place + 1) % (size.height * size.width));
      }, playMs);
    },
    { signal: released.signal },
  );
  halt();
  const still = matchMedia("(prefers-reduced-motion: reduce)");

  return {
    update(opened: Opened | null) {
      if (!opened || opened.unit.block !== shown?.unit.block) halt();
      shown = opened;
      if (!opened) return step.show(null);
      const { block, value, size, unit, digits, reading } = opened;
      const { layer } = block;
      const { height, width, channels: inputs } = inputMap(block);
      const total = digits(value.layer.recomputed);
      const said =
        layer.kind === "dense"
          ? words.dense(value.products.at.length)
          : layer.kind === "convolution"
            ? words.convolution(layer.window.size, inputs)
            : words.transposed(coversOf(layer.window, unit.place).length, layer.window.size);
      const result = words.result(digits(sumOf(value.products)), digits(value.products.bias), total);
      step.show({
        title: words.title,
        formulas: [general(opened), numbers(opened)],
        said: `${said} ${result}`,
        checked: value.layer,
        code: layerCode(block, unit, value, value.products),
        digits,
      });
      step.body.dataset.layer = layer.kind;
      const places = size.height * size.width;
      outputs.hidden = places === 1;
      play.hidden = layer.kind === "dense" || still.matches;
      if (places > 1) {
        const own = Float32Array.from({ length: places }, (_, place) =>
          outputAt(reading, unit.block, { unit: unit.unit, place }),
        );
        const at = { row: Math.floor(unit.place / size.width), column: unit.place % size.width };
        map.update({
          values: own,
          height: size.height,
          width: size.width,
          scale: largest(own),
          signed: block.activation !== "relu",
          boxes: [{ ...at, rows: 1, columns: 1 }],
          label: words.outputMap(placeInWords(opened), digits(own[unit.place]!)),
        });
      }
      const windowed = layer.kind !== "dense";
      channels.update(windowed || (height * width > 1 && inputs <= pictured) ? opened : null);
      terms.update(windowed ? null : opened);
    },
    destroy() {
      halt();
      released.abort();
      map.destroy();
      channels.destroy();
    },
  };
}
