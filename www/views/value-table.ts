import { h } from "../dom";

export interface Table {
  caption: string;
  head: readonly string[];
  /** As many cells a row as the head has. */
  rows: readonly (readonly string[])[];
}

/** The numbers of a picture as a table, which is made only while it is open. */
export function mountValueTable(host: HTMLElement, summary: string) {
  const released = new AbortController();
  const table = h("table", {});
  const element = h(
    "details",
    { class: "value-table" },
    h("summary", {}, summary),
    // What scrolls has to be reached by keys.
    h("div", { class: "value-table-stage", tabindex: 0, role: "group", "aria-label": summary }, table),
  );
  host.append(element);
  let make: (() => Table) | null = null;

  function show(): void {
    if (!element.open) return table.replaceChildren();
    if (!make) return;
    const { caption, head, rows } = make();
    table.replaceChildren(
      h("caption", {}, caption),
      h("thead", {}, h("tr", {}, ...head.map((name) => h("th", { scope: "col" }, name)))),
      h(
        "tbody",
        {},
        ...rows.map(([first, ...cells]) =>
          h("tr", {}, h("th", { scope: "row" }, first!), ...cells.map((cell) => h("td", {}, cell))),
        ),
      ),
    );
  }

  element.addEventListener("toggle", show, { signal: released.signal });
  return {
    element,
    update(next: () => Table) {
      make = next;
      show();
    },
    destroy() {
      released.abort();
      element.remove();
    },
  };
}
