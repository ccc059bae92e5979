import { h, setText } from "../../dom";
import { project, type Projection } from "../../plane/projection";
import type { Hole } from "../../run/store/instrument";
import { text } from "../../text/later";
import { fixed, number } from "../../text/format";
import { takeRows, type ImageStack } from "../../views/raster";
import { createThumbnail, type Thumbnail } from "../../views/thumbnail";

const words = text.prior.holes;

/** Below this density there are no codes worth a ratio. */
const none = 1e-5;

/** How much denser the prior is there. */
function told({ prior, codes }: Hole): string {
  if (codes < none) return words.empty;
  const times = prior / codes;
  return words.times(times < 10 ? fixed(times, 1) : number(Math.round(times)));
}

/** What is decoded for a list of holes: each hole, and its denser place where there is one. */
export const decodedPlaces = (holes: readonly Hole[]): Float32Array[] =>
  holes.flatMap(({ z, dense }) => (dense ? [z, dense] : [z]));

/** Holes as buttons, each with what the decoder draws there and beside it. */
export function mountHoleList(host: HTMLElement, onPick: (hole: Hole) => void) {
  const note = h("p", { class: "help" });
  const list = h("ol", { class: "holes" });
  host.append(h("h3", {}, words.title), note, list);
  let thumbnails: Thumbnail[] = [];
  let released = new AbortController();

  function clear(): void {
    released.abort();
    released = new AbortController();
    thumbnails.forEach((thumbnail) => thumbnail.destroy());
    thumbnails = [];
    list.replaceChildren();
  }
  function item(hole: Hole, i: number, plane: Projection): HTMLElement {
    const pictures = h("span", { class: "hole-images" });
    thumbnails.push(createThumbnail(pictures));
    if (hole.dense) thumbnails.push(createThumbnail(pictures));
    const place = project(plane, hole.z).map((value, axis) => `${plane.names[axis]} = ${fixed(value, 2)}`);
    const about = [words.place(place), told(hole), ...(hole.dense ? [] : [words.nowhere])];
    const button = h(
      "button",
      { type: "button", class: "hole" },
      pictures,
      h("span", {}, h("strong", {}, words.hole(i + 1)), ...about.map((line) => h("span", {}, line))),
    );
    button.addEventListener("click", () => onPick(hole), { signal: released.signal });
    return h("li", {}, button);
  }

  return {
    show(holes: readonly Hole[], plane: Projection) {
      clear();
      setText(note, holes.length > 0 ? words.caption : words.none);
      list.append(...holes.map((hole, i) => item(hole, i, plane)));
    },
    /** The decoded places, in their order; null where they are not known yet. */
    picture(images: ImageStack | null) {
      thumbnails.forEach((thumbnail, i) => thumbnail.show(images && takeRows(images, [i])));
    },
    destroy: clear,
  };
}
