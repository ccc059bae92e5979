import { h } from "../dom";
import { isolated } from "../text/isolate";
import { takeRows, type ImageStack } from "./raster";
import { createThumbnail, type Thumbnail } from "./thumbnail";

export interface ImageButton {
  row: number;
  /** What it is called; shown below the image where there is a `caption`. */
  label: string;
  caption?: string;
  pressed?: boolean;
}

/** Images side by side, each of them a button. */
export function mountImageButtons(host: HTMLElement, images: ImageStack, onPick: (row: number) => void) {
  const list = h("div", { class: "image-buttons", role: "group" });
  host.append(list);
  const released = new AbortController();
  let rows: number[] = [];
  let shown: { button: HTMLButtonElement; thumbnail: Thumbnail; caption: HTMLElement }[] = [];

  function build(count: number): void {
    for (const { thumbnail } of shown) thumbnail.destroy();
    shown = Array.from({ length: count }, (_, index) => {
      const button = h("button", { type: "button", class: "image-button" });
      const thumbnail = createThumbnail(button);
      const caption = h("span", { "aria-hidden": "true" });
      button.append(caption);
      button.addEventListener("click", () => onPick(rows[index]!), { signal: released.signal });
      return { button, thumbnail, caption };
    });
    list.replaceChildren(...shown.map(({ button }) => button));
  }

  return {
    update(buttons: ImageButton[], label: string) {
      list.setAttribute("aria-label", label);
      list.hidden = buttons.length === 0;
      if (buttons.length !== shown.length) build(buttons.length);
      buttons.forEach(({ row, label, caption, pressed }, index) => {
        const { button, thumbnail, caption: below } = shown[index]!;
        button.setAttribute("aria-label", label);
        button.title = label;
        if (pressed === undefined) button.removeAttribute("aria-pressed");
        else button.setAttribute("aria-pressed", String(pressed));
        below.textContent = isolated(caption ?? "");
        below.hidden = caption === undefined;
        thumbnail.show(takeRows(images, [row]));
      });
      rows = buttons.map(({ row }) => row);
    },
    destroy() {
      released.abort();
      build(0);
      list.remove();
    },
  };
}
