import { h } from "../../dom";
import type { Structure } from "../../engine/protocol";
import { blockFacts } from "../../inside/structure";
import { text } from "../../text/later";
import { number } from "../../text/format";
import { blockTitle, kindOf, memory, shapeText } from "./nodes";

const words = text.structure;

/** The drawing's numbers, all of their digits. */
export function structureTable(structure: Structure): HTMLElement {
  const rows = blockFacts(structure).map((facts, i) => {
    const { block, parameters, multiplyAdds, weightBytes, valueBytes } = facts;
    const shapes = `${shapeText(block.input)} → ${shapeText(block.output)}`;
    const values = [number(parameters), number(multiplyAdds), memory(weightBytes), memory(valueBytes)];
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, blockTitle(structure, i)),
      ...[kindOf(facts), shapes, ...values].map((value) => h("td", {}, value)),
    );
  });
  const head = h("tr", {}, ...words.columns.map((name) => h("th", { scope: "col" }, name)));
  const table = h("table", { class: "figures-table" }, h("thead", {}, head), h("tbody", {}, ...rows));
  return h("div", { class: "table-scroll" }, table);
}
