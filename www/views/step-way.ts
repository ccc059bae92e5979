import { h } from "../dom";
import { mountLayerPicture, type LayerPicture } from "./layer-picture";
import type { ImageStack } from "./raster";
import { createThumbnail } from "./thumbnail";

/** A part of the model: what it gave, how the loss changes with that, and what the step did to it. */
export interface WayPart {
  name: string;
  /** An image, or a layer's values. */
  image?: ImageStack;
  values?: LayerPicture;
  valuesLabel: string;
  valuesNote: string;
  gradient?: LayerPicture;
  gradientLabel: string;
  gradientNote: string;
  note: string;
}

/** What of a part has been reached. */
export interface Reached {
  values: boolean;
  gradient: boolean;
  note: boolean;
  /** It is what the stage is about. */
  now: boolean;
}

interface Shown {
  element: HTMLElement;
  values: HTMLElement;
  gradient: HTMLElement;
  note: HTMLElement;
  pictures: { destroy(): void }[];
}

/** All parts of the model side by side: values above, gradients below them. */
export function mountStepWay(host: HTMLElement, label: string) {
  const list = h("div", { class: "step-way", role: "group", "aria-label": label, tabindex: 0 });
  host.append(list);
  let shown: Shown[] = [];
  /** The first part that the stage is about. */
  let first = -1;

  function picture(cell: HTMLElement, label: string, note: string, layer: LayerPicture) {
    const made = mountLayerPicture(cell, label);
    made.update(layer);
    cell.append(h("small", {}, note));
    return made;
  }

  function thumbnail(cell: HTMLElement, label: string, note: string, image: ImageStack) {
    const frame = h("div", { class: "step-image", role: "img", "aria-label": label });
    cell.append(frame, h("small", {}, note));
    const made = createThumbnail(frame);
    made.show(image);
    return made;
  }

  function mountPart(part: WayPart): Shown {
    const values = h("div", { class: "step-cell" });
    const gradient = h("div", { class: "step-cell" });
    const note = h("small", { class: "step-note" }, part.note);
    const element = h("div", { class: "step-part" }, h("strong", {}, part.name), values, gradient, note);
    // Before its pictures, which take their colours from around them.
    list.append(element);
    const pictures = [
      part.image && thumbnail(values, part.valuesLabel, part.valuesNote, part.image),
      part.values && picture(values, part.valuesLabel, part.valuesNote, part.values),
      part.gradient && picture(gradient, part.gradientLabel, part.gradientNote, part.gradient),
    ];
    return { element, values, gradient, note, pictures: pictures.filter((one) => one !== undefined) };
  }

  function clear(): void {
    for (const { pictures } of shown) pictures.forEach((one) => one.destroy());
    list.replaceChildren();
  }

  return {
    update(parts: readonly WayPart[]) {
      clear();
      shown = parts.map(mountPart);
    },
    /** Of each part, in the same order. */
    reach(all: readonly Reached[]) {
      shown.forEach(({ element, values, gradient, note }, i) => {
        const reached = all[i]!;
        values.toggleAttribute("data-unseen", !reached.values);
        gradient.toggleAttribute("data-unseen", !reached.gradient);
        note.toggleAttribute("data-unseen", !reached.note);
        element.toggleAttribute("data-now", reached.now);
      });
      const now = all.findIndex((one) => one.now);
      if (now === first || now < 0) return;
      first = now;
      const { element } = shown[now]!;
      // The list alone moves, not the page, and only where it is wider than its place.
      list.scrollLeft = element.offsetLeft - list.offsetLeft - (list.clientWidth - element.offsetWidth) / 2;
    },
    destroy() {
      clear();
      list.remove();
    },
  };
}
