import { h, setText } from "../dom";
import { mountPixelMap, type Pixels } from "./pixel-map";

/** One map, with its name and a line of numbers. */
export interface MapItem {
  name: string;
  note: string;
  pixels: Pixels | null;
  /** What is seen, for those who don't see it. */
  label: string;
  selected?: boolean;
}

/** Maps side by side, all marking the pixel that is pointed at in one of them. */
export function mountMapList(
  host: HTMLElement,
  options: {
    /** The map and the place on it that is pointed at. */
    onPoint(index: number, place: number | null, aloud: boolean): void;
    onPick?: (index: number, place: number) => void;
    onLeave?: (direction: -1 | 1) => void;
    onEscape?: () => void;
  },
) {
  const list = h("div", { class: "map-list" });
  host.append(list);
  const mounted: {
    figure: HTMLElement;
    name: HTMLElement;
    note: HTMLElement;
    map: ReturnType<typeof mountPixelMap>;
  }[] = [];

  function point(index: number, place: number | null, aloud: boolean): void {
    for (const { map } of mounted) map.point(place);
    options.onPoint(index, place, aloud);
  }
  function add(index: number): void {
    const figure = h("figure", { class: "map" });
    const [name, note] = [h("span", { class: "map-name" }), h("span", { class: "map-note" })];
    list.append(figure);
    figure.append(name);
    const { onPick, onLeave, onEscape } = options;
    const map = mountPixelMap(figure, {
      onPoint: (place, aloud) => point(index, place, aloud),
      onPick: onPick && ((place) => onPick(index, place)),
      onLeave,
      onEscape,
    });
    figure.append(note);
    mounted.push({ figure, name, note, map });
  }

  return {
    element: list,
    update(items: readonly MapItem[]) {
      while (mounted.length < items.length) add(mounted.length);
      mounted.forEach(({ figure, name, note, map }, i) => {
        const item = items[i];
        figure.hidden = !item;
        if (!item) return;
        setText(name, item.name);
        setText(note, item.note);
        figure.toggleAttribute("data-selected", item.selected ?? false);
        map.update(item.pixels, item.label);
      });
    },
    /** The first of them. */
    focus: () => mounted[0]?.map.focus(),
    destroy() {
      for (const { map } of mounted) map.destroy();
      list.remove();
    },
  };
}
