import { h, setText } from "../dom";
import { text } from "../text/later";
import { fixed } from "../text/format";
import { indexAmong } from "../walks/places";
import { takeRows, type ImageStack } from "./raster";
import { mountStrip } from "./strip";

/** One strip: a dimension and where the image lies along it. */
export interface Traversed {
  name: string;
  note: string;
  dimension: number;
  own: number;
}

const words = text.walks.traversals;

/** More strips than this go in two columns, where there is room. */
const mostInColumn = 3;

/** Strips in one column, or in two where there are many: each with its name, over the same places. */
export function mountTraversals(host: HTMLElement) {
  const columns = [0, 1].map(() => {
    const [rows, scale] = [h("div", { class: "traversal-rows" }), h("div", { class: "traversal-scale" })];
    scale.setAttribute("aria-hidden", "true");
    return { rows, scale, element: h("div", {}, rows, scale) };
  });
  const list = h("div", { class: "traversals" }, ...columns.map(({ element }) => element));
  host.append(list);
  const strips: ReturnType<typeof createRow>[] = [];

  function createRow() {
    const name = h("strong", { "data-pictured": true });
    const note = h("span", { "data-pictured": true });
    const place = h("div", { class: "traversal-strip" });
    const element = h(
      "div",
      { class: "traversal" },
      h("div", { class: "traversal-name" }, name, note),
      place,
    );
    // Where its colours can be read.
    columns[0]!.rows.append(element);
    return { element, name, note, strip: mountStrip(place, words.empty) };
  }

  function resize(count: number): void {
    if (count === strips.length) return;
    for (const { element, strip } of strips.splice(count)) {
      strip.destroy();
      element.remove();
    }
    while (strips.length < count) strips.push(createRow());
    const first = count > mostInColumn ? Math.ceil(count / 2) : count;
    columns[0]!.rows.replaceChildren(...strips.slice(0, first).map(({ element }) => element));
    columns[1]!.rows.replaceChildren(...strips.slice(first).map(({ element }) => element));
    columns[1]!.element.hidden = first === count;
  }

  return {
    /** `images` are those of the first strip, then those of the next; nothing before the first answer. */
    update(rows: Traversed[] | null, places: number[], images: ImageStack | null) {
      resize(rows?.length ?? 0);
      const [from, to] = [places[0] ?? 0, places.at(-1) ?? 0].map((value) => fixed(value, 2));
      for (const { scale } of columns)
        scale.replaceChildren(
          ...places.map((place) => h("span", { "data-pictured": true }, fixed(place, 1))),
        );
      rows?.forEach(({ name, note, dimension, own }, i) => {
        const row = strips[i]!;
        setText(row.name, name);
        setText(row.note, note);
        const numbers = places.map((_, k) => i * places.length + k);
        row.strip.update(
          images && takeRows(images, numbers),
          words.strip(dimension + 1, from!, to!, fixed(own, 2)),
          indexAmong(places, own),
        );
      });
    },
    destroy() {
      resize(0);
      list.remove();
    },
  };
}
