import { createDialog } from "../dialog";
import { h } from "../dom";
import { text } from "../text/later";

const words = text.keys;

/** A list of all keys, over the page, until it is closed. */
export function showKeys(frame: HTMLElement, signal: AbortSignal): void {
  const groups = words.groups.flatMap(({ where, keys }) => [
    h("tr", {}, h("th", { colspan: 2, scope: "rowgroup" }, where)),
    ...keys.map(([key, does]) => h("tr", {}, h("td", {}, h("kbd", {}, key!)), h("td", {}, does!))),
  ]);
  const table = h(
    "table",
    {},
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, words.key), h("th", { scope: "col" }, words.does))),
    h("tbody", {}, ...groups),
  );
  const { dialog } = createDialog(frame, words, "keys", signal, table);
  dialog.addEventListener("close", () => dialog.remove());
  dialog.showModal();
}
