import { h, setText } from "../../dom";
import { text } from "../../text/later";
import type { ImageStack } from "../raster";
import { classColors } from "../theme";
import { createThumbnail, type Thumbnail } from "../thumbnail";

const words = text.scene.table;

/** One line of the list. */
export interface ObjectRow {
  /** Its number in the picture. */
  number: number;
  /** As it stands in the scene, and what the decoder makes of it. */
  seen: ImageStack;
  made: ImageStack;
  /** Null where it is unknown. */
  name: string | null;
  /** How well it is explained, and where it is. */
  score: string;
  place: string;
  color: number;
}

interface Line {
  row: HTMLTableRowElement;
  number: HTMLElement;
  thumbnails: [Thumbnail, Thumbnail];
  name: HTMLInputElement;
  score: HTMLElement;
  place: HTMLElement;
}

/** The colour of a class by its number, or of none. */
export const swatchOf = (color: number) =>
  color < 0 ? "var(--text-muted)" : `var(--class-${color % classColors})`;

/** What was found, as a list: the same for those who don't see the picture, with a field to name each in. */
export function mountObjectTable(
  host: HTMLElement,
  tell: {
    onPoint(at: number | null): void;
    /** A person begins to name the object at this place, and ends with a name. */
    onBegin(at: number): void;
    onName(name: string): void;
  },
) {
  const body = h("tbody", {});
  const head = (name: string) => h("th", { scope: "col" }, name);
  const table = h(
    "table",
    { class: "objects" },
    h("caption", { class: "visually-hidden" }, words.caption),
    h("thead", {}, h("tr", {}, ...words.columns.map(head))),
    body,
  );
  const frame = h("div", { class: "objects-frame", hidden: true }, table);
  host.append(frame);
  const released = new AbortController();
  const { signal } = released;
  let lines: Line[] = [];

  function create(at: number): Line {
    const [number, score, place] = [h("th", { scope: "row" }), h("td"), h("td")];
    const pictures = [h("td", { class: "object-image" }), h("td", { class: "object-image" })] as const;
    const thumbnails: [Thumbnail, Thumbnail] = [createThumbnail(pictures[0]), createThumbnail(pictures[1])];
    const name = h("input", { type: "text", autocomplete: "off", spellcheck: "false" });
    const row = h("tr", {}, number, ...pictures, h("td", {}, name), score, place);
    row.addEventListener("pointerenter", () => tell.onPoint(at), { signal });
    row.addEventListener("pointerleave", () => tell.onPoint(null), { signal });
    name.addEventListener(
      "focus",
      () => {
        tell.onBegin(at);
        tell.onPoint(at);
      },
      { signal },
    );
    name.addEventListener("blur", () => tell.onPoint(null), { signal });
    name.addEventListener("change", () => tell.onName(name.value.trim()), { signal });
    name.addEventListener("keydown", ({ key }) => key === "Enter" && name.blur(), { signal });
    return { row, number, thumbnails, name, score, place };
  }

  /** Lines stay as they are while objects change, so that whoever is in a field stays there. */
  function resize(count: number): void {
    while (lines.length < count) {
      const line = create(lines.length);
      lines.push(line);
      body.append(line.row);
    }
    for (const { row, thumbnails } of lines.splice(count)) {
      for (const thumbnail of thumbnails) thumbnail.destroy();
      row.remove();
    }
  }

  return {
    update(rows: readonly ObjectRow[], pointed: number | null) {
      frame.hidden = rows.length === 0;
      resize(rows.length);
      const { activeElement } = host.getRootNode() as Document | ShadowRoot;
      rows.forEach(({ number, seen, made, name, score, place, color }, at) => {
        const line = lines[at]!;
        setText(line.number, String(number));
        line.number.style.setProperty("--swatch", swatchOf(color));
        line.thumbnails[0].show(seen);
        line.thumbnails[1].show(made);
        line.name.setAttribute("aria-label", words.nameOf(number));
        line.name.placeholder = words.unknown;
        if (activeElement !== line.name) line.name.value = name ?? "";
        setText(line.score, score);
        setText(line.place, place);
        line.row.toggleAttribute("data-pointed", at === pointed);
      });
    },
    destroy() {
      released.abort();
      resize(0);
      frame.remove();
    },
  };
}
