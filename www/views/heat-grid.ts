import { h, setText } from "../dom";
import { isolated } from "../text/isolate";

export interface HeatCell {
  text: string;
  /** What it says by itself, without its row's and column's heads beside it. */
  label: string;
  /** How strong its colour is, between 0 and 1. */
  share: number;
  /** It stands out among those of its kind. */
  marked: boolean;
}

export interface HeatRow {
  name: string;
  cells: HeatCell[];
}

export interface HeatData {
  caption: string;
  columns: readonly string[];
  rows: readonly HeatRow[];
  /** What is said of each column below all rows. */
  foot?: readonly { name: string; cells: readonly string[] }[];
  selected: readonly [row: number, column: number] | null;
}

const pictured = { "data-pictured": true };

/** A table of numbers, each the stronger in colour the larger it is; arrow keys go from cell to cell. */
export function mountHeatGrid(
  host: HTMLElement,
  kind: string,
  onCell: (row: number, column: number) => void,
) {
  const table = h("table", { class: `heat-grid ${kind}`, role: "grid" });
  host.append(table);
  const released = new AbortController();
  const { signal } = released;
  let cells: HTMLElement[][] = [];
  let below: HTMLElement[][] = [];
  /** The heads of columns and rows that it was built with. */
  let heads = "";
  let at: [row: number, column: number] = [0, 0];

  function move(row: number, column: number, focus = true): void {
    const next = cells[row]?.[column];
    if (!next) return;
    cells[at[0]]?.[at[1]]?.setAttribute("tabindex", "-1");
    next.tabIndex = 0;
    at = [row, column];
    if (focus) next.focus();
  }

  function placeOf(target: EventTarget | null): [number, number] | null {
    const cell = (target as Element | null)?.closest<HTMLElement>("[role=gridcell]");
    const row = cells.findIndex((all) => all.includes(cell!));
    return row < 0 ? null : [row, cells[row]!.indexOf(cell!)];
  }

  function choose(place: [number, number]): void {
    for (const cell of cells.flat()) cell.setAttribute("aria-selected", "false");
    cells[place[0]]![place[1]]!.setAttribute("aria-selected", "true");
    onCell(...place);
  }

  table.addEventListener(
    "click",
    (event) => {
      const place = placeOf(event.target);
      if (!place) return;
      move(...place);
      choose(place);
    },
    { signal },
  );
  table.addEventListener(
    "keydown",
    (event) => {
      const [row, column] = at;
      const places: Record<string, [number, number]> = {
        ArrowUp: [row - 1, column],
        ArrowDown: [row + 1, column],
        ArrowLeft: [row, column - 1],
        ArrowRight: [row, column + 1],
        Home: [row, 0],
        End: [row, (cells[row]?.length ?? 0) - 1],
      };
      const next = places[event.key];
      if (next) move(...next);
      else if (event.key === "Enter" || event.key === " ") choose(at);
      else return;
      event.preventDefault();
    },
    { signal },
  );

  function dress(cell: HTMLElement, { text, label, share, marked }: HeatCell, chosen: boolean): void {
    setText(cell, text);
    cell.setAttribute("aria-selected", String(chosen));
    cell.setAttribute("aria-label", label);
    cell.classList.toggle("marked", marked);
    cell.style.setProperty("--share", `${100 * share}%`);
  }

  /** Cells anew for other rows or columns. While these are the same they are kept, and with them focus and presses. */
  function build({ caption, columns, rows, foot = [] }: HeatData): void {
    cells = rows.map((row) => row.cells.map(() => h("td", { role: "gridcell", tabindex: -1, ...pictured })));
    const head = (scope: "row" | "col", name: string) => h("th", { scope, title: name, ...pictured }, name);
    const line = (name: string, of: HTMLElement[]) =>
      h("tr", { role: "row" }, head("row", isolated(name)), ...of);
    const heads = columns.map((name) => head("col", isolated(name)));
    below = foot.map((row) => row.cells.map(() => h("td", pictured)));
    table.replaceChildren(
      h("caption", pictured, caption),
      h("thead", {}, h("tr", { role: "row" }, h("td", { role: "presentation" }), ...heads)),
      h("tbody", {}, ...rows.map(({ name }, i) => line(name, cells[i]!))),
      ...(foot.length > 0 ? [h("tfoot", {}, ...foot.map(({ name }, i) => line(name, below[i]!)))] : []),
    );
  }

  return {
    update(data: HeatData, label: string) {
      const { columns, rows, foot = [], selected } = data;
      table.setAttribute("aria-label", label);
      const next = JSON.stringify([columns, rows.map(({ name }) => name)]);
      if (next !== heads) {
        const focused = table.contains((table.getRootNode() as ShadowRoot).activeElement);
        heads = next;
        build(data);
        const [row, column] = at;
        at = [0, 0];
        if (cells[row]?.[column]) move(row, column, focused);
        else move(0, 0, focused);
      }
      rows.forEach((row, i) =>
        row.cells.forEach((cell, j) => dress(cells[i]![j]!, cell, selected?.[0] === i && selected[1] === j)),
      );
      foot.forEach((row, i) => row.cells.forEach((told, j) => setText(below[i]![j]!, told)));
    },
    destroy() {
      released.abort();
      table.remove();
    },
  };
}
