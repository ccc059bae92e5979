import { h } from "../../dom";
import { fiveDigits } from "../../text/format";

export type Cell = string | number;

const written = (cell: Cell) => (typeof cell === "number" ? fiveDigits(cell) : cell);

/** Numbers with a caption; the first cell of a row names it. */
export const numbersTable = (caption: string, head: readonly string[], rows: readonly (readonly Cell[])[]) =>
  h(
    "table",
    { class: "figures-table" },
    h("caption", {}, caption),
    h("thead", {}, h("tr", {}, ...head.map((name) => h("th", { scope: "col" }, name)))),
    h(
      "tbody",
      {},
      ...rows.map(([name, ...cells]) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, written(name!)),
          ...cells.map((cell) => h("td", {}, written(cell))),
        ),
      ),
    ),
  );
