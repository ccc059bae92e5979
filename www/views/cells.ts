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

  function build(count: number, columns: number): void {
    cells = Array.from({ length: count }, () => h("td", {}));
    wide = columns;
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
        setText(cell, value === null ? "" : digits(value));
        cell.classList.toggle("past", beyond);
        cell.title = beyond ? past : "";
        cell.dataset.sign = value === null || value === 0 ? "" : value < 0 ? "negative" : "positive";
        cell.style.setProperty("--part", String(scale > 0 ? Math.min(1, Math.abs(value ?? 0) / scale) : 0));
      });
    },
    destroy: () => table.remove(),
  };
}
