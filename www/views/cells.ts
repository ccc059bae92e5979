import { h, setText } from "../dom";

/** A number in a grid; null where nothing lies, and zero past an edge where it is `past`. */
export interface Cell {
  value: number | null;
  past?: boolean;
}

/** A small grid of numbers in the colours of their signs. */
export function mountCells(host: HTMLElement) {
  const caption = h("caption", {});
  const body = h("tbody", {});
  const table = h("table", { class: "cells" }, caption, body);
  host.append(table);
  let cells: HTMLTableCellElement[] = [];
  let wide = 0;
  /** What is in each of them, in short. */
  let shown: string[] = [];

  function build(count: number, columns: number): void {
    cells = Array.from({ length: count }, () => h("td", {}));
    wide = columns;
    shown = [];
    const rows = Array.from({ length: Math.ceil(count / columns) }, (_, row) =>
      h("tr", {}, ...cells.slice(row * columns, (row + 1) * columns)),
    );
    body.replaceChildren(...rows);
  }

  return {
    /** `scale` is where the colour is strongest; `past` is what is said of a zero past the edge. */
    update(
      values: readonly Cell[],
      {
        columns,
        scale,
        name,
        digits,
        past,
      }: { columns: number; scale: number; name: string; digits(value: number): string; past: string },
    ) {
      if (values.length !== cells.length || columns !== wide) build(values.length, columns);
      setText(caption, name);
      values.forEach(({ value, past: beyond = false }, i) => {
        const cell = cells[i]!;
        const written = value === null ? "" : digits(value);
        const sign = !value ? "" : value < 0 ? "negative" : "positive";
        const part = scale > 0 ? Math.min(1, Math.abs(value ?? 0) / scale).toFixed(3) : "0";
        // Most cells stay as they are while a window moves.
        const key = `${written} ${sign} ${part} ${beyond}`;
        if (shown[i] === key) return;
        shown[i] = key;
        setText(cell, written);
        cell.classList.toggle("past", beyond);
        cell.title = beyond ? past : "";
        cell.dataset["sign"] = sign;
        cell.style.setProperty("--part", part);
      });
    },
    destroy: () => table.remove(),
  };
}
