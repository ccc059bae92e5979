import { h } from "../dom";
import { text } from "../text/later";

export interface ConfusionData {
  names: string[];
  /** `names.length ** 2` counts: a row for each true class, a column for each one said. */
  counts: ArrayLike<number>;
  selected: [truth: number, said: number] | null;
}

/** A grid of counts, one cell for each pair of classes; arrow keys go from cell to cell. */
export function mountConfusion(host: HTMLElement, onCell: (truth: number, said: number) => void) {
  const words = text.classify.confusion;
  const table = h("table", { class: "confusion", role: "grid" });
  host.append(table);
  const released = new AbortController();
  const { signal } = released;
  let cells: HTMLElement[][] = [];
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
      const last = cells.length - 1;
      const places: Record<string, [number, number]> = {
        ArrowUp: [row - 1, column],
        ArrowDown: [row + 1, column],
        ArrowLeft: [row, column - 1],
        ArrowRight: [row, column + 1],
        Home: [row, 0],
        End: [row, last],
      };
      const next = places[event.key];
      if (next) move(...next);
      else if (event.key === "Enter" || event.key === " ") choose(at);
      else return;
      event.preventDefault();
    },
    { signal },
  );

  return {
    update({ names, counts, selected }: ConfusionData, label: string) {
      const focused = table.contains((table.getRootNode() as ShadowRoot).activeElement);
      table.setAttribute("aria-label", label);
      cells = names.map((truth, i) => {
        const row = names.map((_, j) => counts[i * names.length + j]!);
        const all = row.reduce((sum, count) => sum + count, 0);
        return row.map((count, j) => {
          const cell = h("td", { role: "gridcell", tabindex: -1 }, String(count));
          cell.setAttribute("aria-selected", String(selected?.[0] === i && selected[1] === j));
          cell.setAttribute("aria-label", words.cell(count, truth, names[j]!));
          cell.classList.toggle("right", i === j);
          // A class' images are all of its row.
          cell.style.setProperty("--share", `${all === 0 ? 0 : (100 * count) / all}%`);
          return cell;
        });
      });
      const heads = names.map((name) => h("th", { scope: "col", title: name }, name));
      const rows = cells.map((row, i) =>
        h("tr", { role: "row" }, h("th", { scope: "row", title: names[i]! }, names[i]!), ...row),
      );
      table.replaceChildren(
        h("caption", {}, words.axes),
        h("thead", {}, h("tr", { role: "row" }, h("td", { role: "presentation" }), ...heads)),
        h("tbody", {}, ...rows),
      );
      const [row, column] = at;
      at = [0, 0];
      if (cells[row]?.[column]) move(row, column, focused);
      else move(0, 0, false);
    },
    destroy() {
      released.abort();
      table.remove();
    },
  };
}
