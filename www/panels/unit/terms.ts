import { h, setText } from "../../dom";
import { inputMap, largestProducts, product, sumOf } from "../../inside/arithmetic/products";
import { text } from "../../text/later";
import { placeName, type Opened } from "./opened";

const words = text.unit.sum;

/** Products that are listed. */
const most = 12;

/** What an input of a dense layer is called. */
function inputName({ reading, unit, block }: Opened, at: number): string {
  const { height, width, channels } = inputMap(block);
  if (unit.block === reading.plan.encoder.length) return words.latent(at + 1);
  if (height * width === 1) return words.unit(at + 1);
  const [row, column] = placeName(Math.floor(at / channels), width);
  return words.pixel(row, column, channels > 1 ? (at % channels) + 1 : null);
}

/** A number and its part of the largest one, as a bar to the side of its sign. */
const bar = (value: number, scale: number): HTMLElement => {
  const fill = h("span", {});
  fill.style.setProperty("--part", String(scale > 0 ? Math.abs(value) / scale : 0));
  return h(
    "td",
    { class: "signed-bar", "data-sign": value < 0 ? "negative" : "positive", "aria-hidden": "true" },
    fill,
  );
};

/** The largest products of a dense layer's value one by one, and how all of them sum up. */
export function mountTerms(host: HTMLElement) {
  const caption = h("caption", {});
  const body = h("tbody", {});
  const { head } = words;
  const table = h(
    "table",
    { class: "unit-terms" },
    caption,
    h(
      "thead",
      {},
      h(
        "tr",
        {},
        ...[head.input, head.value, head.weight, head.product].map((name) => h("th", { scope: "col" }, name)),
        h("td", {}),
      ),
    ),
    body,
  );
  host.append(h("div", { class: "unit-wide" }, table));
  return {
    update(opened: Opened | null) {
      table.hidden = !opened;
      if (!opened) return;
      const { value, digits } = opened;
      const { products } = value;
      const { places, others, rest } = largestProducts(products, most);
      setText(caption, words.terms(places.length, products.at.length));
      const own = places.map((i) => product(products, i));
      const total = sumOf(products) + products.bias;
      const scale = Math.max(...own.map(Math.abs), Math.abs(rest), Math.abs(products.bias), Math.abs(total));
      const line = (name: string, value: number, ...operands: string[]) =>
        h(
          "tr",
          {},
          h("th", { scope: "row", colspan: 3 - operands.length }, name),
          ...operands.map((operand) => h("td", {}, operand)),
          h("td", {}, digits(value)),
          bar(value, scale),
        );
      const result = line(words.total, total);
      result.className = "total";
      body.replaceChildren(
        ...places.map((i, n) =>
          line(inputName(opened, i), own[n]!, digits(products.inputs[i]!), digits(products.weights[i]!)),
        ),
        ...(others > 0 ? [line(words.others(others), rest)] : []),
        line(words.bias, products.bias),
        result,
      );
    },
  };
}
