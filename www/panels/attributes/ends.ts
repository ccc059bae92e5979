import type { Dataset } from "../../data/dataset";
import { h } from "../../dom";
import type { NamedRows, State, Store } from "../../run/store";
import { text } from "../../text/later";
import { isolated } from "../../text/isolate";

const words = text.walks.attributes;

/** What the images of a class go by, also when another column of labels is in use. */
function classEnd({ classNames, columns, column }: Dataset, label: number): string {
  const name = classNames[label] ?? String(label);
  return columns.length > 1 ? words.ofColumn(columns[column]!.name, name) : name;
}

/** The images of a class. */
function rowsOfClass(dataset: Dataset, label: number): NamedRows {
  const rows: number[] = [];
  dataset.images.labels?.forEach((of, row) => of === label && rows.push(row));
  return { name: classEnd(dataset, label), rows: Uint32Array.from(rows) };
}

/** Chooses both ends of an attribute: a class, or what is selected on the map. */
export function mountEnds(host: HTMLElement, store: Store) {
  const released = new AbortController();
  const { signal } = released;
  const ends = (["attributeFrom", "attributeTo"] as const).map((key) => {
    const from = key === "attributeFrom";
    const name = from ? words.from : words.to;
    const select = h("select", { "aria-label": name });
    select.addEventListener(
      "change",
      () => {
        const { dataset } = store.state;
        // The selection that stands among the classes is chosen already.
        if (dataset && select.value in dataset.classNames)
          store.set({ [key]: rowsOfClass(dataset, Number(select.value)) });
      },
      { signal },
    );
    const take = h("button", { type: "button" }, from ? words.takeFrom : words.takeTo);
    take.addEventListener(
      "click",
      () => {
        const rows = store.state.selection.slice();
        store.set({ [key]: { name: words.selection(rows.length), rows } });
      },
      { signal },
    );
    const label = h("label", { class: "choice-line" }, h("span", {}, name), select);
    return { key, select, take, label };
  });
  host.append(h("div", { class: "attribute-ends" }, ...ends.flatMap(({ label, take }) => [label, take])));
  let listed: Dataset | null = null;

  function fill(select: HTMLSelectElement, dataset: Dataset, chosen: NamedRows | null): void {
    const { classNames } = dataset;
    const known = classNames.findIndex((_, label) => classEnd(dataset, label) === chosen?.name);
    select.replaceChildren(
      h("option", { value: "" }, classNames.length > 0 ? words.choose : words.chooseSelection),
      ...classNames.map((name, label) => h("option", { value: label }, isolated(name))),
      ...(chosen && known < 0 ? [h("option", { value: "own" }, isolated(chosen.name))] : []),
    );
    select.value = known >= 0 ? String(known) : chosen ? "own" : "";
  }

  const shown: Record<string, NamedRows | null> = {};
  return {
    update(state: Readonly<State>) {
      const dataset = state.dataset!;
      for (const { key, select, take } of ends) {
        take.disabled = state.selection.length === 0;
        if (listed === dataset && shown[key] === state[key]) continue;
        shown[key] = state[key];
        fill(select, dataset, state[key]);
      }
      listed = dataset;
    },
    destroy: () => released.abort(),
  };
}
