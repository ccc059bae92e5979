import { h } from "../dom";
import { text } from "../text";
import { takeRows, type ImageStack } from "./raster";
import { createThumbnail, type Thumbnail } from "./thumbnail";

export interface PairsData {
  /** The rows shown. */
  rows: Uint32Array;
  /** Their reconstructions, in the same order; null before the first. */
  reconstructions: Float32Array | null;
  /** The class of each of them; undefined where it has none. */
  names: readonly (string | undefined)[];
  a: number;
  b: number;
}

interface Pair {
  button: HTMLButtonElement;
  original: Thumbnail;
  reconstruction: Thumbnail;
}

/** Originals, each above what the model makes of it; pressing one picks it. */
export function mountImagePairs(
  host: HTMLElement,
  options: {
    images: ImageStack;
    testOnly: boolean;
    onPick(row: number): void;
  },
) {
  const { images } = options;
  const words = text.views.pairs;
  const list = h("div", {
    class: "pairs",
    role: "group",
    "aria-label": words.label(options.testOnly),
  });
  host.append(list);
  const released = new AbortController();
  let rows = new Uint32Array();
  let pairs: Pair[] = [];

  function build(count: number): void {
    for (const pair of pairs) {
      pair.original.destroy();
      pair.reconstruction.destroy();
    }
    list.replaceChildren();
    pairs = Array.from({ length: count }, (_, index) => {
      const button = h("button", { type: "button", class: "pair" });
      list.append(button);
      const pair = { button, original: createThumbnail(button), reconstruction: createThumbnail(button) };
      button.addEventListener("click", () => options.onPick(rows[index]!), { signal: released.signal });
      return pair;
    });
  }

  return {
    update(data: PairsData) {
      if (data.rows.length !== pairs.length) build(data.rows.length);
      rows = new Uint32Array(data.rows);
      const outputs = data.reconstructions && { ...images, pixels: data.reconstructions };
      pairs.forEach(({ button, original, reconstruction }, index) => {
        const row = rows[index]!;
        const slot = row === data.a ? "A" : row === data.b ? "B" : "";
        button.dataset["slot"] = slot;
        const picked = slot ? words.picked(slot) : "";
        const name = data.names[index];
        const of = name === undefined ? "" : words.ofClass(name);
        button.setAttribute("aria-label", `${words.image(row, options.testOnly)}${of}${picked}`);
        original.show(takeRows(images, [row]));
        reconstruction.show(outputs && takeRows(outputs, [index]));
      });
    },
    destroy() {
      released.abort();
      build(0);
      list.remove();
    },
  };
}
