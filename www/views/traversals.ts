import { h, setText } from "../dom";
import { text } from "../text";
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

/** Strips below each other, each with its name, over the same places. */
export function mountTraversals(host: HTMLElement) {
  const list = h("div", { class: "traversals" });
  const scale = h("div", { class: "traversal-scale", "aria-hidden": "true" });
  host.append(list, scale);
  let strips: ReturnType<typeof createRow>[] = [];

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
    list.append(element);
    return { element, name, note, strip: mountStrip(place, words.empty) };
  }

  function resize(count: number): void {
    while (strips.length < count) strips.push(createRow());
    for (const { element, strip } of strips.splice(count)) {
      strip.destroy();
      element.remove();
    }
  }

  return {
    /** `images` are those of the first strip, then those of the next; nothing before the first answer. */
    update(rows: Traversed[] | null, places: number[], images: ImageStack | null) {
      resize(rows?.length ?? 0);
      const [from, to] = [places[0] ?? 0, places.at(-1) ?? 0].map((value) => fixed(value, 2));
      scale.replaceChildren(...places.map((place) => h("span", { "data-pictured": true }, fixed(place, 1))));
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
      scale.remove();
    },
  };
}
