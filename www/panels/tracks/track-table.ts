import { h, setText } from "../../dom";
import { text } from "../../text/later";
import { fixed } from "../../text/format";
import { swatchOf } from "../../views/scene/object-table";
import type { History } from "./following";

const words = text.scene.tracks;

/** A line for each thing that was followed. */
export function mountTrackTable(host: HTMLElement) {
  const body = h("tbody", {});
  const table = h(
    "table",
    { class: "objects" },
    h("caption", { class: "visually-hidden" }, words.table),
    h("thead", {}, h("tr", {}, ...words.columns.map((name) => h("th", { scope: "col" }, name)))),
    body,
  );
  const frame = h("div", { class: "objects-frame", hidden: true }, table);
  host.append(frame);
  return {
    update(histories: readonly History[]) {
      frame.hidden = histories.length === 0;
      while (body.rows.length > histories.length) body.deleteRow(-1);
      histories.forEach(({ id, name, color, first, last, frames }, at) => {
        const row = body.rows[at] ?? addRow(body);
        const [number, ...cells] = row.cells;
        setText(number!, String(id));
        number!.style.setProperty("--swatch", swatchOf(color));
        [name ?? words.unknown, fixed(first, 1), fixed(last, 1), String(frames)].forEach((told, i) =>
          setText(cells[i]!, told),
        );
      });
    },
  };
}

function addRow(body: HTMLTableSectionElement): HTMLTableRowElement {
  const row = body.insertRow();
  row.append(h("th", { scope: "row" }), ...Array.from({ length: 4 }, () => h("td")));
  return row;
}
